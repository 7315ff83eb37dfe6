// Whose work is in the page, and on which terms: licences.txt, in a dialog.

import { downloadManifest, downloadText } from './download.js';

/** Rejects with a sentence when the text cannot be had. */
export async function showLicences() {
  const text = await downloadText(await downloadManifest(), 'licences.txt');
  document.getElementById('licences-text').textContent = text;
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('licences'));
  dialog.showModal();
}

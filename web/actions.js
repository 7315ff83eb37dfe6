// The laboratory's main actions as real buttons, for keyboards and screen readers: a canvas has
// none. They show while one of them has the focus.

import { chooseFiles, openFiles, saveFile } from './files.js';
import { openEmbedBuilder } from './embed-builder.js';
import { say } from './language.js';
import { showLicences } from './licences.js';
import { applyState, copyLink } from './link.js';
import { bringMnist } from './mnist.js';
import { showNotice } from './screen.js';

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

/**
 * @param {import('./api.js').HourglassApi} api
 * @param {Laboratory} laboratory
 */
export function attachActions(api, laboratory) {
  const act = (id, action) => {
    const button = /** @type {HTMLButtonElement} */ (document.getElementById(id));
    button.disabled = false;
    const run = () => action().catch((error) => showNotice(error.message, run));
    button.onclick = run;
  };
  act('action-start', api.start);
  act('action-pause', api.pause);
  act('action-step', () => api.step(1));
  act('action-reset', () => api.reset());
  act('action-pretrained', () => api.loadPretrained());
  act('action-save', async () => saveFile(await api.exportWeights(), 'hourglass.safetensors'));
  act('action-load', async () => openFiles(laboratory, await chooseFiles()));
  attachDataButton(laboratory);
  act('action-link', () => copyLink(laboratory, laboratory.engine.link()));
  act('action-embed', async () => openEmbedBuilder(laboratory));
  act('action-licences', showLicences);
  act('action-show-all', async () => {
    await applyState(laboratory, 'v1', '');
    document.getElementById('canvas').focus(); // this button is gone
  });
}

/** Loads all of MNIST where the page has it, or stops that. @param {Laboratory} laboratory */
function attachDataButton(laboratory) {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById('action-data'));
  const { engine, mnist } = laboratory;
  button.hidden = mnist.bytes === 0;
  if (button.hidden) return;
  const isComing = () => (engine.state().mnist?.share ?? null) !== null;
  button.onclick = () => (isComing() ? mnist.stop() : bringMnist(laboratory));
  const show = ({ mnist: offer, dataset }) => {
    const coming = (offer?.share ?? null) !== null;
    button.disabled = dataset?.key === 'mnist' && !coming;
    button.textContent = say(coming ? 'stopData' : 'allData');
  };
  laboratory.watch(show);
  show(engine.state());
}

// The laboratory's main actions as real buttons, for keyboards and screen readers: a canvas has
// none. They show while one of them has the focus.

import { showNotice } from './screen.js';

/** @param {import('./api.js').HourglassApi} api */
export function attachActions(api) {
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
  act('action-load', async () => {
    const file = await chooseFile('.safetensors');
    if (file) await api.importWeights(await file.arrayBuffer());
  });
}

function saveFile(buffer, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([buffer]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @returns {Promise<File | undefined>} undefined when the user thinks better of it */
function chooseFile(accept) {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.onchange = () => resolve(input.files?.[0]);
    input.oncancel = () => resolve(undefined);
    input.click();
  });
}

// What the laboratory asks of the page, answered: files to save and to open, the link to copy,
// trained networks, colours, what is hidden, the language.

import { bringFirstWeights, bringWantedWeights } from './content.js';
import { chooseFiles, openFiles, saveFile } from './files.js';
import { copyLink } from './link.js';
import { bringMnist } from './mnist.js';
import { showColours } from './colours.js';
import { useLanguage } from './language.js';
import { showTwins } from './twins.js';

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */
/** @typedef {import('./engine.js').HostRequest} HostRequest */

/** @type {Record<string, (laboratory: Laboratory, request: HostRequest) => unknown>} */
const kAnswers = {
  'trained-weights': (laboratory, { name }) => bringWantedWeights(laboratory, name),
  'first-weights': (laboratory) => bringFirstWeights(laboratory),
  'save-file': (_, { name, content }) => saveFile(content, name),
  'open-file': async (laboratory) => openFiles(laboratory, await chooseFiles()),
  'all-data': (laboratory) => bringMnist(laboratory),
  'stop-data': ({ mnist }) => mnist.stop(),
  'copy-link': (laboratory, { content }) => copyLink(laboratory, new TextDecoder().decode(content)),
  colours: (_, { name }) => showColours(name),
  hidden: ({ engine }) => showTwins(engine),
  language: (_, { name }) => useLanguage(name),
};

/** @param {Laboratory} laboratory */
export function answerRequests(laboratory) {
  for (;;) {
    const request = laboratory.engine.takeRequest();
    if (!request) return;
    kAnswers[request.kind](laboratory, request);
  }
}

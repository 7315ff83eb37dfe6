// A state is taken up from a link, and put into one.

import { linkWith } from './address.js';
import { offerWantedData } from './mnist.js';

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

/**
 * Takes up a state as text, with its trained weights where it has some, and says where it lacks the
 * images that it was made with. Rejects with a sentence when it is malformed; nothing has changed then.
 * @param {Laboratory} laboratory
 * @param {string} text
 * @param {string} done  what stands beside the offer to undo it; empty: there is none
 * @returns {Promise<import('./engine.js').State>}
 */
export async function applyState(laboratory, text, done) {
  const state = await takeUpState(laboratory, text, done);
  offerWantedData(laboratory);
  return state;
}

/** The same, of whose images the caller takes care. @param {Laboratory} laboratory */
export async function takeUpState(laboratory, text, done) {
  const { engine, commands, pretrained } = laboratory;
  const recipe = engine.trainedRecipe(text);
  const file = recipe ? await pretrained.fetch(recipe) : null;
  return commands.inTurn(() => commands.send(() => engine.loadState(text, file, done)));
}

/**
 * A text that says a part of a state: what is hidden stays so where it says nothing of it.
 * @param {string} text
 * @param {import('./engine.js').State} state  of now
 */
export function keepHidden(text, { hidden }) {
  return hidden.length === 0 || /;hide=/.test(text) ? text : `${text};hide=${hidden.join(':')}`;
}

/** Puts a link to this state on the clipboard, or where it can be taken from.
 * @param {Laboratory} laboratory @param {string} text */
export async function copyLink(laboratory, text) {
  const link = linkWith(text);
  try {
    await navigator.clipboard.writeText(link);
    laboratory.say('Link copied');
  } catch {
    showLink(link);
  }
}

/** For browsers that do not let the page at their clipboard. */
function showLink(link) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('link'));
  const field = /** @type {HTMLInputElement} */ (document.getElementById('link-text'));
  field.value = link;
  dialog.showModal();
  field.select();
}

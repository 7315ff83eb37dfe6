// What the laboratory is brought: trained networks, and digits to train on. Without either it still
// runs; a notice then says what is missing and offers another try.

import { download, fileOf } from './download.js';
import { showNotice } from './screen.js';

const kDigits = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

/** The recipe whose trained weights the laboratory opens with. */
export const kFirstRecipe = 'B';

/** @typedef {import('./download.js').Manifest} Manifest */
/** What is needed of a laboratory, whole or in small (plain.js).
 * @typedef {Pick<import('./laboratory.js').Laboratory, 'engine' | 'commands' | 'pretrained' |
 *   'showProgress' | 'endProgress' | 'digits'>} Laboratory */

/**
 * Gives the laboratory a recipe with its trained weights.
 * @param {Laboratory} laboratory
 * @param {string} recipe
 * @param {() => boolean} [wanted]  asked when they have come: false drops them
 * @returns {Promise<import('./engine.js').State>}
 */
export async function usePretrained(laboratory, recipe, wanted = () => true) {
  const { engine, commands, pretrained } = laboratory;
  let arrived = 0;
  try {
    const file = await pretrained.fetch(recipe, (bytes) => {
      arrived += bytes;
      laboratory.showProgress(recipe, arrived / pretrained.size(recipe));
    });
    return await commands.inTurn(async () =>
      wanted() ? commands.send(() => engine.usePretrained(file)) : engine.state(),
    );
  } catch (error) {
    pretrained.forget(recipe);
    laboratory.endProgress();
    throw error;
  }
}

/** The same, never rejecting: says what went wrong and offers another try. */
async function bringPretrained(laboratory, recipe, sentence, wanted) {
  await usePretrained(laboratory, recipe, wanted).catch((error) =>
    showNotice(`${sentence}: ${error.message}.`, () =>
      bringPretrained(laboratory, recipe, sentence),
    ),
  );
}

/**
 * Gives the laboratory the trained network that it opens with. Never rejects.
 * @param {Laboratory} laboratory
 */
export async function bringFirstWeights(laboratory) {
  const sentence = 'The trained network could not be loaded, so this one starts untrained';
  await bringPretrained(laboratory, kFirstRecipe, sentence);
}

/**
 * Gives the laboratory the trained weights that were asked for there, unless another recipe has been
 * chosen when they come. Never rejects.
 * @param {Laboratory} laboratory
 * @param {string} recipe
 */
export async function bringWantedWeights(laboratory, recipe) {
  const sentence = `The trained weights of ${recipe} could not be loaded, so the network stays as it is`;
  const isInUse = () => laboratory.engine.state().recipe?.name === recipe;
  await bringPretrained(laboratory, recipe, sentence, isInUse);
}

/**
 * Gives the laboratory its digits. Never rejects; digits.arrived() does.
 * @param {Laboratory} laboratory
 * @param {Manifest} manifest
 * @param {Promise<void>} [when]  not before this
 */
export async function bringDigits(laboratory, manifest, when = Promise.resolve()) {
  const arrival = when.then(() => takeDigits(laboratory, manifest));
  laboratory.digits.expect(arrival);
  await arrival.catch((error) =>
    showNotice(
      `The digits to train on could not be loaded; drawing works without them: ${error.message}.`,
      () => bringDigits(laboratory, manifest),
    ),
  );
}

async function takeDigits({ engine, commands }, manifest) {
  const files = await Promise.all(
    kDigits.map((name) => download(fileOf(manifest, `data/${name}.gz`))),
  );
  const { origin, synthetic } = manifest.data;
  await commands.send(() => {
    files.forEach((bytes, i) => engine.file(kDigits[i], bytes));
    return engine.useData(origin, synthetic);
  });
}

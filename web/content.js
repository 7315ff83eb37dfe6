// What the laboratory opens with: a trained network, and digits to train on. Without either it
// still runs; a notice then says what is missing and offers another try.

import { download, fileOf } from './download.js';
import { showNotice } from './screen.js';

const kWeights = 'weights/B.safetensors';
const kDigits = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

/** @typedef {import('./download.js').Manifest} Manifest */
/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

/** @param {Manifest} manifest */
export function weightsSize(manifest) {
  return manifest.files.find(({ path }) => path === kWeights)?.bytes ?? 0;
}

/** @param {Manifest} manifest @param {(bytes: number) => void} [onBytes] */
export async function downloadWeights(manifest, onBytes) {
  return download(fileOf(manifest, kWeights), onBytes);
}

/**
 * Gives the laboratory its trained network. Never rejects.
 * @param {Laboratory} laboratory
 * @param {Manifest} manifest
 * @param {Promise<Uint8Array>} file  from downloadWeights()
 */
export async function bringWeights(laboratory, manifest, file) {
  try {
    const bytes = await file;
    const { engine, commands } = laboratory;
    await commands.inTurn(() => commands.send(() => engine.usePretrained(bytes)));
  } catch (error) {
    showNotice(
      `The trained network could not be loaded, so this one starts untrained: ${error.message}.`,
      () => bringWeights(laboratory, manifest, downloadWeights(manifest)),
    );
  }
}

/**
 * Gives the laboratory its digits. Never rejects; laboratory.data() does.
 * @param {Laboratory} laboratory
 * @param {Manifest} manifest
 */
export async function bringDigits(laboratory, manifest) {
  const arrival = takeDigits(laboratory, manifest);
  laboratory.expectData(arrival);
  await arrival.catch((error) =>
    showNotice(
      `The digits to train on could not be loaded; drawing works without them: ${error.message}.`,
      () => bringDigits(laboratory, manifest),
    ),
  );
}

async function takeDigits({ engine, commands }, manifest) {
  await Promise.all(
    kDigits.map(async (name) =>
      engine.file(name, await download(fileOf(manifest, `data/${name}.gz`))),
    ),
  );
  const { origin, synthetic } = manifest.data;
  await commands.send(() => engine.useData(origin, synthetic));
}

// What the rivals train with: the same recipes and digits as Hourglass, as plain JavaScript.

/** More than a few megabytes of images change nothing but the time that it takes to load them. */
const kImages = 10_000;
const kHeader = 16; // of an IDX file of images

/** The recipe of a job. @param {import('./bench.js').Job} job */
export async function recipeOf({ system, changes }) {
  const recipe = await (await fetch(`recipes/${system}.json`)).json();
  return { ...recipe, ...changes };
}

/** @returns {Promise<{count: number, pixels: Float32Array}>}  images row by row, 0 ... 1 */
export async function digits() {
  const response = await fetch('data/train-images-idx3-ubyte.gz');
  const unpacked = response.body.pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
  const count = Math.min(kImages, (bytes.length - kHeader) / 784);
  const pixels = Float32Array.from(bytes.subarray(kHeader, kHeader + 784 * count), (b) => b / 255);
  return { count, pixels };
}

/**
 * Batches as the recipe draws them: the next part of a fresh permutation, over and over.
 * @param {number} images @param {number} batch @returns {() => Int32Array}  indices
 */
export function batches(images, batch) {
  const order = Int32Array.from({ length: images }, (_, i) => i);
  let next = images;
  return () => {
    if (next + batch > images) {
      for (let i = images - 1; i > 0; --i) {
        const j = Math.floor(Math.random() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
      }
      next = 0;
    }
    next += batch;
    return order.slice(next - batch, next);
  };
}

/**
 * The recipe's layers that compute something, with what comes into and out of each.
 * @returns {{kind: string, activation: string, inputs: number, units: number, code: boolean}[]}
 *   inputs, units: numbers of a vector, or channels of an image; code: the encoder's last
 */
export function layersOf({ inputs, encoder, decoder }) {
  const layers = [];
  let before = inputs;
  const add = (spec, code) => {
    const { kind = 'dense', activation = 'linear' } = spec;
    const units = spec.units ?? spec.channels ?? before;
    layers.push({ ...spec, kind, activation, inputs: before, units, code });
    before = units;
  };
  encoder.forEach((spec, i) => add(spec, i === encoder.length - 1));
  decoder.forEach((spec) => add(spec, false));
  return layers;
}

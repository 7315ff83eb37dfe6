// Hourglass' own measurements (bench/, compiled for the browser), in a worker that keeps the module
// from one call to the next, so that it stays warm.

import { flagsOf } from './flags.js';

/** @param {string} variant  relaxed-threads, simd-threads or simd */
export async function open(variant) {
  const worker = new Worker(new URL('hourglass-worker.js', import.meta.url), { type: 'module' });
  const ask = (question) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(question);
    });
  const cores = navigator.hardwareConcurrency;
  await ask({ script: new URL(`hourglass-bench-${variant}.js`, document.baseURI).href, cores });

  /** @param {import('./flags.js').Selection} selection */
  const report = async (selection) => (await ask({ arguments: flagsOf(selection) })).report;

  /** @param {import('./bench.js').Job} job */
  const imagesPerSecond = async ({ system, warmup, seconds }) => {
    const { benchmarks } = await report({ filter: `^step/${system}/`, warmup, seconds });
    return Math.max(...benchmarks.map(({ items_per_second: images }) => images));
  };
  return { report, imagesPerSecond };
}

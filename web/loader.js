// Starts the WebAssembly module: tries the variants from the fastest down until one runs.

import { download, fileOf } from './download.js';
import { hasRelaxedSimd, hasSimd, hasThreads } from './probes.js';
import { importProgram } from './source.js';

/** Compiling, starting the training threads and running constructors take less than this. */
const kStartMilliseconds = 15_000;

/**
 * @typedef {Object} LoadedModule
 * @property {any} module      Emscripten's module object
 * @property {string} variant  its name in the manifest
 * @property {number} threads  training threads; 0: training runs in slices on the page's thread
 */

/**
 * The variants that this browser should be able to run, fastest first.
 * @param {string | null} forced  the name of the only variant to consider, or null
 * @returns {Promise<string[]>}
 */
export async function usableVariants(forced) {
  if (!hasSimd()) {
    throw new Error(
      'this browser has no WebAssembly SIMD; Chrome or Edge 91, Firefox 89, Safari 16.4 and newer ones have it',
    );
  }
  if (forced !== null) return [forced];
  const threads = await hasThreads();
  return [
    ...(threads && hasRelaxedSimd() ? ['relaxed-threads'] : []),
    ...(threads ? ['simd-threads'] : []),
    'simd',
  ];
}

/** Bytes of a variant's module; 0 when this build has none.
 * @param {import('./download.js').Manifest} manifest @param {string} variant */
export function moduleSize(manifest, variant) {
  const path = manifest.variants[variant]?.wasm;
  return manifest.files.find((file) => file.path === path)?.bytes ?? 0;
}

/** One core is left to the page where there are more than two. */
export function trainingThreads(cores = navigator.hardwareConcurrency || 1) {
  return cores <= 2 ? cores : Math.min(cores - 1, 8);
}

/**
 * @param {Object} options
 * @param {import('./download.js').Manifest} options.manifest
 * @param {string[]} options.variants                    from usableVariants()
 * @param {HTMLCanvasElement} [options.canvas]           none: nothing is drawn
 * @param {(bytes: number) => void} options.onBytes      progress; negative when a try is given up
 * @param {() => void} options.onSnapshot                training has news
 * @param {() => void} [options.onRequest]               the laboratory asks for something
 * @param {(reason: string) => void} options.onAbort     the running module has broken down
 * @returns {Promise<LoadedModule>}
 */
export async function loadModule({ manifest, variants, onBytes, ...hooks }) {
  const failures = [];
  for (const variant of variants) {
    const threads = variant.endsWith('threads') ? trainingThreads() : 0;
    let counted = 0;
    const count = (bytes) => {
      counted += bytes;
      onBytes(bytes);
    };
    try {
      const paths = manifest.variants[variant];
      if (!paths) throw new Error(`there is no variant "${variant}" in this build`);
      const [js, wasm] = [paths.js, paths.wasm].map((path) => fileOf(manifest, path));
      const module = await startVariant(js, wasm, threads, count, hooks);
      return { module, variant, threads };
    } catch (error) {
      onBytes(-counted);
      failures.push(error.message);
      console.warn(`Hourglass: the variant ${variant} did not start: ${error.message}`);
    }
  }
  throw new Error(failures.at(-1));
}

async function startVariant(js, wasm, threads, onBytes, { onAbort, ...hooks }) {
  const [bytes, createHourglass] = await Promise.all([
    download(wasm, onBytes),
    programWithin(kStartMilliseconds, js),
  ]);
  const compiled = await WebAssembly.compile(bytes).catch(() => {
    throw new Error(`${wasm.path} is damaged`);
  });
  let running = false;
  const module = await within(
    kStartMilliseconds,
    `${js.path} did not start within ${kStartMilliseconds / 1000} s`,
    new Promise((resolve, reject) => {
      createHourglass({
        ...hooks,
        trainingThreads: threads,
        instantiateWasm(imports, receive) {
          WebAssembly.instantiate(compiled, imports).then(
            (instance) => receive(instance, compiled),
            reject,
          );
          return {}; // "the exports come later"
        },
        onAbort: (reason) => (running ? onAbort(String(reason)) : reject(new Error(String(reason)))),
      }).then(resolve, reject);
    }),
  );
  running = true;
  return module;
}

/** @param {number} milliseconds @param {import('./download.js').FileEntry} js */
function programWithin(milliseconds, js) {
  const sentence = `${js.path} could not be fetched or is damaged`;
  const program = importProgram(js).catch(() => {
    throw new Error(sentence);
  });
  return within(milliseconds, sentence, program);
}

/**
 * @template T
 * @param {number} milliseconds
 * @param {string} sentence
 * @param {Promise<T>} promise
 * @returns {Promise<T>} `promise`, or a rejection with `sentence` when it takes too long
 */
function within(milliseconds, sentence, promise) {
  let timer = 0;
  const bound = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(sentence)), milliseconds);
  });
  return Promise.race([promise, bound]).finally(() => clearTimeout(timer));
}

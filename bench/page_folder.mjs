// Puts the page of the measurements together: build/bench/page, for web/serve.mjs.

import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './native.mjs';
import { kBuild, kRoot } from './places.mjs';

const kModules = path.join(kRoot, 'bench/node_modules');
const kRivals = {
  'rivals/tfjs': ['@tensorflow/tfjs/dist/tf.min.js', '@tensorflow/tfjs-backend-wasm/dist'],
  'rivals/jax': ['@jax-js/jax/dist'],
};

/**
 * @param {{variants: string[], rivals: boolean}} wanted  programs of Hourglass that are built;
 *   whether the other libraries are installed
 * @returns {Promise<string>} the folder
 */
export async function assemblePage({ variants, rivals }) {
  const page = path.join(kBuild, 'bench/page');
  await rm(page, { recursive: true, force: true });
  await mkdir(path.join(page, 'data'), { recursive: true });
  const bring = (from, to) => cp(from, path.join(page, to), { recursive: true });
  await bring(path.join(kRoot, 'web/bench.html'), 'bench.html');
  await bring(path.join(kRoot, 'web/bench'), 'bench');
  await bring(path.join(kRoot, 'assets/recipes'), 'recipes');
  for (const variant of variants) {
    for (const end of ['js', 'wasm']) {
      const name = `hourglass-bench-${variant}.${end}`;
      await bring(path.join(kBuild, `web-${variant}/bin`, name), name);
    }
  }
  if (rivals) {
    for (const [folder, packages] of Object.entries(kRivals)) {
      for (const file of packages) await bringScripts(path.join(kModules, file), folder, bring);
    }
  }
  const data = process.env.MNIST_DIR ? ['--data', process.env.MNIST_DIR] : [];
  await runProgram('hourglass-pack', [...data, '--out', path.join(page, 'data')]);
  return page;
}

/** A file, or the scripts and programs right in a folder. */
async function bringScripts(from, to, bring) {
  const names = from.endsWith('.js') ? [''] : await readdir(from);
  for (const name of names) {
    if (name === '' || /\.(js|wasm)$/.test(name)) {
      const file = path.join(from, name);
      await bring(file, path.join(to, path.basename(file)));
    }
  }
}

// The page of scripts/bench: measures one contender on one piece of work at a time, for its buttons
// and, as `globalThis.bench`, for a program that drives the browser (bench/browser.mjs).

import * as hourglass from './hourglass.js';
import * as jax from './jax.js';
import * as tfjs from './tfjs.js';

/**
 * @typedef {Object} Job
 * @property {string} system        a recipe in recipes/
 * @property {number} warmup        seconds that are not measured
 * @property {number} seconds       measured, at least
 * @property {Object} [changes]     of the recipe, on top
 *
 * @typedef {Object} Contender
 * @property {(job: Job) => Promise<number>} imagesPerSecond  with the best number of threads
 */

/** Each opens once, at its first job. @type {Record<string, () => Promise<Contender>>} */
const kContenders = {
  'relaxed-threads': () => hourglass.open('relaxed-threads'),
  'simd-threads': () => hourglass.open('simd-threads'),
  simd: () => hourglass.open('simd'),
  tfjs: () => tfjs.open(),
  jax: () => jax.open(),
};

/** @type {Map<string, Promise<any>>} */
const opened = new Map();

function contender(name) {
  if (!(name in kContenders)) throw new Error(`there is no contender "${name}"`);
  if (!opened.has(name)) opened.set(name, kContenders[name]());
  return opened.get(name);
}

globalThis.bench = {
  /** @param {string} name @param {Job} job @returns {Promise<number>} */
  imagesPerSecond: async (name, job) => (await contender(name)).imagesPerSecond(job),

  /** Google Benchmark's report on what of Hourglass' program the filter matches.
   * @param {string} variant @param {import('./flags.js').Selection} selection */
  report: async (variant, selection) => (await contender(variant)).report(selection),
};

// ---- for people ---------------------------------------------------------------------------------

const kSystems = ['A', 'B', 'C-8', 'E1', 'E2', 'E3', 'F-VAE'];

const select = (id) => /** @type {HTMLSelectElement} */ (document.getElementById(id));
select('contender').append(...Object.keys(kContenders).map((name) => new Option(name)));
select('system').append(...kSystems.map((name) => new Option(name)));
const button = /** @type {HTMLButtonElement} */ (document.getElementById('run'));
const results = document.getElementById('results');
button.disabled = false;
button.onclick = async () => {
  button.disabled = true;
  const [who, system] = [select('contender').value, select('system').value];
  results.append(`${who} ${system}: `);
  const images = globalThis.bench.imagesPerSecond(who, { system, warmup: 2, seconds: 4 });
  results.append(`${await images.then(Math.round, (error) => error.message)}\n`);
  button.disabled = false;
};

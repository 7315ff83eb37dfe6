// What is measured, in which order: one round is a list of jobs, and contenders take turns in it.

import os from 'node:os';
import { measureFirstVisit } from './first_visit.mjs';
import { measurePage, measureQuality } from './quality.mjs';

export const kSystems = ['A', 'B', 'C-8', 'E1', 'E2', 'E3', 'F-VAE'];
export const kVariants = ['relaxed-threads', 'simd-threads', 'simd'];
export const kParts = [
  ...['kernels-native', 'kernels-web', 'steps-native', 'steps-web'],
  ...['tfjs', 'jax', 'pytorch', 'growth', 'quality', 'visit'],
];

/** The pieces of a step, and copies to hold Adam against. */
const kKernels = '^(copy|forward|backward-.*|adam|noise|normals)/';

/** With what system B grows, one of them at a time; our own program knows more of each. */
const kBatches = [1, 4, 16, 64, 256, 1024];
const kWidths = [16, 64, 256, 1024];
/** Growth and quality take minutes: the first rounds do. */
const kGrowthRounds = 1;
const kQualityRounds = 3;

/** What these cannot do, and why. */
export const kCannot = {
  tfjs: { E3: 'no gradient of convolutions in its WebAssembly backend' },
};

/** System A with layers of 252 and 52 in place of 250 and 50: jax-js likes multiples of 4. */
const kPaddedA = {
  encoder: [
    { units: 252, activation: 'relu' },
    { units: 52, activation: 'relu' },
  ],
  decoder: [
    { units: 252, activation: 'relu' },
    { units: 784, activation: 'sigmoid' },
  ],
};

/**
 * @typedef {Object} Plan
 * @property {Set<string>} parts     of kParts
 * @property {string[]} systems
 * @property {string[]} variants
 * @property {string} [filter]       of kernels, instead of all
 * @property {number} seconds        of each step that is measured
 *
 * @typedef {Object} Contenders
 * @property {typeof import('./native.mjs').measureNative} native
 * @property {Function} [pytorch]  measure() of findPytorch()
 * @property {import('./chromium.mjs').Chromium | null} chromium
 *
 * @typedef {{name: string, run: () => Promise<import('./measurement.mjs').Measurement[]>}} Job
 */

/** @param {number} round @param {Plan} plan @param {Contenders} contenders @returns {Job[]} */
export function jobsOf(round, plan, contenders) {
  return [
    ...peakJobs(plan, contenders),
    ...kernelJobs(plan, contenders),
    ...plan.systems.flatMap((system) => stepJobs(system, plan, contenders)),
    ...(plan.parts.has('growth') && round < kGrowthRounds ? growthJobs(plan, contenders) : []),
    ...(plan.parts.has('visit') ? [{ name: 'first visit', run: measureFirstVisit }] : []),
    ...(plan.parts.has('quality') && round < kQualityRounds ? qualityJobs(round, plan) : []),
  ];
}

/** Of many short windows the best is taken: one in which nobody else wanted the processor. */
const kWindows = { seconds: 0.006, repetitions: 10 };

/** What the others are a share of. */
function peakJobs({ parts, variants }, { native, chromium }) {
  const selection = { ...kWindows, filter: '^(peak|handover)/', warmup: 0.1, repetitions: 30 };
  const jobs = [];
  if (parts.has('kernels-native') || parts.has('steps-native')) {
    jobs.push({ name: 'peak, native', run: () => native(selection) });
  }
  if (parts.has('kernels-web') || parts.has('steps-web')) {
    for (const variant of variants) {
      jobs.push({ name: `peak, ${variant}`, run: () => chromium.measure(variant, selection) });
    }
  }
  return jobs;
}

function kernelJobs({ parts, variants, filter }, { native, chromium }) {
  const selection = { ...kWindows, filter: filter ?? kKernels, warmup: 0.03 };
  const jobs = [];
  if (parts.has('kernels-native')) {
    jobs.push({ name: 'kernels, native', run: () => native(selection) });
  }
  if (parts.has('kernels-web')) {
    for (const variant of variants) {
      jobs.push({
        name: `kernels, ${variant}`,
        // the browser's compiler needs longer
        run: () => chromium.measure(variant, { ...selection, warmup: 0.1 }),
      });
    }
  }
  return jobs;
}

function stepJobs(system, { parts, variants, seconds }, { native, pytorch, chromium }) {
  const selection = { filter: `^step/${system}/`, warmup: 0.5, seconds };
  const job = { system, warmup: 1, seconds };
  const jobs = [];
  const add = (part, who, run) => {
    const can = kCannot[who]?.[system] === undefined;
    if (parts.has(part) && can) jobs.push({ name: `${system}, ${who}`, run });
  };
  add('steps-native', 'native', () => native(selection));
  for (const threads of new Set([1, os.cpus().length])) {
    add('pytorch', 'pytorch', () => pytorch({ ...job, threads }));
  }
  for (const variant of variants) {
    add('steps-web', variant, () => chromium.measure(variant, { ...selection, warmup: 1 }));
  }
  for (const rival of ['tfjs', 'jax']) {
    add(rival, rival, () => chromium.measureRival(rival, `step/${system}`, job));
  }
  if (system === 'A') {
    const padded = { ...job, changes: kPaddedA };
    add('jax', 'jax', () => chromium.measureRival('jax', 'step/A padded', padded));
  }
  return jobs;
}

function growthJobs({ variants, seconds }, { native, chromium }) {
  const ours = { filter: '^(batch|width)/', warmup: 0.2, seconds: seconds / 4 };
  const rivals = (piece, changes) =>
    ['tfjs', 'jax'].map((rival) => {
      const job = { system: 'B', changes, warmup: 0.5, seconds: seconds / 4 };
      const run = () => chromium.measureRival(rival, piece, job);
      return { name: `${piece}, ${rival}`, run };
    });
  const wide = (units) => ({
    encoder: [{ units, activation: 'relu' }, { units: 32 }],
    decoder: [
      { units, activation: 'relu' },
      { units: 784, activation: 'sigmoid' },
    ],
  });
  return [
    { name: 'growth, native', run: () => native(ours) },
    { name: `growth, ${variants[0]}`, run: () => chromium.measure(variants[0], ours) },
    ...kBatches.flatMap((images) => rivals(`batch/${images}`, { batch_size: images })),
    ...kWidths.flatMap((units) => rivals(`width/${units}`, wide(units))),
  ];
}

function qualityJobs(round, { variants }) {
  return [
    { name: 'time to quality', run: () => measureQuality(round, variants[0]) },
    { name: 'the page while it trains', run: () => measurePage(variants[0]) },
  ];
}

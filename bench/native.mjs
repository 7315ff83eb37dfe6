// The contenders outside of a browser: hourglass-bench and PyTorch, each as a program of its own.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { flagsOf } from '../web/bench/flags.js';
import { fromReport } from './measurement.mjs';
import { kBuild, kRoot } from './places.mjs';

/**
 * @typedef {import('./measurement.mjs').Measurement} Measurement
 * @typedef {{system: string, threads: number, warmup: number, seconds: number}} PytorchJob
 */

const run = promisify(execFile);

/** Runs a program of the native build. @param {string} name @param {string[]} words */
export function runProgram(name, words) {
  return run(path.join(kBuild, 'native/bin', name), words);
}

/**
 * @param {import('../web/bench/flags.js').Selection} selection
 * @returns {Promise<Measurement[]>}
 */
export async function measureNative(selection) {
  const file = path.join(kBuild, 'bench/native.json');
  await runProgram('hourglass-bench', [...flagsOf(selection), `--benchmark_out=${file}`]);
  return fromReport('native', JSON.parse(await readFile(file, 'utf8')));
}

/** The system's own Python last: distributions put PyTorch there. */
const kPythons = ['python3', '/usr/bin/python3'];
const kSteps = path.join(kRoot, 'bench/pytorch_steps.py');

/**
 * PyTorch, where there is one.
 * @returns {Promise<{about: string, measure: (job: PytorchJob) => Promise<Measurement[]>} | null>}
 */
export async function findPytorch() {
  for (const python of kPythons) {
    const about = await run(python, [kSteps, '--about']).catch(() => null);
    if (about) {
      return { about: about.stdout.trim(), measure: (job) => measurePytorch(job, python) };
    }
  }
  return null;
}

/** One system, with this many threads. @param {PytorchJob} job @param {string} python */
async function measurePytorch({ system, threads, warmup, seconds }, python) {
  const recipe = path.join(kRoot, `assets/recipes/${system}.json`);
  const words = Object.entries({ recipe, threads, warmup, seconds });
  const flags = words.flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { stdout } = await run(python, [kSteps, ...flags]);
  return [{ who: 'pytorch', piece: `step/${system}`, threads, items: Number(stdout) }];
}

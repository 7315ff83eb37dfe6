// Measures, in rounds in which all contenders take turns, and reports. Started by scripts/bench,
// which builds what is measured.

import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drawCharts } from './charts.mjs';
import { Chromium } from './chromium.mjs';
import { writeDocuments } from './documents.mjs';
import { Results } from './measurement.mjs';
import { findPytorch, measureNative } from './native.mjs';
import { assemblePage } from './page_folder.mjs';
import { kBuild } from './places.mjs';
import { jobsOf, kParts, kSystems, kVariants } from './plan.mjs';
import { textOf } from './report.mjs';

const kOut = path.join(kBuild, 'bench');
const kResults = path.join(kOut, 'results.json');

/** The names in a list such as "A,B", each of which must be known. */
function chosen(option, text, known) {
  const names = text === undefined ? known : text.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`--${option}: there is no "${unknown}"; expected some of ${known.join(', ')}`);
  }
  return names;
}

function positive(option, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${option}: expected a number above 0, got ${text}`);
  return value;
}

function planOf() {
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: {
      only: text,
      systems: text,
      variants: text,
      filter: text,
      rounds: text,
      seconds: text,
      quick: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  });
  return {
    parts: new Set(chosen('only', values.only, kParts)),
    systems: chosen('systems', values.systems, kSystems),
    variants: chosen('variants', values.variants, kVariants),
    filter: values.filter,
    rounds: Math.ceil(positive('rounds', values.rounds ?? (values.quick ? 1 : 5))),
    docs: values.docs,
    seconds: positive('seconds', values.seconds ?? (values.quick ? 0.8 : 1.5)),
  };
}

async function openChromium({ parts, variants }) {
  const ours = ['kernels-web', 'steps-web', 'growth'].some((part) => parts.has(part));
  const rivals = ['tfjs', 'jax', 'growth'].some((part) => parts.has(part));
  if (!ours && !rivals) return null;
  return Chromium.open(await assemblePage({ variants: ours ? variants : [], rivals }));
}

/** A job that fails is told of, and the others go on. What there is, is kept round by round. */
async function measure(plan, contenders, machine) {
  const results = new Results();
  for (let round = 0; round < plan.rounds; ++round) {
    for (const { name, run } of jobsOf(round, plan, contenders)) {
      process.stderr.write(`round ${round + 1} of ${plan.rounds}: ${name}\n`);
      try {
        results.add(round, await run());
      } catch (error) {
        process.stderr.write(`FAILED: ${name}: ${error.message}\n`);
        process.exitCode = 1;
      }
    }
    await writeFile(
      kResults,
      `${JSON.stringify({ machine, measurements: results.all }, null, 1)}\n`,
    );
  }
  return results;
}

async function main() {
  const plan = planOf();
  await mkdir(kOut, { recursive: true });
  const pytorch = plan.parts.has('pytorch') ? await findPytorch() : null;
  if (plan.parts.has('pytorch') && pytorch === null) {
    process.stderr.write('PyTorch is left out: python3 has none\n');
    plan.parts.delete('pytorch');
  }
  const chromium = await openChromium(plan);
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    processor: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    browser: chromium && `Chromium ${chromium.version()}`,
    pytorch: pytorch && pytorch.about,
  };
  try {
    const contenders = { native: measureNative, pytorch: pytorch?.measure, chromium };
    const results = await measure(plan, contenders, machine);
    process.stdout.write(`${textOf(results)}\n`);
    const charts = await drawCharts(results, kOut);
    process.stderr.write(`wrote ${[kResults, ...charts].join(', ')}\n`);
    const pictures = charts.map((name) => path.join(kOut, name));
    if (plan.docs) await writeDocuments(machine, results, pictures);
  } finally {
    await chromium?.close();
  }
}

main().catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exit(1);
});

// docs/bench.md with its charts, and the short table of README.md, from one run.

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kRoot } from './places.mjs';
import { brief, ratioTable, stepTable, tablesOf } from './report.mjs';

const kDocs = path.join(kRoot, 'docs');

const kMethod = `Made by \`scripts/bench --docs\`, which measures everything in one run on one machine,
in rounds in which all take turns. A cell is the median over the rounds, with the smallest and the
largest in brackets; a ratio is taken within each round. Figures hold for their machine alone,
ratios travel better.

- A training step is the whole of it, the same for all: draw a batch, make the noise, forward,
  backward, Adam. Its recipe is the system's in \`assets/recipes\`.
- "page" is the engine in Chromium, in a worker and its threads as in the page, without the canvas;
  its three columns are the three builds. The rivals run in the same Chromium: TF.js on its
  WebAssembly backend with SIMD and threads; jax-js on its own with workers, a whole step as one
  compiled function. Each must learn while it is timed. Theirs is spared the weight decay of C-8,
  and noise that is fixed for an image is made before they are timed. "A padded" has layers of 252
  and 52 in place of 250 and 50: jax-js is faster with multiples of 4.
- Of several numbers of threads the fastest counts, where no number is given.
- The register loop does multiply-adds in registers only, on the vectors of our kernels, on as many
  threads: what the machine can do at all, in the same run. Operations of a step are those of its
  matrix products and convolutions; everything else in it counts as lost time.
- A word is one number that a thread waits for, in memory: where cores share no cache it takes several
  times as long, and two threads gain less.
- Where the register loop stays far the roofline says why. Our kernel out of the first-level cache is
  what a product can have at best; below that, one whose numbers are used a few times only waits for
  them: the first and last layer of E3 have one channel, hence about four operations a byte. What
  then is still missing is packing, sums that a small depth (a code of 8 or 32 numbers) loads and
  stores too often, and activations.
- The geometric mean takes "A padded" for a system of its own.
- Names of pieces: the system, which layer of it, its inputs and outputs for one image.
`;

const kChartTitles = {
  'bench-steps.png': 'Images a second by system and contender',
  'bench-threads.png': 'Images a second by number of threads',
  'bench-batch.png': 'Images a second by batch size',
  'bench-width.png': 'Images a second by width of the hidden layers',
};

const machineText = ({ date, processor, cores, browser, pytorch }) =>
  [date, `${processor}, ${cores} cores`, browser, pytorch].filter(Boolean).join('; ');

/**
 * @param {Record<string, any>} machine
 * @param {import('./measurement.mjs').Results} results
 * @param {string[]} charts  files
 */
export async function writeDocuments(machine, results, charts) {
  const names = charts.map((file) => path.basename(file));
  await Promise.all(charts.map((file, i) => copyFile(file, path.join(kDocs, names[i]))));
  const pictures = names.map((name) => `![${kChartTitles[name]}](${name})\n`);
  const tables = tablesOf(results).map(([title, lines]) => `## ${title}\n\n${lines}`);
  const page = ['# Speed', kMethod, `Measured: ${machineText(machine)}.\n`, ...pictures, ...tables];
  await writeFile(path.join(kDocs, 'bench.md'), page.join('\n'));

  const file = path.join(kRoot, 'README.md');
  const short = [
    `![${kChartTitles['bench-steps.png']}](docs/bench-steps.png)\n`,
    'Images a second, and ratios to others, medians of one run; [all of it](docs/bench.md).\n',
    stepTable(results, brief),
    ratioTable(results, brief),
    `${machineText(machine)}.`,
  ].join('\n');
  const between = /(<!-- bench: written by scripts\/bench -->\n)[\s\S]*?(<!-- end of bench -->)/;
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(between, (_, begin, end) => `${begin}\n${short}\n\n${end}`),
  );
}

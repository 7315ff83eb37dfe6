// How long a visitor waits: the page itself, as it is served, trains system B from random weights
// on all of MNIST until the test error is what PyTorch reaches in the recipe's ten epochs.

import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { servePage } from '../web/serve.mjs';
import { launchChromium } from '../web/tests/support/browser.mjs';
import { kBuild } from './places.mjs';

export const kWantedMse = 0.0179;
const kMostEpochs = 60;

/** The built page, with all of MNIST for its digits. @returns {Promise<string>} the folder */
async function pageWithMnist() {
  const mnist = process.env.MNIST_DIR;
  if (!mnist) throw new Error('quality: expected MNIST_DIR, the folder with the four IDX files');
  const folder = path.join(kBuild, 'bench/quality');
  await rm(folder, { recursive: true, force: true });
  await cp(path.join(kBuild, 'page'), folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  for (const entry of manifest.files.filter(({ path }) => /^data\/.*\.gz$/.test(path))) {
    const packed = path.join(mnist, path.basename(entry.path));
    const plain = packed.slice(0, -'.gz'.length);
    const bytes = await readFile(packed).catch(async () => gzipSync(await readFile(plain)));
    await writeFile(path.join(folder, entry.path), bytes);
    entry.bytes = (await stat(path.join(folder, entry.path))).size;
  }
  await writeFile(file, JSON.stringify(manifest));
  return folder;
}

/** Runs in the page. */
async function train({ seed, wanted, epochs }) {
  const { ready, load, start, state } = globalThis.hourglass;
  await ready;
  await load('B');
  await load({ ...state().recipe, seed, epochs });
  const begin = performance.now();
  await start();
  for (;;) {
    await new Promise(requestAnimationFrame);
    const { training, testLoss, epoch, threads, memoryBytes } = state();
    const reached = testLoss !== null && testLoss <= wanted;
    if (!reached && training) continue;
    const seconds = (performance.now() - begin) / 1000;
    return { reached, seconds, epochs: Math.floor(epoch), threads, memoryBytes };
  }
}

/**
 * @param {number} seed
 * @param {string} variant
 * @returns {Promise<import('./measurement.mjs').Measurement[]>}
 */
export async function measureQuality(seed, variant) {
  const server = await servePage({ folder: await pageWithMnist() });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}?variant=${variant}`);
    await page.waitForFunction(() => 'hourglass' in globalThis);
    const job = { seed, wanted: kWantedMse, epochs: kMostEpochs };
    const { reached, seconds, epochs, threads, memoryBytes } = await page.evaluate(train, job);
    if (!reached) throw new Error(`quality: no test MSE of ${kWantedMse} within ${epochs} epochs`);
    const megabytes = memoryBytes / 1e6;
    return [{ who: variant, piece: 'quality/B', threads, seconds, epochs, megabytes }];
  } finally {
    await browser.close();
    await server.close();
  }
}

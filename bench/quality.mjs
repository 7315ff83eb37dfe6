// What a visitor has of it, in the page itself, as it is served: how long it takes from random
// weights on all of MNIST until system B's test error is what PyTorch reaches in the recipe's ten
// epochs; whether a run slows down; how long the page's own thread works on a frame (frames.mjs).

import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { servePage } from '../web/serve.mjs';
import { launchChromium } from '../web/tests/support/browser.mjs';
import { publish } from '../web/tests/support/hosts.mjs';
import { idleShare, lateFrames } from './frames.mjs';
import { spreadOf } from './measurement.mjs';
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
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  for (const entry of manifest.files.filter(({ path }) => /^data\/.*\.gz$/.test(path))) {
    const packed = path.join(mnist, path.basename(entry.path));
    const plain = packed.slice(0, -'.gz'.length);
    const bytes = await readFile(packed).catch(async () => gzipSync(await readFile(plain)));
    await writeFile(path.join(folder, entry.path), bytes);
  }
  await publish(folder);
  return folder;
}

/** Runs in the page: system B from random weights. */
async function train({ seed, wanted, epochs }) {
  const { ready, load, start, state } = globalThis.hourglass;
  await ready;
  await load('B');
  await load({ ...state().recipe, seed, epochs });
  const begin = performance.now();
  await start();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { training, testLoss, epoch, threads, memoryBytes } = state();
    const reached = testLoss !== null && testLoss <= wanted;
    if (!reached && training) continue;
    const seconds = (performance.now() - begin) / 1000;
    return { reached, seconds, epochs: Math.floor(epoch), threads, memoryBytes };
  }
}

/** Runs in the page: all epochs of a recipe. How long each took. */
async function timeEpochs(recipe) {
  const { ready, load, start, state } = globalThis.hourglass;
  await ready;
  await load(recipe);
  await start();
  const seconds = [];
  let [last, begin] = [0, performance.now()];
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const { epoch, training } = state();
    if (Math.floor(epoch) > last) {
      const now = performance.now();
      for (; last < Math.floor(epoch); ++last) seconds.push(now - begin);
      begin = now;
    }
    if (!training) return { seconds, threads: state().threads };
  }
}

/** One visit of the page. @template T @param {(page: import('playwright-core').Page) => Promise<T>} use */
async function visit(folder, variant, use) {
  const server = await servePage({ folder });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.url}?variant=${variant}`);
    await page.waitForFunction(() => 'hourglass' in globalThis);
    return await use(page);
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * @param {number} seed
 * @param {string} variant
 * @returns {Promise<import('./measurement.mjs').Measurement[]>}
 */
export async function measureQuality(seed, variant) {
  const job = { seed, wanted: kWantedMse, epochs: kMostEpochs };
  const wait = await visit(await pageWithMnist(), variant, (page) => page.evaluate(train, job));
  const { reached, seconds, epochs, threads, memoryBytes } = wait;
  if (!reached) throw new Error(`quality: no test MSE of ${kWantedMse} within ${epochs} epochs`);
  const megabytes = memoryBytes / 1e6;
  return [{ who: variant, piece: 'quality/B', threads, seconds, epochs, megabytes }];
}

/**
 * The frames' work in each panel while system B trains, the memory that is taken then, and the speed
 * over 50 epochs of C with a code of 2: numbers that decay to nothing must not slow it down. By medians
 * of five epochs, as others use the machine too. With the page's own digits.
 * @param {string} variant
 * @returns {Promise<import('./measurement.mjs').Measurement[]>}
 */
export async function measurePage(variant) {
  const folder = path.join(kBuild, 'page');
  const { late, idle, megabytes } = await visit(folder, variant, async (page) => {
    const [late, idle] = [await lateFrames(page), await idleShare(page)];
    const bytes = await page.evaluate(() => globalThis.hourglass.state().memoryBytes);
    return { late, idle, megabytes: bytes / 1e6 };
  });
  const { seconds, threads } = await visit(folder, variant, (page) =>
    page.evaluate(timeEpochs, 'C-2'),
  );
  const groups = [];
  for (let i = 0; i < seconds.length; i += 5) groups.push(spreadOf(seconds.slice(i, i + 5)).median);
  const share = groups[0] / Math.max(...groups);
  return [
    ...Object.entries(late).map(([panel, of]) => {
      return { who: variant, piece: `frames/${panel}`, threads, seconds: of };
    }),
    { who: variant, piece: 'idle', threads, share: idle },
    { who: variant, piece: 'memory', threads, megabytes },
    { who: variant, piece: 'endurance/C-2', threads, share },
  ];
}

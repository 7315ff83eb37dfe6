// A page that breaks down while it runs, or cannot keep anything any more: it says so, and what the
// visitor had is there again.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import {
  copyWithPrelude,
  heard,
  hearLiveLine,
  stepsBack,
  trainForLong,
} from './support/faults.mjs';
import { click, draw, pixelsOf, settled } from './support/laboratory.mjs';
import { correlation } from './support/png.mjs';
import { kept } from './support/stored.mjs';

const kWide = { viewport: { width: 1440, height: 900 } };

/** A thread that reads the clock so often breaks down: the one that trains. */
const kBreaksInThread = `if (globalThis.WorkerGlobalScope) {
  const now = performance.now.bind(performance);
  let looks = 0;
  performance.now = () => {
    if (++looks > 6_000) throw new WebAssembly.RuntimeError('unreachable');
    return now();
  };
}`;
/** The system has no more memory than the program starts with. */
const kNoMoreMemory = `WebAssembly.Memory.prototype.grow = () => {
  throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
};`;
const kConsole = /unreachable|no memory left|Aborted|RuntimeError|Uncaught|worker/i;

async function drawNew(page) {
  await click(page, 'clear');
  await draw(page);
  await page.mouse.move(2, 2);
  await settled(page);
  return pixelsOf(page, 'pad');
}

/** The page says that it has stopped, and a click brings back what there was. */
async function startAgain(page, reason) {
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  const said = await page.locator('#loading-what').innerText();
  assert.match(said, reason);
  assert.match(said, /^Hourglass has stopped working: .*Your network and your drawing are kept/s);
  await Promise.all([page.waitForEvent('load'), again.click()]);
  await page.evaluate(() => globalThis.hourglass.ready);
  await settled(page);
}

describe('a program that breaks down', kSuite, () => {
  const opened = [];
  /** A visit to a page whose program has this before it. */
  async function visitWith(prelude) {
    const copy = await copyWithPrelude(prelude);
    const browser = await TestBrowser.open({ folder: copy.folder });
    opened.push({ close: () => browser.close() }, { close: copy.remove });
    const page = await browser.visitReady('', {
      context: kWide,
      before: (it) => it.addInitScript(hearLiveLine),
      tolerate: kConsole,
    });
    return { browser, page };
  }
  after(async () => {
    for (const it of opened) await it.close();
  });

  test('on a training thread: a sentence, and drawing and weights are back', async () => {
    const { browser, page } = await visitWith(kBreaksInThread);
    const pad = await drawNew(page);
    await trainForLong(page);
    await startAgain(page, /unreachable/);
    assert.ok(correlation(pad, await pixelsOf(page, 'pad')) > 0.999);
    assert.equal((await stateOf(page)).recipe.seed, 7);
    assert.ok((await stepsBack(page)) > 0, 'weights that had been trained');
    await browser.leave(page);
  });

  test('for want of memory: a sentence, and drawing and weights are back', async () => {
    const { browser, page } = await visitWith(kNoMoreMemory);
    const pad = await drawNew(page);
    await page.evaluate(() => globalThis.hourglass.step(2));
    await kept(page, 2);
    await page.evaluate(() => {
      const large = {
        encoder: [{ units: 2000, activation: 'relu' }],
        decoder: [{ units: 784, activation: 'linear' }],
      };
      globalThis.hourglass.load(large).catch(() => {});
    });
    await startAgain(page, /there is no memory left/);
    assert.ok(correlation(pad, await pixelsOf(page, 'pad')) > 0.999);
    assert.equal((await stateOf(page)).recipe.name, 'B');
    assert.equal(await stepsBack(page), 2);
    await browser.leave(page);
  });
});

describe('training that diverges', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('stops, says why, and no snapshot ever has weights that are not finite', async () => {
    const page = await browser.visitReady('', { before: (it) => it.addInitScript(hearLiveLine) });
    const isFinite = await page.evaluate(async () => {
      const { exportWeights, load, start, state } = globalThis.hourglass;
      const weights = async () => {
        const file = await exportWeights();
        return new Float32Array(file.slice(8 + Number(new DataView(file).getBigUint64(0, true))));
      };
      await load({
        encoder: [{ units: 32, activation: 'linear' }],
        decoder: [{ units: 784, activation: 'linear' }],
        optimizer: { kind: 'sgd', learning_rate: 900 },
        epochs: 1_000,
      });
      await start();
      let finite = true;
      for (let diverged = false; !diverged; ) {
        diverged = state().divergence !== '';
        finite &&= (await weights()).every(Number.isFinite);
        await new Promise(requestAnimationFrame);
      }
      return finite;
    });
    assert.ok(isFinite);
    const { divergence, runState } = await stateOf(page);
    assert.equal(runState, 'paused');
    assert.match(divergence, /^Training diverged in step \d+: .*learning rate was 900;.*The weights of step \d+ are back\.$/);
    await heard(page, divergence);
    await browser.leave(page);
  });
});

/** For a page before it loads: while `full` is set its storage takes nothing more. */
function canBeFull() {
  globalThis.full = false;
  const limit = (prototype, name) => {
    const real = prototype[name];
    prototype[name] = function (...values) {
      if (globalThis.full) throw new DOMException('no room', 'QuotaExceededError');
      return real.apply(this, values);
    };
  };
  limit(IDBObjectStore.prototype, 'put');
  limit(Storage.prototype, 'setItem');
  // The pause before another try passes in a blink.
  const timer = globalThis.setTimeout;
  globalThis.setTimeout = (run, delay, ...rest) =>
    timer(run, delay === 20_000 ? 500 : delay, ...rest);
}

describe('storage that is full', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('is said, work goes on, and is kept again when there is room', async () => {
    const page = await browser.visitReady('', {
      context: kWide,
      before: async (it) => {
        await it.addInitScript(hearLiveLine);
        await it.addInitScript(canBeFull);
      },
    });
    const setFull = (value) => page.evaluate((to) => (globalThis.full = to), value);
    await page.evaluate(() => globalThis.hourglass.step(2));
    await kept(page, 2);
    await setFull(true);
    const { step } = await page.evaluate(() => globalThis.hourglass.step(3));
    assert.equal(step, 5);
    await heard(page, 'storage is full');
    await drawNew(page);
    assert.equal(await kept(page), 2, 'what was kept before still is');
    await setFull(false);
    await drawNew(page);
    await heard(page, 'all is kept');
    await kept(page, 5);
    await browser.leave(page);
  });
});

describe('a clock that jumps', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  // Without threads all clocks are the page's.
  test('by an hour disturbs neither training nor frames nor what is kept', async () => {
    const page = await browser.visitReady('?variant=simd', {
      before: (it) =>
        it.addInitScript(() => {
          globalThis.jumped = { steady: 0, date: 0 };
          const [now, date] = [performance.now.bind(performance), Date.now];
          performance.now = () => now() + globalThis.jumped.steady;
          Date.now = () => date() + globalThis.jumped.date;
        }),
    });
    await trainForLong(page);
    const kHour = 3_600_000;
    // A steady clock never goes back; the other one may.
    for (const [steady, date] of [[0, 0], [1, 1], [2, -1], [2, 3]]) {
      await page.evaluate((to) => (globalThis.jumped = to), { steady: steady * kHour, date: date * kHour });
      const { step, frames } = await stateOf(page);
      await stateWhere(page, (state) => state.step > step + 20 && state.frames > frames + 5);
    }
    const { step } = await page.evaluate(() => globalThis.hourglass.pause());
    await kept(page, step);
    await browser.leave(page);
  });
});

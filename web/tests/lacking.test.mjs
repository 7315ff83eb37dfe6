// Browsers and devices that lack something: WebGL 2, memory, the eyes of a user. (SIMD, threads and
// storage: loader.test.mjs and hosting.test.mjs.)

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { trainForLong } from './support/faults.mjs';
import { kSeven } from './support/laboratory.mjs';
import { correlation, readPng, toGrid } from './support/png.mjs';
import { keptStep } from './support/stored.mjs';

describe('a browser without WebGL 2', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open({ switches: ['--disable-webgl2'] })));
  after(() => browser.close());

  const pixels = async (page, id) => toGrid(readPng(await page.locator(`#${id}`).screenshot()));
  const setNoise = (page, strength) =>
    page.locator('#plain-noise').fill(String(strength));

  /** What the small laboratory shows when nothing changes any more. */
  const shown = async (page, id) => {
    await page.evaluate(async () => {
      for (let i = 0; i < 4; ++i) await new Promise(requestAnimationFrame);
    });
    return pixels(page, id);
  };

  test('denoises a drawing and trains, on a canvas without it and by buttons', async () => {
    const page = await browser.visitReady();
    assert.match(await page.locator('#plain-why').innerText(), /does not draw with WebGL 2.*hardware acceleration/);
    assert.equal(await page.locator('#loading').isVisible(), false);

    await page.getByRole('button', { name: 'Clear' }).click();
    const pad = await page.locator('#plain-pad').boundingBox();
    const at = ([x, y]) => [pad.x + x * pad.width, pad.y + y * pad.height];
    await page.mouse.move(...at(kSeven[0]));
    await page.mouse.down();
    for (const point of kSeven.slice(1)) await page.mouse.move(...at(point));
    await page.mouse.up();
    await setNoise(page, 0);
    const clean = await shown(page, 'plain-given');
    await setNoise(page, 0.6);
    const noisy = correlation(clean, await shown(page, 'plain-given'));
    const denoised = correlation(clean, await shown(page, 'plain-made'));
    assert.ok(noisy < 0.8, `noise is on it: ${noisy}`);
    assert.ok(denoised > 0.75 && denoised > noisy, `and off again: ${denoised}`);

    await page.getByRole('button', { name: 'New random weights' }).click();
    await stateWhere(page, (state) => state.testLoss > 0.1);
    assert.ok(correlation(clean, await shown(page, 'plain-made')) < 0.5, 'nothing is learned yet');
    await page.getByRole('button', { name: 'Start training' }).click();
    await stateWhere(page, (state) => state.testLoss < 0.04);
    await page.getByRole('button', { name: 'Pause' }).click();
    await stateWhere(page, (state) => !state.training);
    assert.ok(correlation(clean, await shown(page, 'plain-made')) > 0.6);

    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the weights' }).click(),
    ]);
    assert.equal(saved.suggestedFilename(), 'hourglass.safetensors');
    const refusal = await page.evaluate(() => globalThis.hourglass.link().catch((e) => e.message));
    assert.equal(refusal, 'link(): it needs the whole laboratory, and so WebGL 2');
    await browser.leave(page);
  });

  test('without threads too', async () => {
    const page = await browser.visitReady('?variant=simd');
    await page.evaluate(() => globalThis.hourglass.step(3));
    assert.deepEqual([(await stateOf(page)).step, (await stateOf(page)).threads], [3, 0]);
    await browser.leave(page);
  });
});

describe('a device with little memory', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('without room for shared memory: the page without threads', async () => {
    const page = await browser.visitReady('', {
      before: (it) =>
        it.addInitScript(() => {
          const Real = WebAssembly.Memory;
          WebAssembly.Memory = class extends Real {
            constructor(limits) {
              if (limits.shared && limits.initial > 100) throw new RangeError('could not allocate memory');
              super(limits);
            }
          };
        }),
    });
    const { variant, threads } = await stateOf(page);
    assert.deepEqual({ variant, threads }, { variant: 'simd', threads: 0 });
    assert.equal((await page.evaluate(() => globalThis.hourglass.step(1))).step, 1);
    await browser.leave(page);
  });

  test('without room for anything: a sentence and a button', async () => {
    const page = await browser.visit('?variant=simd', {
      before: (it) =>
        it.addInitScript(() => {
          const full = () => new RangeError('WebAssembly.Memory(): could not allocate memory');
          WebAssembly.instantiate = () => Promise.reject(full());
        }),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(
      await page.locator('#loading-what').innerText(),
      /^Hourglass could not start: .*could not allocate memory\.$/,
    );
    await browser.leave(page);
  });
});

/** For a page before it loads: hide(true) puts it out of sight as browsers do, with no frames and slow
 * timers. */
function canBeHidden() {
  let hidden = false;
  const waiting = [];
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  const timer = globalThis.setTimeout.bind(globalThis);
  globalThis.requestAnimationFrame = (run) => (hidden ? waiting.push(run) : frame(run));
  globalThis.setTimeout = (run, delay, ...rest) =>
    timer(run, hidden ? Math.max(delay, 60_000) : delay, ...rest);
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  globalThis.hide = (value) => {
    hidden = value;
    document.dispatchEvent(new Event('visibilitychange'));
    if (!hidden) for (const run of waiting.splice(0)) frame(run);
  };
}

describe('a tab that is out of sight', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('trains on, draws nothing, and keeps what it learns', async () => {
    const page = await browser.visitReady('', { before: (it) => it.addInitScript(canBeHidden) });
    await trainForLong(page);
    await page.evaluate(() => globalThis.hide(true));
    const hidden = await stateOf(page);
    // The first is what is kept when the page is left.
    for (let kept = 0, times = 0; times < 3; ) {
      const step = await keptStep(page);
      if (step > kept) ++times;
      kept = step;
    }
    const later = await stateOf(page);
    assert.ok(later.step > hidden.step);
    assert.ok(later.frames <= hidden.frames + 1, 'but for one that was on its way');

    await page.evaluate(() => globalThis.hide(false));
    await stateWhere(page, (state) => state.frames > later.frames);
    await browser.leave(page);
  });
});

// Training in the page, with threads and without.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { draw, settled } from './support/laboratory.mjs';
import { shadesOf } from './support/png.mjs';

/** Recipe B, for longer than any test takes. */
const trainForLong = (page) =>
  page.evaluate(async () => {
    const { load, start, state } = globalThis.hourglass;
    await load({ ...state().recipe, epochs: 10_000 });
    return start();
  });

describe('training', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  for (const variant of ['relaxed-threads', 'simd-threads']) {
    test(`${variant} trains recipe B from random weights`, async () => {
      const page = await browser.visitReady(`?variant=${variant}`);
      await page.evaluate(() => globalThis.hourglass.load('B'));
      const first = await page.evaluate(() => globalThis.hourglass.start());
      assert.equal(first.variant, variant);
      assert.equal(first.isolated, true);
      assert.ok(first.threads >= 1);
      const { dataset, imagesPerSecond } = await stateWhere(page, (s) => s.testLoss !== null && s.testLoss < 0.04);
      assert.ok(dataset.train >= 10_000 && dataset.test >= 2_000);
      assert.ok(imagesPerSecond > 0);
      await browser.leave(page);
    });
  }

  test('the page answers while it trains', async () => {
    const page = await browser.visitReady();
    await trainForLong(page);
    const before = await stateOf(page);
    await draw(page);
    const after = await stateWhere(page, (s) => s.frames > before.frames + 5);
    assert.equal(after.training, true);
    assert.match(await page.locator('#live').innerText(), /^Training, epoch \d/);
    await browser.leave(page);
  });

  test('the drawing context is lost and restored, and training goes on', async () => {
    const page = await browser.visitReady('', { tolerate: /CONTEXT_LOST|context lost/i });
    await trainForLong(page);
    await page.evaluate(() => {
      const gl = document.getElementById('canvas').getContext('webgl2');
      globalThis.lost = gl.getExtension('WEBGL_lose_context');
      globalThis.lost.loseContext();
    });
    const { step } = await stateOf(page);
    await stateWhere(page, (s) => s.step > step + 10);
    await page.evaluate(() => globalThis.lost.restoreContext());
    await page.evaluate(() => globalThis.hourglass.pause());
    await settled(page);
    assert.ok(shadesOf(await page.screenshot()) > 16, 'the laboratory is drawn again');
    await browser.leave(page);
  });
});

describe('without cross-origin isolation', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open({ isolation: false })));
  after(() => browser.close());

  test('the page trains in slices and answers meanwhile', async () => {
    const page = await browser.visitReady();
    const { variant, threads, isolated } = await stateOf(page);
    assert.deepEqual({ variant, threads, isolated }, { variant: 'simd', threads: 0, isolated: false });
    await trainForLong(page);
    const { frames } = await stateWhere(page, (s) => s.step > 5);
    await draw(page);
    const drawn = await stateWhere(page, (s) => s.frames > frames + 5);
    assert.equal(drawn.training, true);
    await stateWhere(page, (s) => s.testLoss !== null && s.testLoss < 0.05);
    const { training } = await page.evaluate(() => globalThis.hourglass.pause());
    assert.equal(training, false);
    await browser.leave(page);
  });
});

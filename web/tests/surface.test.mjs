// The canvas: sharp at any size and density, at rest when nothing happens, usable by keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf } from './support/browser.mjs';
import { settled } from './support/laboratory.mjs';

describe('surface', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const sizes = (page) =>
    page.evaluate(() => {
      const canvas = document.getElementById('canvas');
      const { width, height } = canvas.getBoundingClientRect();
      return {
        backing: [canvas.width, canvas.height],
        sharp: [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)],
      };
    });

  for (const deviceScaleFactor of [1, 1.25, 3]) {
    test(`one pixel for each of the screen's at ${deviceScaleFactor} to one`, async () => {
      const page = await browser.visitReady('', {
        context: { viewport: { width: 501, height: 403 }, deviceScaleFactor },
      });
      await settled(page);
      const first = await sizes(page);
      assert.deepEqual(first.backing, [501, 403].map((n) => Math.round(n * deviceScaleFactor)));

      await page.setViewportSize({ width: 633, height: 377 });
      await settled(page);
      const second = await sizes(page);
      assert.deepEqual(second.backing, second.sharp);
      assert.equal(second.backing[0], Math.round(633 * deviceScaleFactor));
      await browser.leave(page);
    });
  }

  test('a change of density alone is followed', async () => {
    const page = await browser.visitReady();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setDeviceMetricsOverride', {
      width: 600, height: 400, deviceScaleFactor: 2, mobile: false,
    });
    await settled(page);
    assert.deepEqual((await sizes(page)).backing, [1200, 800]);
    await browser.leave(page);
  });

  test('an idle page draws nothing', async () => {
    const page = await browser.visitReady();
    await page.evaluate(() => globalThis.hourglass.step(1)); // the digits have arrived
    await settled(page);
    const { frames } = await stateOf(page);
    // Five seconds of the browser's own frames go by.
    await page.evaluate(async () => {
      for (let i = 0; i < 300; ++i) await new Promise(requestAnimationFrame);
    });
    assert.equal((await stateOf(page)).frames, frames);
    await browser.leave(page);
  });

  test('Tab leaves the canvas for real buttons, and they work', async () => {
    const page = await browser.visitReady();
    await page.locator('#canvas').focus();
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    assert.equal(await focused(), 'Start training');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Train one step');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => globalThis.hourglass.state().step === 1);
    await browser.leave(page);
  });

  test('the page can be zoomed, and a finger does not scroll it', async () => {
    const page = await browser.visitReady();
    const { viewport, touchAction } = await page.evaluate(() => ({
      viewport: document.querySelector('meta[name=viewport]').content,
      touchAction: getComputedStyle(document.getElementById('canvas')).touchAction,
    }));
    assert.doesNotMatch(viewport, /user-scalable|maximum-scale/);
    assert.equal(touchAction, 'pinch-zoom');
    await browser.leave(page);
  });
});

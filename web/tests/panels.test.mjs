// The panels under the tabs, each by mouse and by keyboard. Draw, Train and Keep have files of their
// own; a whole visit is in path.test.mjs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf } from './support/browser.mjs';
import { click, drag, pixelsOf, place, settled } from './support/laboratory.mjs';
import { correlation } from './support/png.mjs';

const kDesktop = { viewport: { width: 1440, height: 900 } };

describe('panels', kSuite, () => {
  let browser;
  let page;
  before(async () => {
    browser = await TestBrowser.open();
    page = await browser.visitReady('', { context: kDesktop });
    await page.evaluate(() => globalThis.hourglass.loadPretrained('C-2'));
    await page.evaluate(() => globalThis.hourglass.applyLink('v1;noise=none')); // the digits are here
    await settled(page);
  });
  after(async () => {
    await browser.leave(page);
    await browser.close();
  });

  /** How much an item's picture changes by an action: 0 not at all. */
  const change = async (name, act) => {
    const before = await pixelsOf(page, name);
    await act();
    await settled(page);
    return 1 - correlation(before, await pixelsOf(page, name));
  };
  const press = async (key, times = 1) => {
    for (let i = 0; i < times; ++i) {
      await page.keyboard.press(key);
      await settled(page);
    }
  };
  const isThere = async (name) =>
    page.evaluate((item) => item in globalThis.hourglass.layout(), name);
  const open = async (panel) => {
    await click(page, `tab-${panel}`);
    await settled(page);
  };

  test('Code: a place of the plane is decoded, and arrows go on from there', async () => {
    await open('code');
    const pointed = () => drag(page, 'code-plane', [[0.5, 0.5], [0.2, 0.8]]);
    assert.ok((await change('tile-decoded', pointed)) > 0.02);
    assert.ok((await change('tile-decoded', () => press('ArrowRight', 8))) > 0.001);
    const closer = await change('code-plane', async () => {
      const { x, y, width, height } = await place(page, 'code-plane');
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.wheel(0, -300);
    });
    assert.ok(closer > 0.05, `${closer}`);
  });

  test('Morph: the slider goes from one digit to the other, by arrows too', async () => {
    await open('morph');
    const dragged = () => drag(page, 'morph-position', [[0.5, 0.5], [0.1, 0.5]]);
    assert.ok((await change('morph-pixels', dragged)) > 0.02);
    assert.ok((await change('morph-pixels', () => press('ArrowRight', 4))) > 0.001);
    const other = () => click(page, 'strip-swap');
    assert.ok((await change('strip', other)) > 0.02);
  });

  test('Inside: a filter is looked at closely, another by arrows, and what each layer makes', async () => {
    await open('inside');
    assert.ok((await change('filter-sheet', () => click(page, 'filter-3'))) > 0);
    assert.ok((await change('filter-sheet', () => press('ArrowRight'))) > 0);
    await drag(page, 'inside-view', [[0.5, 0.5]]);
    await settled(page);
    assert.ok(await isThere('inside-layer-1'));
  });

  test('Compare: another model learns beside this one, and rests when told', async () => {
    await open('compare');
    await click(page, 'compare-train');
    await page.waitForFunction(() => globalThis.hourglass.state().step > 0);
    await click(page, 'compare-train');
    await page.waitForFunction(() => !globalThis.hourglass.state().training);
    await settled(page);
    assert.ok(await isThere('compare-curves'));
  });

  test('at rest none of them draws a frame', async () => {
    for (const panel of ['code', 'morph', 'inside', 'compare', 'keep']) {
      await open(panel);
      const { frames } = await stateOf(page);
      await page.evaluate(async () => {
        for (let i = 0; i < 60; ++i) await new Promise(requestAnimationFrame);
      });
      assert.equal((await stateOf(page)).frames, frames, panel);
    }
  });
});

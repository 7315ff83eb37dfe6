// A digit drawn on the pad: what the network sees and what it makes of it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import {
  click, draw, drawByTouch, flick, frameAfterMove, kSeven, penAlong, pixelsOf, settled,
} from './support/laboratory.mjs';
import { correlation, shadesOf } from './support/png.mjs';

describe('drawing', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('a seven drawn with the mouse is seen and reconstructed', async () => {
    const page = await browser.visitReady();
    await click(page, 'clear');
    await settled(page);
    const blank = await pixelsOf(page, 'tile-reconstruction');
    await draw(page);
    await settled(page);
    const seen = await pixelsOf(page, 'tile-seen');
    const reconstruction = await pixelsOf(page, 'tile-reconstruction');
    assert.ok(correlation(seen, reconstruction) > 0.8, 'the reconstruction resembles the drawing');
    assert.ok(correlation(blank, reconstruction) < 0.6, 'it is another one than before');
    await browser.leave(page);
  });

  test('the reconstruction follows the pen before it is lifted', async () => {
    const page = await browser.visitReady();
    await click(page, 'clear');
    await penAlong(page, kSeven.slice(0, 1));
    await page.mouse.down();
    await penAlong(page, kSeven.slice(1, 7));
    await settled(page);
    const bar = await pixelsOf(page, 'tile-reconstruction');
    await penAlong(page, kSeven.slice(7));
    await settled(page);
    const seven = await pixelsOf(page, 'tile-reconstruction');
    assert.ok(correlation(bar, seven) < 0.9, 'half a digit looks otherwise than the whole');
    await page.mouse.up();
    await browser.leave(page);
  });

  test('the first frame after the pen moved shows what the network makes of it', async () => {
    const page = await browser.visitReady();
    await click(page, 'clear');
    await penAlong(page, kSeven.slice(0, 1));
    await page.mouse.down();
    await penAlong(page, kSeven.slice(1, 7));
    await settled(page);
    const before = await pixelsOf(page, 'tile-reconstruction');
    const shown = await frameAfterMove(page, 'tile-reconstruction');
    await penAlong(page, kSeven.slice(-1));
    const { frames, pixels } = await shown();
    await settled(page);
    const after = await pixelsOf(page, 'tile-reconstruction');
    assert.equal(frames, 1);
    assert.ok(correlation(before, after) < 0.95, 'the stroke changed the reconstruction');
    assert.ok(correlation(pixels, after) > 0.999, 'and the first frame showed it');
    await page.mouse.up();
    await browser.leave(page);
  });

  test('a flick of the pen is drawn as it was moved', async () => {
    const page = await browser.visitReady();
    await click(page, 'clear');
    await flick(page);
    await page.mouse.move(1, 1);
    await settled(page);
    const pad = await pixelsOf(page, 'pad');
    const at = (x, y) => pad[Math.floor(28 * y) * 28 + Math.floor(28 * x)];
    for (const [x, y] of kSeven) assert.ok(at(x, y) < 0.3, `ink at ${x}, ${y}`);
    // Half-way back from the end to the beginning, where the pen never was.
    assert.ok(at(0.37, 0.52) > 0.7, 'paper beside the seven');
    await browser.leave(page);
  });

  test('clear empties the pad', async () => {
    const page = await browser.visitReady();
    const clear = async () => {
      await click(page, 'clear');
      await page.mouse.move(1, 1);
      await settled(page);
    };
    await clear();
    const empty = [await pixelsOf(page, 'pad'), await pixelsOf(page, 'tile-seen')];
    await draw(page);
    await settled(page);
    assert.notDeepEqual(await pixelsOf(page, 'tile-seen'), empty[1]);
    await clear();
    assert.deepEqual([await pixelsOf(page, 'pad'), await pixelsOf(page, 'tile-seen')], empty);
    await browser.leave(page);
  });

  test('a finger draws on a phone, and the page does not scroll', async () => {
    const page = await browser.visitReady('', {
      context: {
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
      },
    });
    await settled(page);
    const before = await pixelsOf(page, 'pad');
    await drawByTouch(page);
    await settled(page);
    assert.ok(correlation(before, await pixelsOf(page, 'pad')) < 0.9, 'the stroke is on the pad');
    assert.equal(await page.evaluate(() => scrollY + scrollX + visualViewport.pageTop), 0);
    await browser.leave(page);
  });

  test('the canvas is not blank', async () => {
    const page = await browser.visitReady();
    await settled(page);
    assert.ok(shadesOf(await page.screenshot()) > 16);
    await browser.leave(page);
  });
});

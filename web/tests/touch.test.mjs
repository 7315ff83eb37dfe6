// Fingers: two on the plane of codes move and zoom it, elsewhere they are the browser's.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { place, settled } from './support/laboratory.mjs';

describe('two fingers', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  /** The window onto the plane that a link says: [x, y, half width], or null while it holds all. */
  const windowOf = async (page) => {
    const link = await page.evaluate(() => globalThis.hourglass.link());
    const numbers = /;plane=[a-z]+:[^:;]+:([^;]+)/.exec(link);
    return numbers && numbers[1].split(':').map(Number);
  };

  /** Two fingers go from places to places. */
  const fingers = async (page, from, to) => {
    const session = await page.context().newCDPSession(page);
    const touch = (type, points) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    await touch('touchStart', from.slice(0, 1));
    await touch('touchStart', from);
    await touch('touchMove', to);
    await touch('touchEnd', []);
    await settled(page);
  };

  const kPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test('on the plane zoom and move it, and leave the page as it is', async () => {
    const page = await browser.visitReady('', { context: kPhone });
    await page.evaluate(() => globalThis.hourglass.applyLink('v1;recipe=C-2;panel=code;code=plane'));
    await settled(page);
    assert.equal(await windowOf(page), null);
    const plane = await place(page, 'code-plane');
    const [x, y] = [plane.x + plane.width / 2, plane.y + plane.height / 2];
    await fingers(page, [[x - 30, y], [x + 30, y]], [[x - 60, y], [x + 60, y]]);
    const near = await windowOf(page);
    await fingers(page, [[x - 60, y], [x + 60, y]], [[x - 30, y], [x + 30, y]]);
    const far = await windowOf(page);
    assert.ok(Math.abs(far[2] / near[2] - 2) < 0.01, `${near} and ${far}`);
    await fingers(page, [[x - 30, y], [x + 30, y]], [[x - 10, y], [x + 50, y]]);
    const moved = await windowOf(page);
    assert.ok(moved[0] < far[0] && Math.abs(moved[2] - far[2]) < 1e-6, `${far} and ${moved}`);
    assert.equal(await page.evaluate(() => visualViewport.scale), 1);
    await browser.leave(page);
  });
});

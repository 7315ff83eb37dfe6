// Pictures of the page after a scripted use, one for each kind of screen, for README and review:
//
//   npm run screenshots [folder]     default: build/screenshots

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestBrowser, stateWhere } from './support/browser.mjs';
import { click, draw, place, settled } from './support/laboratory.mjs';

const kPhone = { deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const kTabs = ['draw', 'train', 'code', 'morph', 'inside', 'compare', 'keep'];
const kScreens = [
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 1024, height: 768, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'dark', ...kPhone },
  { width: 844, height: 390, colorScheme: 'light', ...kPhone },
];

/** A three: two arcs, clockwise from above. In parts of the pad; angles in degrees. */
const arc = (x, y, width, height, from, to) =>
  Array.from({ length: 20 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 19) * Math.PI) / 180;
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
  });
const kThree = [...arc(0.47, 0.34, 0.15, 0.13, -160, 80), ...arc(0.48, 0.63, 0.19, 0.17, -80, 155)];

const folder =
  process.argv[2] ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url));
await mkdir(folder, { recursive: true });
const browser = await TestBrowser.open();
for (const { width, height, ...context } of kScreens) {
  const page = await browser.visitReady('', { context: { viewport: { width, height }, ...context } });
  const shoot = async (name) => {
    await page.mouse.move(width - 2, height - 2);
    await settled(page);
    const file = path.join(folder, `${width}x${height}-${context.colorScheme}-${name}.png`);
    await page.screenshot({ path: file });
    console.log(file);
  };
  await page.evaluate(async () => {
    const { load, start, state } = globalThis.hourglass;
    await load('B');
    await load({ ...state().recipe, epochs: 60 });
    await start();
  });
  await stateWhere(page, (state) => state.epoch >= 30);
  await page.evaluate(() => globalThis.hourglass.pause());
  await settled(page);
  if (!(await place(page, 'clear').catch(() => null))) await click(page, 'tab-draw');
  await settled(page);
  await click(page, 'clear');
  await draw(page, kThree);
  for (const tab of kTabs) {
    if (!(await place(page, `tab-${tab}`).catch(() => null))) continue; // always shown there
    await click(page, `tab-${tab}`);
    await shoot(tab);
  }
  await browser.leave(page);
}
await browser.close();

// The work of the page's own thread on a frame while system B trains, in every panel: its CPU time,
// since the wall clock would count the time that training and software rendering have the cores. And
// what a page that has nothing to do takes of a core.

import { click, settled } from '../web/tests/support/laboratory.mjs';

/** Panels at 1440 x 900: the first two are always shown, beside one of the others. */
export const kFramePanels = ['code', 'morph', 'inside', 'compare', 'keep'];
const kFrames = 60;
const kLate = 0.95;

/** CPU seconds of each animation frame while `during` runs. */
async function frameSeconds(page, during) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await during();
  const trace = JSON.parse((await browser.stopTracing()).toString());
  return trace.traceEvents
    .filter(({ name, tdur }) => name === 'FireAnimationFrame' && tdur !== undefined)
    .map(({ tdur }) => tdur / 1e6);
}

/** Waits until so many more frames have been drawn. */
function waitForFrames(page, count) {
  return page.evaluate(async (more) => {
    const { state } = globalThis.hourglass;
    const last = state().frames + more;
    // Not by animation frames: those would be counted too.
    while (state().frames < last) await new Promise((resolve) => setTimeout(resolve, 20));
  }, count);
}

/**
 * The 95th percentile for each panel, in seconds.
 * @param {import('playwright-core').Page} page  with the laboratory open, 1440 x 900
 * @returns {Promise<Record<string, number>>}
 */
export async function lateFrames(page) {
  await page.evaluate(async () => {
    const { ready, load, start, state } = globalThis.hourglass;
    await ready;
    await load('B');
    await load({ ...state().recipe, epochs: 100_000 });
    await start();
  });
  const late = {};
  for (const panel of kFramePanels) {
    await click(page, `tab-${panel}`);
    await waitForFrames(page, 20); // what the panel does once, at its first sight
    const seconds = await frameSeconds(page, () => waitForFrames(page, kFrames));
    seconds.sort((a, b) => a - b);
    late[panel] = seconds[Math.floor(kLate * (seconds.length - 1))];
  }
  await page.evaluate(() => globalThis.hourglass.pause());
  await settled(page);
  return late;
}

const kIdleSeconds = 5;

/** CPU seconds that all of the browser's processes took so far. */
async function cpuSeconds(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/**
 * The share of one core that the browser takes while the laboratory is paused.
 * @param {import('playwright-core').Page} page  settled
 * @returns {Promise<number>}
 */
export async function idleShare(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const before = await cpuSeconds(session);
  await new Promise((resolve) => setTimeout(resolve, 1000 * kIdleSeconds));
  return ((await cpuSeconds(session)) - before) / kIdleSeconds;
}

// The first visit as a visitor has it: from the navigation of a fresh browser until the laboratory has
// drawn a frame, and until a stroke on its pad is in the drawing; beside it how long such a stroke takes
// later, to be driven and drawn, so that what is left is the wait. From a host that sends the headers for
// threads, and from one that sends none, where the service worker has the page loaded once more. Beside
// it a page that clears a canvas and does no more: what a visitor waits for the browser itself.

import path from 'node:path';
import { servePage } from '../web/serve.mjs';
import { launchChromium } from '../web/tests/support/browser.mjs';
import { eventually, started } from '../web/tests/support/hosts.mjs';
import { drag, settled } from '../web/tests/support/laboratory.mjs';
import { kBuild, kRoot } from './places.mjs';

export const kHosts = { 'with its headers': true, 'without headers': false };

/** Strokes, in parts of the pad. */
const kFirst = [
  [0.3, 0.3],
  [0.6, 0.6],
];
const kLater = [
  [0.3, 0.6],
  [0.6, 0.3],
];

/** Opens an address in a fresh browser.
 * @template T
 * @param {string} url
 * @param {(page: import('playwright-core').Page, seconds: () => number) => Promise<T>} use
 *   seconds: since the navigation began
 * @returns {Promise<T>} */
async function visit(url, use) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto('about:blank'); // the browser itself is up
    const begin = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    return await use(page, () => (performance.now() - begin) / 1000);
  } finally {
    await browser.close();
  }
}

/** @returns {Promise<Record<string, number>>} seconds */
async function useLaboratory(page, seconds) {
  await started(page, true);
  await page.waitForFunction(() => globalThis.hourglass.state().frames > 0);
  const frame = seconds();
  const stroke = async (points) => {
    const before = await page.evaluate(() => globalThis.hourglass.saveState());
    await drag(page, 'pad', points);
    await eventually(page, async (text) => (await globalThis.hourglass.saveState()) !== text, before);
    return seconds();
  };
  const first = await stroke(kFirst);
  await settled(page);
  const begin = seconds();
  return { 'a frame': frame, 'a stroke': first, 'a stroke later': (await stroke(kLater)) - begin };
}

/** @returns {Promise<Record<string, number>>} seconds */
async function useBlank(page, seconds) {
  await page.waitForFunction(() => globalThis.isDrawn);
  return { 'a blank page': seconds() };
}

/** One visit of each kind of host. @returns {Promise<import('./measurement.mjs').Measurement[]>} */
export async function measureFirstVisit() {
  const pages = [
    [path.join(kBuild, 'page'), useLaboratory],
    [path.join(kRoot, 'bench/blank'), useBlank],
  ];
  const measured = [];
  for (const [host, isolation] of Object.entries(kHosts)) {
    for (const [folder, use] of pages) {
      const server = await servePage({ folder, isolation });
      try {
        for (const [what, seconds] of Object.entries(await visit(server.url, use))) {
          measured.push({ who: 'page', piece: `first visit, ${host}, ${what}`, threads: 0, seconds });
        }
      } finally {
        await server.close();
      }
    }
  }
  return measured;
}

// What may befall a page: killed processes, programs that break down, storage that is full.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumOptions } from './browser.mjs';
import { changeFile, copyPage, publish } from './hosts.mjs';

/** Ends a page's process as the system does when it is short of memory. */
export async function killRenderer(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  await crashed;
}

/** A browser with a profile on disk. @param {string} folder */
export const openProfile = (folder) =>
  chromium.launchPersistentContext(folder, {
    ...chromiumOptions(),
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });

/** A folder for a profile. @returns {Promise<{folder: string, remove: () => Promise<void>}>} */
export async function makeProfile() {
  const folder = await mkdtemp(path.join(tmpdir(), 'hourglass-profile-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 20 }) };
}

/** Ends the browser of a profile as a power cut does. @param {string} folder
 * @param {import('playwright-core').BrowserContext} context */
export async function killBrowser(folder, context) {
  const closed = new Promise((resolve) => context.once('close', resolve));
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const words = command.split('\0');
    const isMain = !words.some((word) => word.startsWith('--type='));
    if (isMain && words.includes(`--user-data-dir=${folder}`)) process.kill(Number(pid), 'SIGKILL');
  }
  await closed;
}

/**
 * A copy of the page whose program runs this JavaScript first, on the page and on each of its threads.
 * @param {string} prelude
 * @returns {Promise<{folder: string, remove: () => Promise<void>}>}
 */
export async function copyWithPrelude(prelude) {
  const copy = await copyPage();
  const names = (await readdir(copy.folder)).filter((name) => /^hourglass-.*\.js$/.test(name));
  for (const name of names) {
    await changeFile(copy.folder, name, (program) => `${prelude}\n${program}`);
  }
  await publish(copy.folder);
  return copy;
}

/** For a page before it loads: remembers in `heard` all that it says aloud. */
export function hearLiveLine() {
  globalThis.heard = [];
  const hear = () => globalThis.heard.push(document.getElementById('live')?.textContent ?? '');
  const options = { childList: true, characterData: true, subtree: true };
  new MutationObserver(hear).observe(document, options);
}

/** Waits until the page has said this. @param {string} words */
export const heard = (page, words) =>
  page.waitForFunction((it) => globalThis.heard.some((said) => said.includes(it)), words);

/** Waits until the page has said how far the network had come that is back. @returns {Promise<number>} */
export async function stepsBack(page) {
  const words = await page.waitForFunction(() =>
    globalThis.heard.find((said) => said.includes('Welcome back: your network')),
  );
  const [, steps] = /after ([\d,]+) steps/.exec(await words.jsonValue()) ?? ['', '0'];
  return Number(steps.replaceAll(',', ''));
}

/** Recipe B from this seed, trained for longer than any test takes. */
export const trainForLong = (page, seed = 7) =>
  page.evaluate(async (wanted) => {
    const { load, start, state } = globalThis.hourglass;
    await load({ ...state().recipe, name: 'B', seed: wanted, epochs: 10_000 });
    return start();
  }, seed);

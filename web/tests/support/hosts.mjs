// Hosts of other kinds: a course page of another site with the page in a frame, and a folder of the
// page in which a test may change what it likes.

import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { sealPage } from '../../seal.mjs';
import { servePage } from '../../serve.mjs';
import { chromiumOptions, kPageFolder, kPatience } from './browser.mjs';

/**
 * A page without any headers, on a site of its own, that holds another one in a frame.
 * @param {string} address       of the page in the frame
 * @param {string} [attributes]  of the frame
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serveCourse(address, attributes = '') {
  const folder = await mkdtemp(path.join(tmpdir(), 'hourglass-course-'));
  const icon = '<link rel="icon" href="data:,">';
  const frame = `<iframe src="${address}" width="1000" height="700" ${attributes}></iframe>`;
  await writeFile(path.join(folder, 'index.html'), `<!doctype html><title>Course</title>${icon}${frame}`);
  const server = await servePage({ folder, isolation: false });
  return {
    url: server.url.replace('localhost', '127.0.0.1'), // another site than the page's
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * A host that answers as another one does, but for one file not before it is released.
 * @param {string} url   of the other one
 * @param {string} name  of the file
 * @returns {Promise<{url: string, release: () => void, close: () => Promise<void>}>}
 */
export async function serveHolding(url, name) {
  let release = () => {};
  const released = new Promise((resolve) => (release = resolve));
  const server = createServer(async (request, response) => {
    if (request.url.endsWith(name)) await released;
    const answer = await fetch(new URL(request.url, url));
    const type = answer.headers.get('Content-Type') ?? 'text/plain';
    response.writeHead(answer.status, { 'Content-Type': type });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${server.address().port}/`,
    release,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser whose user has forbidden sites to keep anything.
 * @returns {Promise<import('playwright-core').BrowserContext>} */
export async function openWithoutStorage() {
  const folder = await mkdtemp(path.join(tmpdir(), 'hourglass-profile-'));
  const kBlock = 2;
  const preferences = { profile: { default_content_setting_values: { cookies: kBlock } } };
  await mkdir(path.join(folder, 'Default'));
  await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, {
    ...chromiumOptions(),
    viewport: { width: 1024, height: 768 },
    reducedMotion: 'reduce',
  });
  context.on('close', () => rm(folder, { recursive: true, force: true, maxRetries: 20 }));
  return context;
}

/** The one frame of a course. @returns {Promise<import('playwright-core').Frame>} */
export async function frameOf(page) {
  const element = await page.waitForSelector('iframe');
  return element.contentFrame();
}

/**
 * Waits until `check`, run in a window or a frame, gives something. The page may reload meanwhile.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} frame
 * @param {(argument: any) => any} check  may be async
 * @param {any} [argument]
 */
export async function eventually(frame, check, argument) {
  for (const end = Date.now() + kPatience; Date.now() < end; ) {
    const found = await frame.evaluate(check, argument).catch(() => null); // reloading
    if (found) return found;
    await frame.evaluate(() => new Promise(requestAnimationFrame)).catch(() => {});
  }
  throw new Error(`within ${kPatience / 1000} s nothing came of ${check}`);
}

/** Waits until the page has started for good, isolated or not. @returns its state() */
export function started(frame, isolated) {
  return eventually(
    frame,
    (expected) =>
      globalThis.crossOriginIsolated === expected &&
      Promise.race([globalThis.hourglass.ready, new Promise(requestAnimationFrame).then(() => null)]),
    isolated,
  );
}

/** How often a page, in a window or a frame, is loaded. @returns {() => number} */
export function countLoads(page, origin) {
  let count = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().startsWith(origin)) ++count;
  });
  return () => count;
}

/** A copy of the built page, to be changed.
 * @returns {Promise<{folder: string, remove: () => Promise<void>}>} */
export async function copyPage() {
  const folder = await mkdtemp(path.join(tmpdir(), 'hourglass-copy-'));
  await cp(kPageFolder, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** Changes a file of a copied page. @param {string} folder @param {string} name
 * @param {(bytes: Buffer) => Buffer | string} change */
export async function changeFile(folder, name, change) {
  const file = path.join(folder, name);
  await writeFile(file, change(await readFile(file)));
}

/** Seals a copied page and writes its manifest anew, as the build does, for the files that are there.
 * @returns {Promise<string>} the version */
export async function publish(folder) {
  await sealPage(folder);
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse((await readFile(file)).toString());
  for (const entry of manifest.files) {
    const bytes = await readFile(path.join(folder, entry.path));
    entry.bytes = bytes.length;
    entry.sha256 = createHash('sha256').update(bytes).digest('hex');
  }
  const content = createHash('sha256').update(JSON.stringify(manifest.files)).digest('hex');
  manifest.version = `test-${content.slice(0, 12)}`;
  await writeFile(file, JSON.stringify(manifest));
  return manifest.version;
}

// A host of courses: a server of another site than the laboratory's (127.0.0.1, not localhost), which
// sends no headers but the type, and pages on it that hold laboratories.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const kTypes = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' };

/**
 * @param {Record<string, string>} pages  bodies by name, or whole documents
 * @param {Record<string, string>} [folders]  by the path at which their files are served
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function openHost(pages, folders = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const page = pages[pathname.slice(1)];
    if (page !== undefined) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(documentOf(page));
      return;
    }
    const mount = Object.keys(folders).find((it) => pathname.startsWith(it));
    try {
      const file = path.join(folders[mount], path.normalize(pathname.slice(mount.length)));
      const bytes = await readFile(file);
      response.writeHead(200, { 'Content-Type': kTypes[path.extname(file)] ?? '' }).end(bytes);
    } catch {
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Hosts that tests open as they go, and that end together. */
export class Hosts {
  #open = [];

  /** As openHost().
   * @param {Record<string, string>} pages
   * @param {Record<string, string>} [folders] */
  async open(pages, folders) {
    const host = await openHost(pages, folders);
    this.#open.push(host);
    return host;
  }

  async close() {
    for (const host of this.#open) await host.close();
  }
}

const documentOf = (page) =>
  page.startsWith('<!doctype')
    ? page
    : `<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title>
<meta name="viewport" content="width=device-width">
<style>body { margin: 0 auto; max-width: 900px; padding: 20px; }</style>${page}`;

/** The first example in the documentation of embeds under a heading, with a page's address for
 * `your.host`. @param {string} heading @param {string} url @param {'html' | 'md'} [language] */
export async function exampleOf(heading, url, language = 'html') {
  const text = await readFile(new URL('../../../docs/embedding.md', import.meta.url), 'utf8');
  const part = text.slice(text.indexOf(`\n### ${heading}\n`));
  const [, , code] = new RegExp('\\n(`{3,4})' + language + '\\n(.*?)\\n\\1\\n', 's').exec(part);
  return code.replaceAll('https://your.host/hourglass/', url);
}

/** Visits a page of a host. @param {import('./browser.mjs').TestBrowser} browser */
export function visitHost(browser, host, name, options) {
  const origins = [new URL(host.url).origin];
  return browser.visit(new URL(name, host.url).href, { ...options, origins });
}

/** The document in a frame, once the laboratory can be used there.
 * @param {import('playwright-core').Locator} locator
 * @returns {Promise<import('playwright-core').Frame>} */
export async function laboratoryIn(locator) {
  const frame = await (await locator.elementHandle()).contentFrame();
  await frame.waitForFunction(() => globalThis.hourglass);
  await frame.evaluate(() => globalThis.hourglass.ready);
  return frame;
}

/** So many frames of the browser's go by. */
export const framesOf = (page, count) =>
  page.evaluate(async (most) => {
    for (let i = 0; i < most; ++i) await new Promise(requestAnimationFrame);
  }, count);

/** Script of a page that talks with its first frame by hand: `messages` has what it told, and
 * ask(command, value) its answer. */
export const kTalk = `<script>
  const messages = [];
  const post = (message, target = '*') => document.querySelector('iframe').contentWindow.postMessage(message, target);
  const next = (test) => new Promise((resolve) => {
    addEventListener('message', function listen({ data }) {
      if (!test(data)) return;
      removeEventListener('message', listen);
      resolve(data);
    });
  });
  addEventListener('message', ({ data, origin }) => messages.push({ ...data, origin }));
  let last = 0;
  const ask = (command, value) => {
    const id = 'ask ' + ++last;
    const answer = next((data) => data.id === id);
    post({ hourglass: 1, type: 'command', id, command, value });
    return answer;
  };
</script>`;

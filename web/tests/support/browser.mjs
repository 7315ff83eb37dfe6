// A real browser on the page as served. Everything that must never happen on any page (an error in
// the console, a rejection that nobody handles, a request that leaves the origin) is collected, and
// checked when the page is closed.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { servePage } from '../../serve.mjs';

/** The page as it was built. */
export const kPageFolder = path.resolve(
  process.env.HOURGLASS_PAGE ?? fileURLToPath(new URL('../../../build/page', import.meta.url)),
);
const kBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// Software WebGL 2, no sandbox (tests may run as root), and no talk with the browser's makers.
const kSwitches = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
  ...['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
];

/** The browser, headless.
 * @param {string[]} [switches]  more of them
 * @returns {Promise<import('playwright-core').Browser>} */
export function launchChromium(switches = []) {
  return chromium.launch(chromiumOptions(switches));
}

/** @param {string[]} [switches] */
export function chromiumOptions(switches = []) {
  const executablePath = process.env.HOURGLASS_BROWSER ?? kBrowsers.find(existsSync);
  return { executablePath, args: [...kSwitches, ...switches] };
}

/** Long enough for a busy machine; tests wait for states, never for time. */
export const kPatience = 60_000;
/** For describe(): a page that broke down may never answer. */
export const kSuite = { timeout: 5 * kPatience };

/** Errors to Emscripten's program with -sASSERTIONS=2 alone: the memory grows, or is not to. */
const kMemoryNews = /: (Heap resize call from|Cannot enlarge memory, requested) \d+/;

export class TestBrowser {
  #server;
  #path = '';
  #browser;
  #problems = [];

  /**
   * @param {Object} [options]
   * @param {boolean} [options.isolation]  false serves as a plain host does
   * @param {boolean} [options.below]      serves the page in a folder below the server's root
   * @param {string} [options.folder]      another page than the one that was built
   * @param {string[]} [options.switches]  more of the browser's
   */
  static async open({ isolation = true, below = false, folder = kPageFolder, switches } = {}) {
    const self = new TestBrowser();
    self.#server = await servePage({ folder: below ? path.dirname(folder) : folder, isolation });
    if (below) self.#path = `${path.basename(folder)}/`;
    self.#browser = await launchChromium(switches);
    return self;
  }

  get url() {
    return this.#server.url + this.#path;
  }

  /**
   * A page that is watched, in a profile of its own. The service worker is kept out, unless a test
   * lets it in by the context's serviceWorkers: what it does is tested in files of its own.
   * @param {string} [query]  "?variant=simd", or the address of a page that embeds it
   * @param {Object} [options]
   * @param {object} [options.context]    playwright's, over a window of 1024x768 without animation
   * @param {(page: import('playwright-core').Page) => Promise<unknown>} [options.before]  the load
   * @param {RegExp} [options.tolerate]   console errors that the test provokes
   * @param {string} [options.address]    of another page, which may hold this one
   * @param {import('playwright-core').BrowserContext} [options.profile]  one that is open already
   * @param {'load' | 'commit'} [options.until]  commit: for pages that never load to the end
   * @param {string[]} [options.origins]  that may be asked beside the page's own
   */
  async visit(query = '', options = {}) {
    const { context, before, tolerate, address, origins = [], until = 'load' } = options;
    const profile = options.profile ?? await this.#browser.newContext({
      viewport: { width: 1024, height: 768 },
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      ...context,
    });
    profile.setDefaultTimeout(kPatience);
    const page = await profile.newPage();
    const problem = (text) => {
      if (!kMemoryNews.test(text) && !tolerate?.test(text)) this.#problems.push(text);
    };
    page.on('console', (message) => {
      if (message.type() === 'error') problem(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problem(`uncaught: ${error}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const pages = [this.url, address ?? this.url].map((url) => new URL(url).origin);
      const known = [...pages, ...origins];
      const inside = known.includes(origin) || ['data:', 'blob:'].includes(protocol);
      if (!inside) problem(`request to ${request.url()}`);
    });
    await before?.(page);
    await page.goto(address ?? new URL(query, this.url).href, { waitUntil: until });
    return page;
  }

  /** visit(), and wait until the laboratory can be used. */
  async visitReady(query, options) {
    const page = await this.visit(query, options);
    await page.evaluate(() => globalThis.hourglass.ready);
    return page;
  }

  /** Closes a page and checks that nothing went wrong on it. */
  async leave(page) {
    await page.context().close();
    assert.deepEqual(this.#problems.splice(0), []);
  }

  /** From now on the page's server does not answer. */
  async stopServing() {
    await this.#server?.close();
    this.#server = { url: this.#server.url, close: async () => {} };
  }

  async close() {
    await this.#browser?.close();
    await this.#server?.close();
  }
}

/** @returns {Promise<import('../../engine.js').State>} */
export function stateOf(page) {
  return page.evaluate(() => globalThis.hourglass.state());
}

/**
 * Waits until `condition` holds of the page's state().
 * @returns {Promise<import('../../engine.js').State>}
 */
export async function stateWhere(page, condition) {
  for (const end = Date.now() + kPatience; Date.now() < end; ) {
    // A frame of the page between two looks: its own clock, and no load on it.
    const state = await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => resolve(globalThis.hourglass.state())),
        ),
    );
    if (condition(state)) return state;
  }
  assert.fail(`no state met ${condition} within ${kPatience / 1000} s`);
}

// The contenders in a browser: one Chromium, a page for each of them.

import os from 'node:os';
import { servePage } from '../web/serve.mjs';
import { launchChromium } from '../web/tests/support/browser.mjs';
import { fromReport } from './measurement.mjs';

export class Chromium {
  #server;
  #browser;
  #pages = new Map();

  /** @param {string} folder  from assemblePage() */
  static async open(folder) {
    const self = new Chromium();
    self.#server = await servePage({ folder });
    self.#browser = await launchChromium();
    return self;
  }

  version() {
    return this.#browser.version();
  }

  /** The page of a contender, which stays: its code is warm the next time. */
  async #page(name) {
    if (!this.#pages.has(name)) {
      const page = await this.#browser.newPage();
      page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
      await page.goto(`${this.#server.url}bench.html`);
      await page.waitForFunction(() => 'bench' in globalThis);
      this.#pages.set(name, page);
    }
    return this.#pages.get(name);
  }

  /**
   * Hourglass.
   * @param {string} variant
   * @param {import('../web/bench/flags.js').Selection} selection
   * @returns {Promise<import('./measurement.mjs').Measurement[]>}
   */
  async measure(variant, selection) {
    const page = await this.#page(variant);
    const ask = ([variant, selection]) => globalThis.bench.report(variant, selection);
    return fromReport(variant, await page.evaluate(ask, [variant, selection]));
  }

  /**
   * tfjs or jax, which take a thread for each core.
   * @param {string} name
   * @param {string} piece  of the result
   * @param {import('../web/bench/bench.js').Job} job
   * @returns {Promise<import('./measurement.mjs').Measurement[]>}
   */
  async measureRival(name, piece, job) {
    const page = await this.#page(name);
    const ask = ([name, job]) => globalThis.bench.imagesPerSecond(name, job);
    const items = await page.evaluate(ask, [name, job]);
    return [{ who: name, piece, threads: os.cpus().length, items }];
  }

  async close() {
    await this.#browser.close();
    await this.#server.close();
  }
}

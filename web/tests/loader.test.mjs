// What the page does when something is missing, damaged or slow.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf } from './support/browser.mjs';

const kFailedRequest = /Failed to load resource/;

describe('loader', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const ready = (page) => page.evaluate(() => globalThis.hourglass.ready);
  /** Answers requests whose path ends like this in another way. */
  const answering = (ending, handler) => (page) =>
    page.route((url) => url.pathname.endsWith(ending), handler);
  const wasmOf = (variant) => (url) => url.pathname.includes(`${variant}`) && url.pathname.endsWith('.wasm');

  test('picks the fastest variant that the browser runs', async () => {
    const page = await browser.visitReady();
    const { variant, isolated, threads } = await stateOf(page);
    assert.equal(variant, 'relaxed-threads');
    assert.equal(isolated, true);
    assert.ok(threads >= 1);
    await browser.leave(page);
  });

  test('a missing module falls back to the next variant', async () => {
    const page = await browser.visitReady('', {
      before: (page) => page.route(wasmOf('relaxed-threads'), (route) => route.fulfill({ status: 404 })),
      tolerate: kFailedRequest,
    });
    assert.equal((await stateOf(page)).variant, 'simd-threads');
    await browser.leave(page);
  });

  test('a truncated module falls back to the next variant', async () => {
    const page = await browser.visitReady('', {
      before: (page) =>
        page.route(wasmOf('relaxed-threads'), async (route) => {
          const body = await (await route.fetch()).body();
          await route.fulfill({ body: body.subarray(0, body.length / 2) });
        }),
    });
    assert.equal((await stateOf(page)).variant, 'simd-threads');
    await browser.leave(page);
  });

  test('a damaged module falls back to the next variant', async () => {
    const page = await browser.visitReady('', {
      before: (page) =>
        page.route(wasmOf('relaxed-threads'), async (route) => {
          const body = await (await route.fetch()).body();
          await route.fulfill({ body: body.fill(0xff, 8, 64) });
        }),
    });
    assert.equal((await stateOf(page)).variant, 'simd-threads');
    await browser.leave(page);
  });

  test('workers that do not start leave a page without threads', async () => {
    const page = await browser.visitReady('', {
      before: (page) => page.addInitScript(() => {
        // A browser that takes workers and never runs them.
        globalThis.Worker = class extends EventTarget {
          postMessage() {}
          terminate() {}
        };
      }),
    });
    const { variant, threads } = await stateOf(page);
    assert.deepEqual({ variant, threads }, { variant: 'simd', threads: 0 });
    await browser.leave(page);
  });

  test('a training thread that does not start in time falls back', async () => {
    const page = await browser.visitReady('', {
      before: (page) => page.addInitScript(() => {
        const RealWorker = globalThis.Worker;
        // The probe's worker answers; those of the module do not.
        globalThis.Worker = class {
          constructor(url, options) {
            if (String(url).includes('probe-worker')) return new RealWorker(url, options);
          }
          postMessage() {}
          terminate() {}
        };
        // 15 s pass in a blink, for the page's bounds alone.
        const realTimeout = globalThis.setTimeout;
        globalThis.setTimeout = (run, delay, ...rest) => realTimeout(run, delay === 15_000 ? 500 : delay, ...rest);
      }),
    });
    assert.equal((await stateOf(page)).variant, 'simd');
    await browser.leave(page);
  });

  test('without any module there is a sentence and a button', async () => {
    const page = await browser.visit('', {
      before: answering('.wasm', (route) => route.fulfill({ status: 404 })),
      tolerate: kFailedRequest,
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(
      await page.locator('#loading-what').innerText(),
      /^Hourglass could not start: .*\.wasm is missing on the server \(404\)\.$/,
    );
    const reason = await page.evaluate(() => globalThis.hourglass.ready.catch((e) => e.message));
    assert.match(reason, /is missing on the server/);

    await page.unrouteAll();
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: 'Try again' }).click(),
    ]);
    await ready(page);
    await browser.leave(page);
  });

  test('without WebGL 2 the page says what to do', async () => {
    const page = await browser.visit('', {
      before: (page) => page.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      }),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(await page.locator('#loading-what').innerText(), /WebGL 2.*hardware acceleration/);
    await browser.leave(page);
  });

  test('without SIMD the page names browsers that have it', async () => {
    const page = await browser.visit('', {
      before: (page) => page.addInitScript(() => {
        WebAssembly.validate = () => false;
      }),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(await page.locator('#loading-what').innerText(), /SIMD.*Firefox 89/);
    await browser.leave(page);
  });

  test('an unknown variant is named', async () => {
    const page = await browser.visit('?variant=none-such');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(await page.locator('#loading-what').innerText(), /no variant "none-such"/);
    await browser.leave(page);
  });

  test('damaged weights leave a network that is untrained, and say so', async () => {
    const page = await browser.visitReady('', {
      before: answering('B.safetensors', async (route) => {
        const body = await (await route.fetch()).body();
        await route.fulfill({ body: body.fill(0xff, 0, 16) });
      }),
    });
    assert.match(await page.locator('#notice-text').innerText(), /could not be loaded, so this one starts untrained/);
    assert.equal(await page.evaluate(() => globalThis.hourglass.denoise(new Float32Array(784)).then((y) => y.length)), 784);

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction(() => document.getElementById('notice').hidden);
    await browser.leave(page);
  });

  test('missing digits leave drawing at work, training says why not, and can be had again', async () => {
    const page = await browser.visitReady('', {
      before: answering('train-images-idx3-ubyte.gz', (route) => route.fulfill({ status: 404 })),
      tolerate: kFailedRequest,
    });
    await page.locator('#notice').waitFor();
    assert.match(await page.locator('#notice-text').innerText(), /digits to train on could not be loaded/);
    assert.equal((await stateOf(page)).dataset, null);
    const refusal = await page.evaluate(() => globalThis.hourglass.start().catch((e) => e.message));
    assert.match(refusal, /train-images-idx3-ubyte\.gz is missing on the server \(404\)/);

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    const { step } = await page.evaluate(() => globalThis.hourglass.step(2));
    assert.equal(step, 2);
    await browser.leave(page);
  });
});

// Other images than those of the page: all of MNIST when it is asked for, and the visitor's own.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { eventually, started } from './support/hosts.mjs';
import { fourFiles, greyPng, idxImages, idxLabels } from './support/images.mjs';
import { click, draw, pixelsOf, settled } from './support/laboratory.mjs';

const kWide = { viewport: { width: 1440, height: 900 } };
const kMnistFile = (url) => /\/data\/all\//.test(url.pathname);

/** A digest of the weights as they are. */
const digest = (page) =>
  page.evaluate(async () => {
    const file = await globalThis.hourglass.exportWeights();
    return String(new Uint8Array(await crypto.subtle.digest('SHA-256', file)));
  });

/** When the usual digits are there. */
const ready = async (browser, query = '', options = {}) => {
  const page = await browser.visitReady(query, { context: kWide, ...options });
  await stateWhere(page, (state) => state.dataset !== null);
  await settled(page);
  return page;
};

/** Drops files on the middle of the page, as the system does. */
async function drop(page, files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  }
}

describe('all of MNIST', kSuite, () => {
  let browser;
  let offered; // whether this page was built with it
  before(async () => {
    browser = await TestBrowser.open();
    const page = await browser.visitReady();
    const { mnist, dataset } = await stateWhere(page, (state) => state.dataset !== null);
    offered = mnist !== null;
    assert.equal(offered, dataset.origin === 'MNIST', 'it is offered where the digits are of it');
    await browser.leave(page);
  });
  after(() => browser.close());

  test('is not offered by a page that was built without it', async (t) => {
    if (offered) return t.skip('this page has it');
    const page = await ready(browser);
    assert.equal(await page.locator('#action-data').isVisible(), false);
    await click(page, 'data');
    await settled(page);
    assert.equal(await page.evaluate(() => 'data-mnist' in globalThis.hourglass.layout()), false);
    await assert.rejects(page.evaluate(() => globalThis.hourglass.loadMnist()), /built without all of MNIST/);
    await browser.leave(page);
  });

  for (const query of ['', '?variant=simd']) {
    test(`is loaded from the list, trains, and can be undone${query}`, async (t) => {
      if (!offered) return t.skip('this page was built without it');
      const page = await ready(browser, query);
      const asked = [];
      page.on('request', (request) => kMnistFile(new URL(request.url())) && asked.push(request.url()));
      await page.evaluate(() => globalThis.hourglass.step(3));
      const trained = await digest(page);
      await settled(page);
      await click(page, 'data');
      await settled(page);
      await click(page, 'data-mnist');
      const loaded = await stateWhere(page, ({ dataset }) => dataset.key === 'mnist');
      assert.deepEqual([loaded.dataset.train, loaded.dataset.test], [60_000, 10_000]);
      assert.equal(loaded.dataset.origin, 'MNIST');
      assert.equal(loaded.step, 0, 'the run begins anew');
      assert.equal(asked.length, 4);
      assert.equal(await digest(page), trained, 'the network stays');
      const { step, memoryBytes } = await page.evaluate(() => globalThis.hourglass.step(20));
      assert.equal(step, 20);
      assert.ok(memoryBytes < 400e6, `${memoryBytes} bytes`);

      await page.evaluate(() => globalThis.hourglass.reset());
      await page.evaluate(() => globalThis.hourglass.loadPretrained());
      await settled(page);
      await click(page, 'data');
      await settled(page);
      await click(page, 'data-usual');
      await stateWhere(page, ({ dataset }) => dataset.key === '' && dataset.train < 60_000);
      await settled(page);
      await click(page, 'undo');
      await stateWhere(page, ({ dataset }) => dataset.key === 'mnist');
      await browser.leave(page);
    });
  }

  test('is had, and stopped, by a button for keyboards too', async (t) => {
    if (!offered) return t.skip('this page was built without it');
    const page = await ready(browser);
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(kMnistFile, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    const button = page.locator('#action-data');
    await button.focus();
    assert.equal(await button.innerText(), 'Load all of MNIST');
    await page.keyboard.press('Enter');
    await stateWhere(page, ({ mnist }) => mnist.share !== null);
    await eventually(page, () => document.getElementById('action-data').textContent === 'Stop loading MNIST');
    await page.keyboard.press('Enter');
    await stateWhere(page, ({ mnist }) => mnist.share === null);
    release();
    assert.equal((await stateOf(page)).dataset.key, '');
    assert.equal(await page.locator('#notice').isVisible(), false, 'who stops it need not be told');
    await assert.rejects(
      page.evaluate(async () => {
        const loading = globalThis.hourglass.loadMnist();
        await globalThis.hourglass.stopMnist();
        return loading;
      }),
      /^.*loadMnist\(\): it was stopped/,
    );
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await eventually(page, () => document.getElementById('action-data').textContent === 'Load all of MNIST');
    await page.keyboard.press('Enter');
    await stateWhere(page, ({ dataset }) => dataset.key === 'mnist');
    await browser.leave(page);
  });

  for (const [how, answer, sentence] of [
    ['missing', (route) => route.fulfill({ status: 404 }), /is missing on the server \(404\)/],
    [
      'cut short',
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.body()).subarray(0, 1000) });
      },
      /is not whole: 1000 bytes arrived, \d+ were expected/,
    ],
    [
      'damaged',
      async (route) => {
        const response = await route.fetch();
        const body = Buffer.from(await response.body());
        body[body.length >> 1] ^= 4;
        await route.fulfill({ response, body });
      },
      /is damaged/,
    ],
    ['not to be had', (route) => route.abort(), /could not be fetched/],
  ]) {
    test(`that is ${how} leaves all as it was, with a sentence and another try`, async (t) => {
      if (!offered) return t.skip('this page was built without it');
      const page = await ready(browser, '', { tolerate: /Failed to load resource/ });
      const network = await digest(page);
      await page.route((url) => url.pathname.endsWith('/all/t10k-images-idx3-ubyte.gz'), answer);
      await page.locator('#action-data').focus();
      await page.keyboard.press('Enter');
      await page.locator('#notice').waitFor();
      const said = await page.locator('#notice-text').innerText();
      assert.match(said, /^All of MNIST could not be loaded, so the images stay as they are: .*\.$/);
      assert.match(said, sentence);
      const { dataset, mnist } = await stateOf(page);
      assert.equal(dataset.key, '');
      assert.equal(mnist.share, null);
      assert.equal(await digest(page), network);
      await page.unrouteAll({ behavior: 'wait' });
      await page.getByRole('button', { name: 'Try again' }).press('Enter');
      await stateWhere(page, (state) => state.dataset.key === 'mnist');
      await browser.leave(page);
    });
  }

  test('is named by a link, which offers it and then gives the same run', async (t) => {
    if (!offered) return t.skip('this page was built without it');
    const page = await ready(browser);
    await page.evaluate(async () => {
      await globalThis.hourglass.loadMnist();
      await globalThis.hourglass.load('C-2');
    });
    const link = await page.evaluate(() => globalThis.hourglass.link());
    assert.match(link, /;data=mnist(;|$)/);
    const { loss } = await page.evaluate(() => globalThis.hourglass.step(30));
    await browser.leave(page);

    const other = await browser.visitReady(link.slice(link.indexOf('#')), { context: kWide });
    await other.locator('#notice').waitFor();
    assert.match(await other.locator('#notice-text').innerText(), /^This was made with all of MNIST\./);
    assert.equal((await stateOf(other)).wantedData, 'mnist');
    await other.getByRole('button', { name: 'Load all of MNIST' }).last().click();
    await stateWhere(other, ({ dataset }) => dataset?.key === 'mnist');
    const again = await other.evaluate(() => globalThis.hourglass.step(30));
    assert.equal(again.loss, loss);
    assert.equal(again.wantedData, '');
    await browser.leave(other);
  });

  test('comes back after a reload', async (t) => {
    if (!offered) return t.skip('this page was built without it');
    const page = await ready(browser);
    await page.evaluate(() => globalThis.hourglass.loadMnist());
    await eventually(page, () => localStorage.getItem('hourglass.state')?.includes('data=mnist'));
    await page.reload();
    await page.evaluate(() => globalThis.hourglass.ready);
    await stateWhere(page, ({ dataset }) => dataset?.key === 'mnist');
    await browser.leave(page);
  });

  test('is kept for use offline once it was asked for, not before', async (t) => {
    if (!offered) return t.skip('this page was built without it');
    const server = await TestBrowser.open();
    const page = await server.visit('', { context: { serviceWorkers: 'allow' } });
    await started(page, true);
    const keeps = (end) =>
      eventually(
        page,
        async (wanted) => {
          for (const name of await caches.keys()) {
            const requests = await (await caches.open(name)).keys();
            if (requests.some(({ url }) => url.endsWith(wanted))) return true;
          }
          return false;
        },
        end,
      );
    await keeps('manifest.json'); // the last file of a version
    const held = await page.evaluate(async () => Boolean(await caches.match('data/all/train-images-idx3-ubyte.gz')));
    assert.equal(held, false);
    await page.evaluate(() => globalThis.hourglass.loadMnist());
    for (const name of ['t10k-labels-idx1', 'train-images-idx3', 'train-labels-idx1']) await keeps(`/all/${name}-ubyte.gz`);
    await server.stopServing();
    await page.reload();
    await started(page, true);
    await page.evaluate(() => globalThis.hourglass.loadMnist());
    assert.equal((await stateOf(page)).dataset.train, 60_000);
    await server.leave(page);
    await server.close();
  });
});

describe('images of the visitor’s own', kSuite, () => {
  let browser;
  let folder;
  before(async () => {
    browser = await TestBrowser.open();
    folder = await mkdtemp(path.join(tmpdir(), 'hourglass-images-'));
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** @param {Record<string, Buffer>} contents @returns {Promise<string[]>} paths */
  const written = async (contents) => {
    const names = Object.keys(contents).map((name) => path.join(folder, name));
    await Promise.all(names.map((name, i) => writeFile(name, Object.values(contents)[i])));
    return names;
  };

  for (const query of ['', '?variant=simd']) {
    test(`are dropped as IDX files while it trains, and named; undo brings the digits back${query}`, async () => {
      const page = await ready(browser, query);
      const { dataset: usual } = await stateOf(page);
      await page.evaluate(() => globalThis.hourglass.start());
      await drop(page, await written(fourFiles(240, 60)));
      const { dataset, step, training } = await stateWhere(page, ({ dataset }) => dataset.train === 240);
      assert.deepEqual([dataset.test, dataset.origin, step, training], [60, 'Your images', 0, false]);
      assert.match(dataset.key, /^own\.[0-9a-f]{16}$/);
      assert.equal((await page.evaluate(() => globalThis.hourglass.step(10))).step, 10);
      await page.evaluate(() => globalThis.hourglass.reset(1));
      await settled(page);

      // The same by a script, and taken back.
      await page.evaluate(
        async (bytes) => globalThis.hourglass.loadImages([new File([Uint8Array.from(bytes)], 'bars-images')]),
        [...idxImages(12)],
      );
      const alone = await stateOf(page);
      assert.deepEqual([alone.dataset.train, alone.dataset.test, alone.dataset.origin], [10, 2, 'bars']);
      await settled(page);
      await click(page, 'undo');
      await stateWhere(page, ({ dataset }) => dataset.train === 240);
      await settled(page);
      await click(page, 'data');
      await settled(page);
      await click(page, 'data-usual');
      const back = await stateWhere(page, ({ dataset }) => dataset.train === usual.train);
      assert.deepEqual(back.dataset, usual);
      await browser.leave(page);
    });
  }

  test('are picked from the list; a link says that they are missing elsewhere', async () => {
    const page = await ready(browser);
    await click(page, 'data');
    await settled(page);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), click(page, 'data-own')]);
    assert.equal(chooser.isMultiple(), true);
    await chooser.setFiles(await written(fourFiles(120, 30)));
    await stateWhere(page, ({ dataset }) => dataset.train === 120);
    const link = await page.evaluate(() => globalThis.hourglass.link());
    const { loss } = await page.evaluate(() => globalThis.hourglass.step(5));
    await browser.leave(page);

    const other = await ready(browser, link.slice(link.indexOf('#')));
    await other.locator('#notice').waitFor();
    assert.match(await other.locator('#notice-text').innerText(), /images of its author’s own/);
    await drop(other, await written(fourFiles(120, 30)));
    await stateWhere(other, ({ dataset }) => dataset.train === 120);
    assert.equal((await other.evaluate(() => globalThis.hourglass.step(5))).loss, loss);
    await browser.leave(other);
  });

  test('every panel shows a few without labels', async () => {
    const page = await ready(browser);
    await drop(page, await written({ 'few-images': idxImages(7) }));
    await stateWhere(page, ({ dataset }) => dataset.train === 6);
    await page.evaluate(() => globalThis.hourglass.step(3));
    for (const panel of ['code', 'morph', 'inside', 'compare', 'keep']) {
      await settled(page);
      await click(page, `tab-${panel}`);
      await settled(page);
      assert.equal((await stateOf(page)).dataset.origin, 'few');
    }
    await browser.leave(page);
  });

  test('one picture comes onto the pad, centred, also when it is dark on light', async () => {
    const page = await ready(browser);
    await draw(page);
    await settled(page);
    const bar = (x, y) => (x >= 10 && x < 40 && y >= 20 && y < 160 ? 20 : 240);
    await drop(page, await written({ 'bar.png': greyPng(300, 200, bar) }));
    const inkOf = async () => {
      await settled(page);
      const pixels = await pixelsOf(page, 'pad');
      const middle = pixels[14 * 28 + 14];
      const corner = pixels[2 * 28 + 2];
      return Math.abs(middle - corner);
    };
    await eventuallyTrue(async () => (await inkOf()) > 0.5);
    assert.equal((await stateOf(page)).dataset.key, '');
    await browser.leave(page);
  });

  test('several pictures are what is looked at, beside the digits to train on', async () => {
    const page = await ready(browser);
    const { dataset: before } = await stateOf(page);
    const contents = Object.fromEntries(
      [0, 1, 2].map((i) => [`${i}.png`, greyPng(28, 28, (x) => (x > 10 && x < 14 + i ? 255 : 0))]),
    );
    await drop(page, await written(contents));
    const { dataset } = await stateWhere(page, (state) => state.dataset.test === 3);
    assert.deepEqual([dataset.train, dataset.origin], [before.train, '3 pictures']);
    await browser.leave(page);
  });

  test('what is no good is explained, and nothing has changed', async () => {
    const page = await ready(browser);
    const network = await digest(page);
    const { dataset } = await stateOf(page);
    const huge = Buffer.from(greyPng(2, 2, () => 0));
    huge.writeUInt32BE(60_000, 16);
    const cut = idxImages(5).subarray(0, 2000);
    for (const [contents, sentence] of [
      [{ 'cut-images': cut }, /cut-images was not opened, and nothing has changed: .*ends too early/],
      [{ 'cut.gz': gzipSync(idxImages(5)).subarray(0, 60) }, /cut\.gz was not opened.*end too early|expected an IDX file/],
      [{ 'big-images': idxImages(3, 32) }, /images of 32 x 32 pixels; expected 28 x 28/],
      [{ labels: idxLabels(4) }, /only labels/],
      [{ images: idxImages(5), labels: idxLabels(4) }, /2 files were not opened.*labels has 4 labels; expected 5/],
      [{ 'bomb.gz': gzipSync(Buffer.alloc(100e6)) }, /bomb\.gz: expected an IDX file/],
      [{ 'huge.png': huge }, /huge\.png was not opened.*60000 x 2 pixels/],
      [{ 'cut.png': greyPng(40, 40, () => 0).subarray(0, 50) }, /the browser cannot read it/],
      [{ 'a.png': greyPng(9, 9, () => 0), images: idxImages(5) }, /expected IDX files .* or PNG pictures/],
    ]) {
      await drop(page, await written(contents));
      await page.locator('#notice').waitFor();
      assert.match(await page.locator('#notice-text').innerText(), sentence);
      await page.click('#notice-close');
      assert.deepEqual((await stateOf(page)).dataset, dataset);
      assert.equal(await digest(page), network);
    }
    await browser.leave(page);
  });
});

/** Waits for what a look from outside finds. @param {() => Promise<boolean>} look */
async function eventuallyTrue(look) {
  for (let i = 0; i < 100; ++i) if (await look()) return;
  assert.fail('it never was so');
}

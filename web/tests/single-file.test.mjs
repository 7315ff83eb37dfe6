// hourglass.html: all of the page in one file, opened from disk.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { kPageFolder, kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { started } from './support/hosts.mjs';
import { draw, pixelsOf, settled } from './support/laboratory.mjs';

const kFile = path.join(kPageFolder, 'hourglass.html');

describe('hourglass.html', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const open = async (address, options) => {
    const page = await browser.visit('', { address, ...options });
    await page.evaluate(() => globalThis.hourglass.ready);
    return page;
  };

  test('opens from disk, draws, denoises and trains, and asks for nothing', async () => {
    const requests = [];
    const page = await open(pathToFileURL(kFile).href, {
      before: async (it) => it.on('request', (request) => requests.push(request.url())),
    });
    const { variant, pretrained, recipe } = await stateOf(page);
    assert.deepEqual({ variant, pretrained, recipe: recipe.name }, { variant: 'simd', pretrained: true, recipe: 'B' });

    await settled(page);
    const blank = await pixelsOf(page, 'tile-reconstruction');
    await draw(page);
    await settled(page);
    const shown = await pixelsOf(page, 'tile-reconstruction');
    const change = shown.reduce((sum, value, i) => sum + Math.abs(value - blank[i]), 0);
    assert.ok(change > 10, `the reconstruction changed by ${change}`);

    await page.evaluate(() => globalThis.hourglass.start());
    const { dataset } = await stateWhere(page, ({ step, testLoss }) => step > 20 && testLoss !== null);
    assert.ok(dataset.train >= 10_000 && dataset.test >= 2_000);
    await page.evaluate(() => globalThis.hourglass.pause());

    const outside = requests.filter((url) => !/^(data|blob):/.test(url));
    assert.deepEqual(outside, [pathToFileURL(kFile).href]);
    await browser.leave(page);
  });

  test('has trained weights of some recipes, and offers no others', async () => {
    const page = await open(pathToFileURL(kFile).href);
    const { pretrainedRecipes } = await stateOf(page);
    assert.deepEqual(pretrainedRecipes.toSorted(), ['B', 'C-2', 'D5', 'E3']);
    for (const name of pretrainedRecipes) {
      const { recipe } = await page.evaluate((it) => globalThis.hourglass.loadPretrained(it), name);
      assert.equal(recipe.name, name);
    }
    await browser.leave(page);
  });

  test('the folder’s index.html, opened from disk, leads to it', async () => {
    const address = pathToFileURL(path.join(kPageFolder, 'index.html')).href;
    const page = await browser.visit('', { address, tolerate: /blocked by CORS policy|Failed to load/ });
    await page.waitForURL(/hourglass\.html$/);
    assert.equal((await started(page, false)).variant, 'simd');
    await browser.leave(page);
  });

  test('runs no script and no style but its own', async () => {
    const html = (await readFile(kFile)).toString();
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:|\*/);
    assert.match(policy, /default-src 'none'/);
    const page = await open(pathToFileURL(kFile).href, { tolerate: /Content Security Policy/ });
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.head.append(script);
      return globalThis.ran === true;
    });
    assert.equal(ran, false);
    await browser.leave(page);
  });

  test('cut short, it says so', async () => {
    const html = await readFile(kFile);
    const page = await browser.visit('hourglass.html', {
      before: (it) =>
        it.route(/hourglass\.html$/, (route) =>
          route.fulfill({ contentType: 'text/html', body: html.subarray(0, html.length / 2) }),
        ),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(await page.locator('#loading-what').innerText(), /the page has not arrived whole/);
    await browser.leave(page);
  });
});

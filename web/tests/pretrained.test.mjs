// Recipes and their trained weights, as a visitor takes them: from the list and by the buttons of
// the Train panel.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { click, pickRecipe, place, settled } from './support/laboratory.mjs';
import { testErrorOf } from './support/digits.mjs';

const assets = new URL('../../assets/', import.meta.url);
const kRecipes = (await readdir(new URL('recipes/', assets))).map((name) => name.replace('.json', ''));
const { weights } = JSON.parse(await readFile(new URL('weights/weights.json', assets), 'utf8'));
const kTrained = weights.map(({ recipe }) => recipe);

/** What the table says that a recipe's file reaches on all test images. */
const kTable = await readFile(new URL('weights/README.md', assets), 'utf8');
const tableMse = (recipe) => {
  const cells = kTable.split('\n').find((line) => line.startsWith(`| \`${recipe}.`)).split('|');
  return Number(cells[7].split(',')[1]);
};

const weightsOf = (recipe) => (url) => url.pathname.endsWith(`/weights/${recipe}.safetensors`);
/** A digest of the network as it is now. */
const exported = (page) =>
  page.evaluate(async () => {
    const file = await globalThis.hourglass.exportWeights();
    return String(new Uint8Array(await crypto.subtle.digest('SHA-256', file)));
  });

describe('trained weights', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  /** Names of the recipes whose weights a page has fetched. */
  const watchWeights = (page) => {
    const fetched = [];
    page.on('request', (request) => {
      const name = /\/weights\/(.*)\.safetensors$/.exec(new URL(request.url()).pathname);
      if (name) fetched.push(name[1]);
    });
    return fetched;
  };

  test('are fetched when they are asked for, by pointer, and are good', async () => {
    let fetched;
    const page = await browser.visitReady('', { before: (page) => (fetched = watchWeights(page)) });
    assert.equal((await stateOf(page)).pretrained, true, 'it opens with a trained network');
    const chosen = await pickRecipe(page, 'C-2');
    assert.equal(chosen.pretrained, false);
    await settled(page);
    assert.deepEqual(fetched, ['B']);
    const untrained = await testErrorOf(page);

    await click(page, 'load-trained');
    const loaded = await stateWhere(page, (state) => state.pretrained);
    assert.equal(loaded.recipe.name, 'C-2');
    assert.equal(loaded.codeSize, 2);
    assert.equal(loaded.runState === 'waiting' || loaded.runState === 'paused', true);
    assert.deepEqual(fetched, ['B', 'C-2']);
    assert.ok((await testErrorOf(page)) < untrained / 2);

    // Away from them and back, by the button beside the run's: they have been kept.
    await settled(page);
    await assert.rejects(place(page, 'load-trained'), /no "load-trained"/);
    const { pretrained, step } = await page.evaluate(() => globalThis.hourglass.step(20));
    assert.deepEqual({ pretrained, step }, { pretrained: false, step: 20 });
    await settled(page);
    await click(page, 'pretrained');
    const again = await stateWhere(page, (state) => state.pretrained);
    assert.equal(again.step, 0);
    assert.deepEqual(fetched, ['B', 'C-2']);
    await browser.leave(page);
  });

  test('of every family do in the page what the table says', async () => {
    const page = await browser.visitReady();
    await page.evaluate(() => globalThis.hourglass.step(1)); // the digits have arrived
    const { dataset, pretrainedRecipes } = await stateOf(page);
    assert.deepEqual([...pretrainedRecipes].sort(), [...kTrained].sort());
    for (const recipe of kTrained) {
      const { pretrained } = await page.evaluate((name) => globalThis.hourglass.loadPretrained(name), recipe);
      assert.equal(pretrained, true, recipe);
      const error = await testErrorOf(page);
      const expected = tableMse(recipe);
      // Other images than the table's where the page has no MNIST, and always fewer.
      const most = dataset.synthetic ? 0.07 : 1.12 * expected;
      const least = dataset.synthetic ? 0 : 0.88 * expected;
      assert.ok(error < most && error > least, `${recipe}: ${error}, and the table has ${expected}`);
    }
    await browser.leave(page);
  });

  test('that cannot be had leave the network as it is, with a notice and another try', async () => {
    const page = await browser.visitReady('', { tolerate: /Failed to load resource/ });
    await pickRecipe(page, 'C-2');
    const random = await exported(page);
    await page.route(weightsOf('C-2'), (route) => route.fulfill({ status: 404 }));
    await settled(page);
    await click(page, 'load-trained');
    await page.locator('#notice').waitFor();
    assert.match(
      await page.locator('#notice-text').innerText(),
      /^The trained weights of C-2 could not be loaded, so the network stays as it is: .*C-2\.safetensors is missing on the server \(404\)\.$/,
    );
    assert.equal((await stateOf(page)).pretrained, false);
    assert.deepEqual(await exported(page), random);
    await assert.rejects(
      page.evaluate(() => globalThis.hourglass.loadPretrained()),
      /loadPretrained\(recipe\): .*C-2\.safetensors is missing/,
    );

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await stateWhere(page, (state) => state.pretrained);
    await browser.leave(page);
  });

  for (const [what, damage] of [
    ['damaged', (body) => body.fill(0xff, 0, 16)],
    ['cut short', (body) => body.subarray(0, body.length / 2)],
  ]) {
    test(`that are ${what} are refused, and fetched anew by another try`, async () => {
      const page = await browser.visitReady();
      await pickRecipe(page, 'C-2');
      const random = await exported(page);
      await page.route(weightsOf('C-2'), async (route) => {
        const body = await (await route.fetch()).body();
        await route.fulfill({ body: damage(body) });
      });
      await settled(page);
      await click(page, 'load-trained');
      await page.locator('#notice').waitFor();
      assert.match(await page.locator('#notice-text').innerText(), /is (damaged|not whole)/);
      assert.deepEqual(await exported(page), random);
      await page.unrouteAll();
      await settled(page);
      await click(page, 'load-trained');
      await stateWhere(page, (state) => state.pretrained);
      await browser.leave(page);
    });
  }

  test('that come when another recipe has been chosen are dropped', async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const page = await browser.visitReady('', {
      before: (page) =>
        page.route(weightsOf('C-2'), async (route) => {
          await held;
          await route.continue();
        }),
    });
    await pickRecipe(page, 'C-2');
    await settled(page);
    const coming = page.waitForRequest((request) => weightsOf('C-2')(new URL(request.url())));
    await click(page, 'load-trained');
    const request = await coming;
    await pickRecipe(page, 'A');
    release();
    await (await request.response()).finished();
    await settled(page);
    const { recipe, pretrained } = await stateOf(page);
    assert.deepEqual([recipe.name, pretrained], ['A', false]);
    await browser.leave(page);
  });

  test('are had by a button for keyboards too', async () => {
    const page = await browser.visitReady();
    await page.evaluate(() => globalThis.hourglass.load('D5'));
    await page.getByRole('button', { name: 'Load trained weights' }).focus();
    await page.keyboard.press('Enter');
    const { recipe } = await stateWhere(page, (state) => state.pretrained);
    assert.equal(recipe.name, 'D5');
    await browser.leave(page);
  });
});

describe('below the root of a server', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open({ below: true })));
  after(() => browser.close());

  test('digits and trained weights are found', async () => {
    const page = await browser.visitReady();
    assert.equal((await stateOf(page)).pretrained, true);
    await page.evaluate(() => globalThis.hourglass.step(1));
    const { recipe, pretrained } = await page.evaluate(() => globalThis.hourglass.loadPretrained('E3'));
    assert.deepEqual([recipe.name, pretrained], ['E3', true]);
    await browser.leave(page);
  });
});

describe('every recipe', { timeout: 3 * kSuite.timeout }, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('is chosen from the list and trains', async () => {
    const page = await browser.visitReady();
    assert.equal((await stateOf(page)).variant, 'relaxed-threads');
    for (const recipe of kRecipes) {
      await pickRecipe(page, recipe);
      const { step, loss } = await page.evaluate(async () => {
        let state;
        do state = await globalThis.hourglass.step(5);
        while (state.loss === null && state.step < 100);
        return state;
      });
      assert.ok(step >= 5 && loss !== null && loss > 0 && loss < 1000, `${recipe}: ${loss} at ${step}`);
    }
    assert.equal(kRecipes.length, 30);
    const { memoryBytes } = await stateOf(page);
    assert.ok(memoryBytes < 160e6, `after all of them the memory has ${memoryBytes} bytes`);
    await browser.leave(page);
  });
});

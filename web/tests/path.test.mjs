// A whole visit: a digit is drawn, rubbed at and denoised; a variational autoencoder learns; its plane
// is walked, digits are morphed, compared with principal components and kept; and after a reload all
// of it is there. Each station leaves its picture in build/visit.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { click, drag, draw, penAlong, pickRecipe, pixelsOf, settled } from './support/laboratory.mjs';
import { correlation } from './support/png.mjs';
import { kept } from './support/stored.mjs';

const kRecording = fileURLToPath(new URL('../../build/visit', import.meta.url));

describe('a whole visit', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('draw, rub out, denoise, train, walk the plane, morph, compare, keep, reload', async () => {
    await mkdir(kRecording, { recursive: true });
    const page = await browser.visitReady('', {
      context: { viewport: { width: 1440, height: 900 } },
    });
    const record = (name) => page.screenshot({ path: path.join(kRecording, `${name}.png`) });

    await click(page, 'clear');
    await draw(page);
    await settled(page);
    const whole = await pixelsOf(page, 'tile-noisy');
    await click(page, 'tool-rub');
    await penAlong(page, [[0.3, 0.24]]);
    await page.mouse.down();
    await penAlong(page, [[0.4, 0.24], [0.5, 0.24]]);
    await page.mouse.up();
    await settled(page);
    assert.ok(correlation(whole, await pixelsOf(page, 'tile-noisy')) < 0.99, 'a part is rubbed out');
    await record('1-rubbed-out');
    const seen = await pixelsOf(page, 'tile-seen');
    assert.ok(correlation(seen, await pixelsOf(page, 'tile-reconstruction')) > 0.6, 'and filled in');

    await pickRecipe(page, 'F-VAE-2');
    await settled(page);
    await click(page, 'start');
    const { testLoss } = await stateWhere(page, (state) => state.epoch >= 1);
    await stateWhere(page, (state) => state.testLoss < testLoss);
    await click(page, 'start');
    await stateWhere(page, (state) => !state.training);

    await settled(page);
    await record('2-trained');

    await click(page, 'tab-code');
    await settled(page);
    const before = await pixelsOf(page, 'tile-decoded');
    await drag(page, 'code-plane', [[0.3, 0.3], [0.6, 0.7]]);
    await settled(page);
    assert.ok(correlation(before, await pixelsOf(page, 'tile-decoded')) < 0.98, 'another digit');

    await record('3-walked');

    await click(page, 'tab-morph');
    await settled(page);
    const start = await pixelsOf(page, 'morph-codes');
    await drag(page, 'morph-position', [[0.5, 0.5], [0.95, 0.5]]);
    await settled(page);
    assert.ok(correlation(start, await pixelsOf(page, 'morph-codes')) < 0.98, 'on to the other end');

    await record('4-morphed');

    await click(page, 'tab-compare');
    await settled(page);
    await click(page, 'compare-train');
    const { step } = await stateOf(page);
    await stateWhere(page, (state) => state.step > step);
    await click(page, 'compare-train');
    await stateWhere(page, (state) => !state.training);
    await settled(page);

    await record('5-compared');

    await click(page, 'tab-keep');
    await page.mouse.move(2, 2);
    await settled(page);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      click(page, 'save-weights'),
    ]);
    assert.match(saved.suggestedFilename(), /\.safetensors$/);
    await settled(page);
    await record('6-kept');
    const left = await stateOf(page);
    const pad = await pixelsOf(page, 'pad');
    const weights = await page.evaluate(async () => [
      ...(await globalThis.hourglass.encode(new Float32Array(784))),
    ]);

    await kept(page, (await stateOf(page)).step);
    await page.reload();
    await page.evaluate(() => globalThis.hourglass.ready);
    const { recipe } = await stateWhere(page, (state) => state.recipe?.name === left.recipe.name);
    assert.equal(recipe.seed, left.recipe.seed);
    await settled(page);
    await record('7-back');
    assert.ok(correlation(pad, await pixelsOf(page, 'pad')) > 0.97, 'the drawing is back');
    await page.waitForFunction(
      async ([x, y]) => {
        const code = await globalThis.hourglass.encode(new Float32Array(784));
        return code[0] === x && code[1] === y;
      },
      weights,
      { timeout: 20_000 },
    );
    await browser.leave(page);
  });
});

// A tab, or the whole browser, is killed in the middle of training: what comes back. And two tabs at
// once, neither of which loses what it had.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import {
  heard,
  hearLiveLine,
  killBrowser,
  killRenderer,
  makeProfile,
  openProfile,
  stepsBack,
  trainForLong,
} from './support/faults.mjs';
import { click, draw, pixelsOf, settled } from './support/laboratory.mjs';
import { correlation } from './support/png.mjs';
import { kept } from './support/stored.mjs';

const kWide = { viewport: { width: 1440, height: 900 } };
const kHearing = { before: (page) => page.addInitScript(hearLiveLine) };
/** What may be lost. */
const kMilliseconds = 5_000;

/** Draws and trains until well after the first weights were kept.
 * @returns what was on the pad, and when each step was reached */
async function drawAndTrain(page) {
  await click(page, 'clear');
  await draw(page);
  await page.mouse.move(2, 2);
  await settled(page);
  const pad = await pixelsOf(page, 'pad');
  await trainForLong(page);
  const course = [];
  const first = await kept(page);
  for (let last = first; last === first; ) {
    // Some keeping lies between two looks; the last of it is what may be lost.
    for (const end = Date.now() + 1.5 * kMilliseconds; Date.now() < end; ) {
      const { step } = await stateWhere(page, () => true);
      course.push({ step, at: Date.now() });
    }
    last = await kept(page);
  }
  const { testLoss } = await stateWhere(page, (state) => state.testLoss !== null);
  return { pad, course, testLoss, killed: Date.now() };
}

/** The drawing is back, and weights that are as good as those of no more than five seconds before. */
async function assertBack(page, { pad, course, testLoss, killed }) {
  const step = await stepsBack(page);
  await settled(page);
  assert.ok(correlation(pad, await pixelsOf(page, 'pad')) > 0.999, 'the drawing is back');
  const lost = course.find((look) => look.step > step);
  assert.ok(killed - (lost?.at ?? killed) <= kMilliseconds, `${killed - lost?.at} ms are lost`);
  const back = await stateWhere(page, (state) => state.testLoss !== null);
  assert.equal(back.recipe.seed, 7);
  assert.ok(Math.abs(back.testLoss - testLoss) < 0.1 * testLoss, `${back.testLoss}, was ${testLoss}`);
  assert.equal(back.training, false);
  await page.evaluate(() => globalThis.hourglass.step(1)); // it goes on from there
}

describe('killed in the middle of training', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('a tab: drawing and weights are back, at most five seconds old', async () => {
    const page = await browser.visitReady('', { context: kWide });
    const before = await drawAndTrain(page);
    await killRenderer(page);
    const again = await browser.visitReady('', { ...kHearing, profile: page.context() });
    await again.setViewportSize(kWide.viewport);
    await assertBack(again, before);
    await browser.leave(again);
  });

  test('the browser: drawing and weights are back, at most five seconds old', async () => {
    const profile = await makeProfile();
    const context = await openProfile(profile.folder);
    const page = await browser.visitReady('', { profile: context });
    const before = await drawAndTrain(page);
    await killBrowser(profile.folder, context);
    const back = await openProfile(profile.folder);
    const again = await browser.visitReady('', { ...kHearing, profile: back });
    await assertBack(again, before);
    await browser.leave(again);
    await profile.remove();
  });
});

describe('two tabs at once', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const load = (page, recipe, steps) =>
    page.evaluate(
      async ([name, count]) => {
        await globalThis.hourglass.load(name);
        await globalThis.hourglass.step(count);
      },
      [recipe, steps],
    );
  const stateBack = (page, recipe) => stateWhere(page, (state) => state.recipe?.name === recipe);
  const weightsOf = (page) =>
    page.evaluate(async () => {
      const file = await globalThis.hourglass.exportWeights();
      return String(new Uint8Array(await crypto.subtle.digest('SHA-256', file)));
    });

  test('each keeps what it had, over a reload and after both were closed', async () => {
    const first = await browser.visitReady('', { context: kWide });
    await load(first, 'A', 3);
    await kept(first, 3);
    const second = await browser.visitReady('', { profile: first.context() });
    await stateBack(second, 'A'); // it begins like the first
    await load(second, 'C-2', 5);
    await kept(second, 5, 'weights.1');
    const [a, c] = [await weightsOf(first), await weightsOf(second)];

    for (const [page, recipe, weights] of [[first, 'A', a], [second, 'C-2', c]]) {
      await page.reload();
      await page.evaluate(() => globalThis.hourglass.ready);
      await stateBack(page, recipe);
      assert.equal(await weightsOf(page), weights);
    }

    const context = first.context();
    await first.close();
    await second.evaluate(() => globalThis.hourglass.step(2));
    await kept(second, (await stateOf(second)).step, 'weights.1');
    const last = await weightsOf(second);
    await second.close();
    const one = await browser.visitReady('', { profile: context });
    await stateBack(one, 'C-2'); // what was kept last comes first
    assert.equal(await weightsOf(one), last);
    const other = await browser.visitReady('', { profile: context });
    await stateBack(other, 'A');
    assert.equal(await weightsOf(other), a);
    await browser.leave(one);
  });

  test('more tabs than there are memories keep nothing, say so and work', async () => {
    const first = await browser.visitReady('', { context: kWide });
    const tabs = [];
    const context = first.context();
    for (let i = 0; i < 4; ++i) {
      tabs.push(await browser.visitReady('', { ...kHearing, profile: context }));
    }
    const last = tabs.at(-1);
    await heard(last, 'nothing of this one is kept');
    await last.evaluate(() => globalThis.hourglass.step(2));
    assert.equal((await stateOf(last)).step, 2);
    await browser.leave(first);
  });
});

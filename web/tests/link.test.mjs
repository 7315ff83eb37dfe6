// A link gives the same run in another browser, to the last bit; a bad one gives a sentence and
// changes nothing.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf } from './support/browser.mjs';
import { settled } from './support/laboratory.mjs';

const kSteps = 200;

/** What a link could have changed. */
const all = (page) =>
  page.evaluate(async () => {
    const { exportWeights, link } = globalThis.hourglass;
    const digest = await crypto.subtle.digest('SHA-256', await exportWeights());
    return [await link(), String(new Uint8Array(digest))];
  });

describe('links', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  for (const [what, prepare] of [
    ['a recipe with another seed', "await load('C-8'); await reset(41);"],
    ['a recipe edited by hand', `await load({
      name: 'mine', encoder: [{ units: 40, activation: 'relu' }, { units: 6, activation: 'linear' }],
      decoder: [{ units: 784, activation: 'sigmoid' }], noise: { kind: 'masking', strength: 0.3 },
      test_noise: { kind: 'masking', strength: 0.3 }, seed: 5, batch_size: 50,
    });`],
    ['trained weights to go on from', "await loadPretrained('B');"],
  ]) {
    test(`${what}: the same losses after ${kSteps} steps`, async () => {
      const page = await browser.visitReady();
      const link = await page.evaluate(
        `(async ({ link, load, loadPretrained, reset }) => { ${prepare} return link(); })(hourglass)`,
      );
      const other = await browser.visitReady(link);
      const ends = [];
      for (const it of [page, other]) {
        await it.evaluate((steps) => globalThis.hourglass.step(steps), kSteps);
        const { step, loss, testLoss, variant, threads } = await stateOf(it);
        ends.push({ step, loss, testLoss, variant, threads });
      }
      assert.equal(ends[0].step, kSteps);
      assert.ok(ends[0].loss > 0 && ends[0].testLoss > 0);
      assert.deepEqual(ends[1], ends[0]);
      assert.equal((await all(other))[1], (await all(page))[1]);
      await browser.leave(page);
      await browser.leave(other);
    });
  }

  const kHostile = [
    ['nothing of ours', 'section-3', /expected a state of version v1, which begins with v1; but this begins with "section-3"/],
    ['a version to come', 'v2;recipe=B', /expected a state of version v1/],
    ['an unknown field', 'v1;recipe=A;volume=11', /there is no field "volume"/],
    ['a field of the prototype', 'v1;__proto__=1;recipe=A', /there is no field "__proto__"/],
    ['a field without a value', 'v1;recipe', /expected fields such as seed=7, got "recipe"/],
    ['a field twice', 'v1;recipe=A;recipe=B', /recipe: expected it once/],
    ['a seed in words', 'v1;recipe=A;seed=seven', /seed: expected a whole number from 0 up, got "seven"/],
    ['a seed below zero', 'v1;recipe=A;seed=-1', /seed: expected a whole number/],
    ['a seed too large', 'v1;recipe=A;seed=99999999999999999999999', /seed: expected a whole number/],
    ['a rate that is none', 'v1;recipe=A;rate=nan', /rate: /],
    ['a noise too strong', 'v1;recipe=A;noise=gaussian:1e999', /noise: /],
    ['a panel that there is not', 'v1;recipe=A;panel=%3Cscript%3E', /panel: expected one of draw, .*got "<script>"/],
    ['a recipe that is no text code', 'v1;recipe=json.%F0%9F%92%A5', /recipe: expected a recipe in letters, digits/],
    ['a recipe that is no JSON', 'v1;recipe=json.e30e30', /recipe: /],
    ['a network far too large', `v1;recipe=json.${Buffer.from(JSON.stringify({
      encoder: [{ units: 1e9, activation: 'relu' }, { units: 2, activation: 'linear' }],
      decoder: [{ units: 784, activation: 'linear' }],
    })).toString('base64url')}`, /units|needs about/],
    ['a drawing that is cut off', 'v1;recipe=A;drawing=small.AAAA', /drawing: /],
    ['trained weights that there are not', 'v1;recipe=A;weights=trained', /there are no trained weights of "A"/],
    ['broken escapes', 'v1;recipe=%E0%A4%A', /recipe: /],
    ['a null character', 'v1;recipe=A\0;seed=1', /expected text without null characters/],
    ['two megabytes', `v1;recipe=A;drawing=${'A'.repeat(2_000_000)}`, /expected at most 1 MB of text, got 20000\d\d bytes/],
  ];

  test('hostile links are refused with a sentence, and nothing has changed', async () => {
    const page = await browser.visitReady();
    await page.evaluate(async () => {
      const { load, reset, step } = globalThis.hourglass;
      await load('C-2');
      await reset(9);
      await step(3);
    });
    await settled(page); // the recipe's noise comes with the next frame
    const before = await all(page);
    for (const [what, text, sentence] of kHostile) {
      const refusal = await page.evaluate(
        (it) => globalThis.hourglass.applyLink(it).then(() => 'taken', ({ message }) => message),
        text.includes('%') ? decode(text) : text,
      );
      assert.match(refusal, sentence, what);
      assert.ok(refusal.length < 400, `${what}: a sentence, not the link`);
      assert.deepEqual(await all(page), before, what);
    }
    assert.equal((await stateOf(page)).step, 3);
    await browser.leave(page);
  });

  for (const [what, text, sentence] of kHostile.filter((_, i) => [0, 6, 11, 17, 19].includes(i))) {
    test(`${what} in the address of a first visit: a sentence, and the laboratory opens`, async () => {
      const page = await browser.visit(`#${text}`);
      await page.evaluate(() => globalThis.hourglass.ready);
      const notice = page.locator('#notice-text');
      await notice.waitFor();
      assert.match(await notice.innerText(), /^This link was not opened: /);
      assert.match(await notice.innerText(), sentence);
      const { pretrained, recipe } = await stateOf(page);
      assert.deepEqual([recipe.name, pretrained], ['B', true]);
      assert.equal(new URL(page.url()).hash, '');
      await browser.leave(page);
    });
  }
});

/** As the page decodes an address. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

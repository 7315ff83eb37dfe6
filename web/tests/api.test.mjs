// window.hourglass: what it promises and what it refuses.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';

describe('window.hourglass', kSuite, () => {
  let browser;
  let page;
  before(async () => {
    browser = await TestBrowser.open();
    page = await browser.visitReady();
  });
  after(() => browser.close());

  /** The message with which `call`, run in the page, is rejected. */
  const refusal = (call) =>
    page.evaluate(
      `(${call})().then(() => { throw new Error('it was not refused'); }, (error) => error.message)`,
    );

  test('ready resolves with the state', async () => {
    const state = await page.evaluate(() => globalThis.hourglass.ready);
    assert.equal(state.recipe.name, 'B');
    assert.equal(state.inputs, 784);
    assert.equal(state.codeSize, 32);
    assert.equal(state.parameters, 784 * 128 + 128 + (128 * 32 + 32) + (32 * 128 + 128) + 128 * 784 + 784);
    assert.equal(state.step, 0);
    assert.equal(state.training, false);
  });

  test('decode(encode(x)) is denoise(x)', async () => {
    const [direct, parts, code] = await page.evaluate(async () => {
      const { denoise, encode, decode } = globalThis.hourglass;
      const image = Float32Array.from({ length: 784 }, (_, i) => (i % 28 > 12 && i % 28 < 16 ? 1 : 0));
      const code = await encode(image);
      return [Array.from(await denoise(image)), Array.from(await decode(code)), code.length];
    });
    assert.equal(code, 32);
    assert.equal(direct.length, 784);
    assert.deepEqual(parts, direct);
    assert.ok(Math.max(...direct) > 0.5 && direct.every((value) => value >= 0 && value <= 1));
  });

  for (const [what, call, message] of [
    ['too few numbers', 'async () => hourglass.denoise(new Float32Array(783))', /^denoise\(image\): expected 784 numbers, got 783$/],
    ['too many numbers', 'async () => hourglass.encode(new Float32Array(785))', /^encode\(image\): expected 784 numbers, got 785$/],
    ['a code of another size', 'async () => hourglass.decode(new Float32Array(784))', /^decode\(code\): expected 32 numbers, got 784$/],
    ['a plain array', 'async () => hourglass.denoise(Array(784).fill(0))', /expected a Float32Array, got a value of type Array/],
    ['nothing', 'async () => hourglass.denoise()', /expected a Float32Array, got undefined/],
    ['a NaN', 'async () => hourglass.denoise(new Float32Array(784).fill(NaN, 5, 6))', /number 5 is NaN/],
    ['an infinity', 'async () => hourglass.decode(new Float32Array(32).fill(Infinity, 31))', /number 31 is Infinity/],
    ['a recipe that nobody knows', 'async () => hourglass.load("Z")', /^load\(recipe\): .*"Z".*B/],
    ['text that is no JSON', 'async () => hourglass.load("{")', /^load\(recipe\): .*line 1/],
    ['an object that is no recipe', 'async () => hourglass.load({ encoder: 3 })', /^load\(recipe\): .*encoder/],
    ['a network for other images', 'async () => hourglass.load({ inputs: 10, encoder: [{ units: 2, activation: "linear" }], decoder: [{ units: 10, activation: "linear" }] }).then(() => hourglass.start())', /784|10/],
    ['a network that the page has no memory for', 'async () => hourglass.load({ encoder: [{ units: 4000, activation: "relu" }], decoder: [{ units: 784, activation: "linear" }] })', /^load\(recipe\): this recipe needs about \d+ MB, and the page has \d+ MB/],
    ['batches that the page has no memory for', 'async () => hourglass.load({ encoder: [{ units: 2000, activation: "relu" }], decoder: [{ units: 784, activation: "linear" }], batch_size: 4096 })', /this recipe needs about \d+ MB/],
    ['a number as recipe', 'async () => hourglass.load(7)', /expected a name, a recipe object or its JSON, got 7/],
    ['no steps', 'async () => hourglass.step(0)', /n must be a whole number from 1 up, got 0/],
    ['half a step', 'async () => hourglass.step(1.5)', /got 1\.5/],
    ['a negative seed', 'async () => hourglass.reset(-1)', /the seed must be a whole number from 0 up, got -1/],
    ['a seed in words', 'async () => hourglass.reset("one")', /got "one"/],
    ['weights that are none', 'async () => hourglass.importWeights(new ArrayBuffer(100))', /^importWeights\(file\): /],
    ['a file that is too large', 'async () => hourglass.importWeights(new ArrayBuffer(50_000_000))', /the file has 50 MB; expected at most 20 MB/],
    ['a file larger than all memory', 'async () => hourglass.importWeights(new ArrayBuffer(400_000_000))', /no memory left for 400000000 bytes/],
    ['trained weights of a recipe that has none', 'async () => hourglass.loadPretrained("A")', /^loadPretrained\(recipe\): there are no trained weights of "A"; expected one of .*B\b/],
    ['trained weights of a number', 'async () => hourglass.loadPretrained(7)', /there are no trained weights of 7;/],
    ['no weights at all', 'async () => hourglass.importWeights("weights")', /expected an ArrayBuffer with a safetensors file, got "weights"/],
  ]) {
    test(`refuses ${what}`, async () => {
      assert.match(await refusal(call), message);
    });
  }

  test('a refusal leaves the network as it was', async () => {
    const same = await page.evaluate(async () => {
      const { exportWeights, importWeights, load } = globalThis.hourglass;
      await load('B');
      const before = new Uint8Array(await exportWeights());
      const damaged = before.slice();
      damaged.fill(0xff, damaged.length - 4); // a NaN as the last weight
      await importWeights(damaged.buffer).then(() => { throw new Error('taken'); }, () => {});
      await load('none such').catch(() => {});
      const after = new Uint8Array(await exportWeights());
      return before.length === after.length && before.every((byte, i) => byte === after[i]);
    });
    assert.ok(same);
  });

  test('exported weights come back bit for bit, with their recipe', async () => {
    const result = await page.evaluate(async () => {
      const { denoise, exportWeights, importWeights, load, reset, step } = globalThis.hourglass;
      await load('B');
      await reset(11);
      await step(3);
      const image = new Float32Array(784).fill(0.25);
      const [file, trained] = [await exportWeights(), await denoise(image)];
      await load('A');
      const other = await denoise(image);
      const state = await importWeights(file);
      const again = await denoise(image);
      return {
        isBuffer: file instanceof ArrayBuffer,
        name: state.recipe.name,
        seed: state.recipe.seed,
        same: trained.every((value, i) => value === again[i]),
        differed: trained.some((value, i) => value !== other[i]),
      };
    });
    assert.deepEqual(result, { isBuffer: true, name: 'B', seed: 11, same: true, differed: true });
  });

  test('the same seed and steps give the same weights', async () => {
    const same = await page.evaluate(async () => {
      const { exportWeights, load, reset, step } = globalThis.hourglass;
      const train = async () => {
        await load('B');
        await reset(5);
        await step(20);
        return new Uint8Array(await exportWeights());
      };
      const [first, second] = [await train(), await train()];
      return first.every((byte, i) => byte === second[i]);
    });
    assert.ok(same);
  });

  test('recipes of every kind, and the largest network that fits, train', async () => {
    const steps = await page.evaluate(async () => {
      const { load, step } = globalThis.hourglass;
      const large = {
        encoder: [{ units: 2650, activation: 'relu' }, { units: 32, activation: 'linear' }],
        decoder: [{ units: 2350, activation: 'relu' }, { units: 784, activation: 'sigmoid' }],
      };
      const done = [];
      // Twice: the second time there is an old network beside the new one.
      for (const recipe of ['A', 'B', 'C-8', 'D2-64', 'E1', 'E3', 'E3', 'F-conv-transposed', 'F-VAE', 'Hinton', large, large]) {
        await load(recipe);
        done.push((await step(2)).step);
      }
      return done;
    });
    assert.deepEqual(steps, Array(12).fill(2));
  });

  test('step(n) counts, pause() ends a run, a reset interrupts one', async () => {
    const result = await page.evaluate(async () => {
      const { load, pause, reset, start, state, step } = globalThis.hourglass;
      await load('B');
      const counted = [(await step(2)).step, (await step()).step];
      const started = (await start()).training;
      await pause();
      const paused = state();
      const interrupted = step(1_000_000).catch((error) => error.message);
      while (!state().training) await new Promise(requestAnimationFrame);
      await reset(0);
      return { counted, started, training: paused.training, interrupted: await interrupted };
    });
    assert.deepEqual(result.counted, [2, 3]);
    assert.equal(result.started, true);
    assert.equal(result.training, false);
    assert.match(result.interrupted, /^step\(n\): it was interrupted after \d+ of 1000000 steps$/);
  });

  test('nothing went wrong on the page', () => browser.leave(page));
});

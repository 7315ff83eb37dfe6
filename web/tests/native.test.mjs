// The page and the program of the command line train the same: one epoch of recipe B, on the page's own
// digits, from the same seed. They round differently, and what is small at first grows: the bounds leave a
// few hundred times of what was measured.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kPageFolder, kSuite, TestBrowser, stateWhere } from './support/browser.mjs';

const kProgram = fileURLToPath(new URL('../../build/native/bin/hourglass', import.meta.url));
const skip = existsSync(kProgram) ? false : 'the program is not built: cmake --build --preset native';

/** Of the difference, relative to how far training has moved the weights. */
const kWeights = 1e-4;
/** Of the test loss, relative. */
const kLoss = 1e-5;

/** All numbers of a safetensors file, tensor by tensor in the order of their names. */
function numbersOf(bytes) {
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__, ...tensors } = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  const at = ([begin, end]) => bytes.subarray(8 + length + begin, 8 + length + end);
  const parts = Object.keys(tensors).sort().map((name) => at(tensors[name].data_offsets));
  const all = Buffer.concat(parts);
  return Float32Array.from({ length: all.length / 4 }, (_, i) => all.readFloatLE(4 * i));
}

const distance = (a, b) => Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0));

describe('the page against the native program', { ...kSuite, skip }, () => {
  let browser;
  let folder;
  before(async () => {
    browser = await TestBrowser.open();
    folder = await mkdtemp(path.join(tmpdir(), 'hourglass-native-'));
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  for (const variant of ['relaxed-threads', 'simd']) {
    test(`${variant}: test loss and weights after an epoch lie within bounds`, async (context) => {
      const saved = path.join(folder, 'native.safetensors');
      const history = path.join(folder, 'native.csv');
      await promisify(execFile)(kProgram, [
        ...['train', '--recipe', 'B', '--epochs', '1', '--data', path.join(kPageFolder, 'data')],
        ...['--save', saved, '--history', history],
      ]);
      const rows = (await readFile(history, 'utf8')).trim().split('\n');
      const column = rows[0].split(',').indexOf('test_loss');
      const nativeLoss = Number(rows.at(-1).split(',')[column]);

      const page = await browser.visitReady(`?variant=${variant}`);
      const weights = async () =>
        numbersOf(
          Buffer.from(
            await page.evaluate(async () => [...new Uint8Array(await globalThis.hourglass.exportWeights())]),
          ),
        );
      await page.evaluate(async () => {
        const { load, state } = globalThis.hourglass;
        await load('B');
        await load({ ...state().recipe, epochs: 1 });
      });
      const start = await weights();
      await page.evaluate(() => globalThis.hourglass.start());
      const { testLoss } = await stateWhere(page, (state) => state.runState === 'finished');
      const [here, there] = [await weights(), numbersOf(await readFile(saved))];
      const moved = distance(there, start);
      const drift = distance(here, there) / moved;
      context.diagnostic(`loss ${testLoss}, natively ${nativeLoss}; weights differ by ${drift} of ${moved}`);
      assert.ok(moved > 1, `training moves the weights, by ${moved}`);
      assert.ok(drift < kWeights, `weights differ by ${drift} of what training moved them`);
      assert.ok(Math.abs(testLoss / nativeLoss - 1) < kLoss, `${testLoss}, natively ${nativeLoss}`);
      await browser.leave(page);
    });
  }
});

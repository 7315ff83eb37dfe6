// Whose work is in the page: said for every library of which a part is in it, and within reach.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';

const read = (name) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

/** Of cmake/dependencies.lock: what the page's program has in it, by the names it goes by. */
const kNames = {
  eigen: 'Eigen',
  imgui: 'Dear ImGui',
  sdl2: 'SDL',
  zlib: 'zlib',
  json: 'JSON for Modern C++',
  stb: 'stb',
};
/** And what it has not: the command line, tests and measurements. */
const kElsewhere = ['cli11', 'googletest', 'benchmark'];

describe('licences', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('are those of every library in the page, in the version that it has', async () => {
    const text = await read('web/licences.txt');
    const lock = await read('cmake/dependencies.lock');
    const rows = lock.split('\n').filter((line) => /^[a-z]/.test(line));
    for (const [name, version] of rows.map((row) => row.split(/\s+/))) {
      if (kElsewhere.includes(name)) continue;
      assert.ok(kNames[name], `${name} is in neither list`);
      assert.match(text, new RegExp(`^${kNames[name].replaceAll('+', '\\+')} \\(?${version}`, 'm'), name);
    }
    for (const other of ['Inter', 'Emscripten', 'musl', 'libc\\+\\+', 'MNIST']) {
      assert.match(text, new RegExp(`^={80}\\n${other}`, 'm'), other);
    }
  });

  for (const address of ['', 'hourglass.html?variant=simd']) {
    test(`are shown by a button of ${address || 'the page'}`, async () => {
      const page = await browser.visitReady(address);
      await page.locator('#action-licences').focus();
      await page.keyboard.press('Enter');
      await page.locator('#licences-text').getByText('Mozilla Public License').first().waitFor();
      assert.equal(await page.locator('#licences-text').textContent(), await read('web/licences.txt'));
      await page.keyboard.press('Escape');
      await page.locator('#licences').waitFor({ state: 'hidden' });
      await browser.leave(page);
    });
  }

  test('are shown from the list of lessons', async () => {
    const page = await browser.visitReady();
    await page.locator('#lessons-open').click();
    await page.locator('#lesson').getByRole('button', { name: 'Licences' }).click();
    await page.locator('#licences-text').getByText('SIL OPEN FONT LICENSE').first().waitFor();
    await page.locator('#licences').getByRole('button', { name: 'Close' }).click();
    await page.locator('#licences').waitFor({ state: 'hidden' });
    await browser.leave(page);
  });
});

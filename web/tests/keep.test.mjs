// What a visitor keeps: weights, states and links, by real pointers; and what the page remembers.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { click, draw, pickRecipe, pixelsOf, place, settled } from './support/laboratory.mjs';
import { correlation } from './support/png.mjs';
import { kept } from './support/stored.mjs';

const kWide = { viewport: { width: 1440, height: 900 } };

/** A digest of recipe and weights as they are now. */
const digest = (page) =>
  page.evaluate(async () => {
    const file = await globalThis.hourglass.exportWeights();
    return String(new Uint8Array(await crypto.subtle.digest('SHA-256', file)));
  });

async function openKeep(page) {
  await click(page, 'tab-keep');
  await page.mouse.move(2, 2);
  await settled(page);
}

/** Presses a button that saves a file. @returns {Promise<{name: string, bytes: Buffer}>} */
async function download(page, button) {
  const [saved] = await Promise.all([page.waitForEvent('download'), click(page, button)]);
  return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
}

/** Presses a button that opens the file chooser, and takes this file there. */
async function upload(page, button, name, bytes) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), click(page, button)]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}

/** Drops a file on the middle of the page, as the system does. */
async function drop(page, file) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  }
}

/** The header of a safetensors file, whose tensors must fill the rest. */
function readSafetensors(bytes) {
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...tensors } = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  const ends = Object.values(tensors).map((tensor) => tensor.data_offsets[1]);
  assert.equal(Math.max(...ends), bytes.length - 8 - length);
  return { recipe: JSON.parse(metadata['hourglass.recipe']), tensors };
}

describe('keeping', kSuite, () => {
  let browser;
  let folder;
  before(async () => {
    browser = await TestBrowser.open();
    folder = await mkdtemp(path.join(tmpdir(), 'hourglass-'));
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  test('weights are saved, and loaded by chooser and by drop; each can be undone', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await page.evaluate(() => globalThis.hourglass.step(5));
    await openKeep(page);
    const trained = await digest(page);
    const { name, bytes } = await download(page, 'save-weights');
    assert.equal(name, 'hourglass-B.safetensors');
    const { recipe, tensors } = readSafetensors(bytes);
    assert.equal(recipe.name, 'B');
    assert.deepEqual(tensors['encoder.0.weight'].shape, [128, 784]);

    await pickRecipe(page, 'C-2');
    await settled(page);
    const other = await digest(page);
    await upload(page, 'load-weights', name, bytes);
    await stateWhere(page, (state) => state.recipe.name === 'B');
    assert.equal(await digest(page), trained);
    await settled(page);
    await click(page, 'undo');
    await stateWhere(page, (state) => state.recipe.name === 'C-2');
    assert.equal(await digest(page), other);

    const file = path.join(folder, name);
    await writeFile(file, bytes);
    await drop(page, file);
    await stateWhere(page, (state) => state.recipe.name === 'B');
    assert.equal(await digest(page), trained);
    await browser.leave(page);
  });

  test('a file that is no good is explained, and nothing has changed', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await openKeep(page);
    const before = await digest(page);
    const { bytes } = await download(page, 'save-weights');
    const notice = page.locator('#notice');
    const refused = async (sentence) => {
      await notice.waitFor();
      assert.match(await notice.innerText(), sentence);
      await page.click('#notice-close');
      assert.equal(await digest(page), before);
    };
    await upload(page, 'load-weights', 'cut.safetensors', bytes.subarray(0, -4));
    await refused(/cut\.safetensors was not opened, and nothing has changed: .{20}/);
    await upload(page, 'load-weights', 'noise.bin', Buffer.alloc(4000, 0xab));
    await refused(/noise\.bin was not opened/);
    await upload(page, 'load-state', 'state.txt', 'v1;recipe=B;noise=loud\n');
    await refused(/state\.txt was not opened, .*noise: unknown noise "loud": expected KIND:STRENGTH/);
    const file = path.join(folder, 'picture.png');
    await writeFile(file, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    await drop(page, file);
    await refused(/picture\.png was not opened/);
    assert.equal((await stateOf(page)).recipe.name, 'B');
    await browser.leave(page);
  });

  test('figures and curves are pictures and a table', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await page.evaluate(() => globalThis.hourglass.step(200));
    await openKeep(page);
    const sizes = {};
    for (const figure of ['flow', 'probe', 'filters', 'morph', 'curves']) {
      const { name, bytes } = await download(page, `save-figure-${figure}`);
      assert.equal(name, `hourglass-B-${figure}-2x.png`);
      assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
      sizes[figure] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    }
    assert.deepEqual(sizes.curves, [1600, 1000]);
    const { name, bytes } = await download(page, 'save-curves');
    assert.equal(name, 'hourglass-B-curves.csv');
    const [head, ...rows] = bytes.toString().trim().split('\n');
    assert.equal(head, 'step,epoch,train_loss,test_loss');
    assert.ok(rows.length > 0 && rows.every((row) => row.split(',').length === 4));
    await browser.leave(page);
  });

  test('a link opened elsewhere gives the same recipe, noise, drawing and run', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await browser.visitReady('', { context: { ...kWide, permissions } });
    await pickRecipe(page, 'C-8');
    await click(page, 'clear');
    await draw(page);
    const kinds = await place(page, 'noise-kind');
    await page.mouse.click(kinds.x + 0.66 * kinds.width, kinds.y + kinds.height / 2); // masking
    await page.evaluate(() => globalThis.hourglass.reset(11));
    await openKeep(page);
    await click(page, 'copy-link');
    await settled(page);
    const address = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(address, /#v1;recipe=C-8;seed=11;noise=masking:0\.\d+;panel=keep;drawing=small\./);

    const other = await browser.visitReady(address.slice(browser.url.length), { context: kWide });
    await settled(other);
    assert.equal(new URL(other.url()).hash, '', 'the address says no more what was there first');
    const [here, there] = [await stateOf(page), await stateOf(other)];
    assert.deepEqual(there.recipe, here.recipe);
    for (const tile of ['pad', 'tile-seen', 'tile-noisy']) {
      const [a, b] = [await pixelsOf(page, tile), await pixelsOf(other, tile)];
      assert.ok(correlation(a, b) > 0.97, `${tile}: ${correlation(a, b)}`);
    }
    const again = await other.evaluate(() => globalThis.hourglass.link());
    assert.equal(again, address, 'a link goes on as it came');
    for (const it of [page, other]) await it.evaluate(() => globalThis.hourglass.step(20));
    assert.equal(await digest(other), await digest(page));
    await browser.leave(page);
    await browser.leave(other);
  });

  test('a link in the address of a page that is open is opened, and a bad one explained', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await page.evaluate(() => (location.hash = 'v1;recipe=A;noise=none;panel=morph'));
    const state = await stateWhere(page, ({ recipe }) => recipe.name === 'A');
    assert.equal(state.step, 0);
    await settled(page);
    await place(page, 'strip');
    const before = await digest(page);
    await page.evaluate(() => (location.hash = 'v1;recipe=Q;panel=keep'));
    await page.locator('#notice').waitFor();
    assert.match(await page.locator('#notice').innerText(), /This link was not opened: recipe: .*"Q"/);
    assert.equal(await digest(page), before);
    await browser.leave(page);
  });

  test('a clipboard that is closed to the page leaves the link to be taken', async () => {
    const page = await browser.visitReady('', {
      context: kWide,
      before: (it) =>
        it.addInitScript(() => {
          const closed = { writeText: () => Promise.reject(new Error('not allowed')) };
          Object.defineProperty(navigator, 'clipboard', { value: closed });
        }),
    });
    await openKeep(page);
    await click(page, 'copy-link');
    await page.locator('#link').waitFor();
    const { value, selectionStart, selectionEnd } = await page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.getElementById('link-text');
      return { value, selectionStart, selectionEnd };
    });
    assert.match(value, /^http:.*#v1;recipe=B;weights=trained;panel=keep$/);
    assert.deepEqual([selectionStart, selectionEnd], [0, value.length]);
    await page.keyboard.press('Escape');
    await page.locator('#link').waitFor({ state: 'hidden' });
    await browser.leave(page);
  });

  test('a state saved is loaded again, with its drawing', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await click(page, 'clear');
    await draw(page);
    await openKeep(page);
    const pad = await pixelsOf(page, 'pad');
    const { name, bytes } = await download(page, 'save-state');
    await click(page, 'clear');
    await pickRecipe(page, 'A');
    await upload(page, 'load-state', name, bytes);
    const state = await stateWhere(page, ({ recipe }) => recipe.name === 'B');
    assert.equal(state.pretrained, true);
    await page.mouse.move(2, 2);
    await settled(page);
    assert.ok(correlation(pad, await pixelsOf(page, 'pad')) > 0.999);
    await browser.leave(page);
  });
});

describe('remembering', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const reload = async (page) => {
    await page.reload();
    await page.evaluate(() => globalThis.hourglass.ready);
    await settled(page);
  };

  test('drawing, settings and weights come back after a reload', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await pickRecipe(page, 'D5');
    await click(page, 'clear');
    await draw(page);
    await page.evaluate(() => globalThis.hourglass.step(12));
    await openKeep(page);
    const [weights, pad] = [await digest(page), await pixelsOf(page, 'pad')];
    await kept(page, 12);
    await reload(page);
    assert.equal((await stateOf(page)).recipe.name, 'D5');
    assert.equal(await digest(page), weights);
    assert.ok(correlation(pad, await pixelsOf(page, 'pad')) > 0.999);
    await place(page, 'save-weights');
    await page.evaluate(() => globalThis.hourglass.step(1)); // it goes on from there
    await browser.leave(page);
  });

  test('a link comes before what is remembered, and ?fresh after neither', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await pickRecipe(page, 'A');
    await page.goto(`${browser.url}?fresh`);
    await page.evaluate(() => globalThis.hourglass.ready);
    const fresh = await stateOf(page);
    assert.deepEqual([fresh.recipe.name, fresh.pretrained], ['B', true]);
    await page.goto(`${browser.url}#v1;recipe=C;seed=3`);
    await page.evaluate(() => globalThis.hourglass.ready);
    const linked = await stateOf(page);
    assert.deepEqual([linked.recipe.name, linked.recipe.seed], ['C', 3]);
    await browser.leave(page);
  });

  test('a fresh start is one, and can be undone', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await pickRecipe(page, 'A');
    await page.evaluate(() => globalThis.hourglass.step(3));
    await openKeep(page);
    const before = await digest(page);
    await click(page, 'start-afresh');
    await stateWhere(page, ({ recipe, pretrained }) => recipe.name === 'B' && pretrained);
    await settled(page);
    await click(page, 'undo');
    await stateWhere(page, ({ recipe }) => recipe.name === 'A');
    assert.equal(await digest(page), before);
    await browser.leave(page);
  });

  test('a browser that keeps nothing is no hindrance', async () => {
    const page = await browser.visitReady('', {
      context: kWide,
      before: (it) =>
        it.addInitScript(() => {
          const denied = () => {
            throw new DOMException('denied', 'SecurityError');
          };
          Object.defineProperty(globalThis, 'localStorage', { get: denied });
          Object.defineProperty(globalThis, 'indexedDB', { get: denied });
        }),
    });
    await page.evaluate(() => dispatchEvent(new Event('pagehide'))); // to be kept now
    await page.evaluate(() => globalThis.hourglass.step(3));
    await click(page, 'clear');
    await draw(page);
    await reload(page);
    assert.equal((await stateOf(page)).pretrained, true);
    await browser.leave(page);
  });

  test('colours are the system’s until others are chosen, and those are remembered', async () => {
    const page = await browser.visitReady('', { context: { ...kWide, colorScheme: 'light' } });
    await openKeep(page);
    const colours = () =>
      page.evaluate(() => [
        document.documentElement.dataset.scheme,
        document.querySelector('meta[name=theme-color]').content,
        getComputedStyle(document.body).backgroundColor,
      ]);
    const light = ['light', 'rgb(239, 236, 230)', 'rgb(239, 236, 230)'];
    const dark = ['dark', 'rgb(13, 16, 19)', 'rgb(13, 16, 19)'];
    assert.deepEqual(await colours(), light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    assert.deepEqual(await colours(), dark);
    const { x, y, width, height } = await place(page, 'scheme-choice');
    await page.mouse.click(x + 0.55 * width, y + height / 2); // light
    await settled(page);
    assert.deepEqual(await colours(), light);
    await reload(page);
    assert.deepEqual(await colours(), light);
    await browser.leave(page);
  });

  test('a page at rest draws nothing, and keeps its state all the same', async () => {
    const page = await browser.visitReady('', { context: kWide });
    await page.evaluate(() => globalThis.hourglass.step(1));
    await openKeep(page);
    const { frames } = await stateOf(page);
    await page.waitForTimeout(5_000); // the thing measured
    assert.equal((await stateOf(page)).frames, frames);
    await browser.leave(page);
  });
});

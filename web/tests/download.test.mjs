// Downloads that are cut at every tenth of their length, or have a bit turned over there: none is taken
// for whole. What the page says and does then: damage.test.mjs, loader.test.mjs and offline.test.mjs.

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { serveChanged } from './support/damage.mjs';

const kTenths = Array.from({ length: 10 }, (_, i) => i / 10);

const kDamages = {
  'the connection breaks': (bytes, share) => ({ bytes, breaksAfter: Math.floor(share * bytes.length) }),
  'the file ends': (bytes, share) => ({ bytes: bytes.subarray(0, Math.floor(share * bytes.length)) }),
  'a bit is turned over': (bytes, share) => {
    const damaged = Buffer.from(bytes);
    const at = Math.floor(share * bytes.length);
    damaged[at] ^= 1 << (at % 8);
    return { bytes: damaged };
  },
};

const kFiles = [
  'hourglass-simd.wasm',
  'weights/B.safetensors',
  'data/train-images-idx3-ubyte.gz',
  'lessons/index.json',
];

describe('a download', kSuite, () => {
  let browser;
  let host;
  /** How the host changes one of its files. */
  let damage = { path: '', change: (bytes) => ({ bytes }) };
  before(async () => {
    browser = await TestBrowser.open();
    host = await serveChanged(browser.url, (path, bytes) =>
      path === damage.path ? damage.change(bytes) : { bytes },
    );
  });
  after(async () => {
    await host.close();
    await browser.close();
  });

  test('cut or changed at any tenth of its length is refused by name, and whole it is taken', async () => {
    const page = await browser.visit('', { address: host.url, tolerate: /Failed to load resource/ });
    await page.evaluate(() => globalThis.hourglass.ready);
    await page.route('**/source/*.js', (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      return route.fulfill({ path: fileURLToPath(new URL(`../${name}`, import.meta.url)) });
    });
    const fetchFile = (path) =>
      page.evaluate(async (wanted) => {
        const module = new URL('source/download.js', document.baseURI).href;
        const { download, downloadManifest, fileOf } = await import(module);
        const file = fileOf(await downloadManifest(), wanted);
        return download(file).then((bytes) => bytes.length === file.bytes, (error) => error.message);
      }, path);

    for (const path of kFiles) {
      for (const [how, change] of Object.entries(kDamages)) {
        for (const share of kTenths) {
          damage = { path, change: (bytes) => change(bytes, share) };
          const said = await fetchFile(path);
          const sentence = / (could not be fetched|is not whole: .*|is damaged, or of another version .*)$/;
          assert.match(String(said), sentence, `${path}: ${how} at ${share}`);
          assert.ok(said.startsWith(path), said);
        }
      }
      damage = { path: '', change: (bytes) => ({ bytes }) };
      assert.equal(await fetchFile(path), true, path);
    }
    await browser.leave(page);
  });
});

// Every file that the page fetches, cut short and with a bit turned over: a sentence and a button,
// and with the whole file all is well.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser, stateOf } from './support/browser.mjs';
import { started } from './support/hosts.mjs';

const kDamages = {
  'cut short': (bytes) => bytes.subarray(0, bytes.length / 2),
  'with a bit turned over': (bytes) => {
    const damaged = Buffer.from(bytes);
    damaged[Math.floor(bytes.length / 3)] ^= 4;
    return damaged;
  },
  empty: () => Buffer.alloc(0),
};

/** What the browser's own console says of such files. */
const kConsole = /integrity|SyntaxError|Unexpected|Invalid|Failed to load|Missing|Uncaught|damaged/;

/** The scripts and style sheets of the page that it has begun with. */
async function loadedFiles(browser) {
  const page = await browser.visitReady();
  const names = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()),
  );
  await browser.leave(page);
  const own = (name) => /\.(js|css)$/.test(name) && !/^hourglass-|^probe-worker/.test(name);
  return [...new Set(names)].filter(own);
}

describe('a damaged file', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const damaging = (name, damage) => (page) =>
    page.route(
      (url) => url.pathname.endsWith(`/${name}`),
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: damage(await response.body()) });
      },
    );

  /** The whole file comes after all. */
  async function retry(page) {
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
  }

  const kStart = {
    'hourglass-simd.wasm': /hourglass-simd\.wasm is (damaged|not whole)/,
    'hourglass-simd.js': /hourglass-simd\.js could not be fetched or is damaged/,
    'manifest.json': /manifest\.json could not be read|damaged|not whole|no variant|not part of/,
  };
  for (const [name, sentence] of Object.entries(kStart)) {
    for (const [how, damage] of Object.entries(kDamages)) {
      test(`${name}, ${how}`, async () => {
        const page = await browser.visit('?variant=simd', {
          before: damaging(name, damage),
          tolerate: kConsole,
        });
        await page.getByRole('button', { name: 'Try again' }).waitFor();
        const said = await page.locator('#loading-what').innerText();
        assert.match(said, /^Hourglass could not start: .*\.$/);
        assert.match(said, sentence);
        await retry(page);
        await started(page, true);
        await browser.leave(page);
      });
    }
  }

  test('of the page’s own style and program would be known by its digest', async () => {
    const html = await (await fetch(browser.url)).text();
    const sealed = /(?:href|src)="([\w.-]+)"[^>]* integrity="sha256-([^"]+)"/g;
    const named = [...html.matchAll(sealed)];
    for (const [, name, digest] of named) {
      const bytes = Buffer.from(await (await fetch(new URL(name, browser.url))).arrayBuffer());
      assert.equal(createHash('sha256').update(bytes).digest('base64'), digest, name);
    }
    const names = new Set(named.map(([, name]) => name));
    const loaded = (await loadedFiles(browser)).sort();
    assert.deepEqual(loaded, ['guard.js', 'lessons.css', 'main.js', 'style.css']);
    assert.deepEqual(loaded.filter((name) => !names.has(name)), ['guard.js'], 'which says so');
  });

  for (const [name, what] of [['style.css', 'style'], ['lessons.css', 'style'], ['main.js', 'program']]) {
    test(`${name}, with a bit turned over`, async () => {
      const page = await browser.visit('', {
        before: damaging(name, kDamages['with a bit turned over']),
        tolerate: kConsole,
      });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      const said = await page.locator('#loading-what').innerText();
      assert.equal(said, `Hourglass could not start: its ${what} could not be fetched or is damaged.`);
      await browser.leave(page);
    });
  }

  test('a style sheet, known to be damaged when the program already runs', async () => {
    const page = await browser.visit('', {
      before: async (it) => {
        const program = it.waitForEvent('requestfinished', (request) => request.url().endsWith('/main.js'));
        await it.route('**/lessons.css', async (route) => {
          const response = await route.fetch();
          await program;
          await route.fulfill({ response, body: kDamages['cut short'](await response.body()) });
        });
      },
      tolerate: kConsole,
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(await page.locator('#loading-what').innerText(), /its style could not be fetched/);
    await retry(page);
    await started(page, true);
    await browser.leave(page);
  });

  for (const name of ['main.js', 'style.css']) {
    test(`${name}, cut short, then whole`, async () => {
      const page = await browser.visit('', {
        before: damaging(name, kDamages['cut short']),
        tolerate: kConsole,
      });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      assert.match(await page.locator('#loading-what').innerText(), /is damaged/);
      await retry(page);
      await started(page, true);
      await browser.leave(page);
    });
  }

  for (const tenths of [2, 5, 9]) {
    test(`index.html, cut at ${tenths} tenths`, async () => {
      const page = await browser.visit('', {
        before: (it) =>
          it.route(browser.url, async (route) => {
            const response = await route.fetch();
            const html = await response.body();
            await route.fulfill({ response, body: html.subarray(0, (tenths * html.length) / 10) });
          }),
        tolerate: kConsole,
      });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      const said = await page.locator('body').innerText();
      assert.match(said, /Hourglass could not start: the page has not arrived whole\./);
      await retry(page);
      await started(page, true);
      await browser.leave(page);
    });
  }

  for (const [name, query, how] of [
    ['lessons/pca.json', '?lesson=pca', 'with a bit turned over'],
    ['lessons/index.json', '?lessons', 'cut short'],
  ]) {
    test(`${name}, ${how}`, async () => {
      const page = await browser.visitReady(query, { before: damaging(name, kDamages[how]) });
      await page.locator('#notice').waitFor();
      const said = await page.locator('#notice-text').innerText();
      assert.ok(said.includes(`${name} is `), said);
      assert.match(said, /damaged|not whole/);
      await retry(page);
      await page.locator('#lesson').waitFor();
      await browser.leave(page);
    });
  }

  test('the licences, with a bit turned over', async () => {
    const page = await browser.visitReady('', {
      before: damaging('licences.txt', kDamages['with a bit turned over']),
    });
    await page.locator('#action-licences').focus();
    await page.keyboard.press('Enter');
    await page.locator('#notice').waitFor();
    assert.match(await page.locator('#notice-text').innerText(), /licences\.txt is damaged/);
    await page.unrouteAll();
    await page.locator('#action-licences').focus();
    await page.keyboard.press('Enter');
    await page.locator('#licences-text').getByText('Mozilla Public License').first().waitFor();
    await browser.leave(page);
  });

  test('a program that never arrives', async () => {
    const page = await browser.visit('', {
      until: 'commit',
      before: async (it) => {
        await it.route(/\/main\.js$/, () => {}); // no answer
        await it.addInitScript(() => {
          // The guard's patience passes in a blink.
          const real = globalThis.setTimeout;
          globalThis.setTimeout = (run, delay, ...rest) =>
            real(run, delay === 40_000 ? 500 : delay, ...rest);
        });
      },
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.match(await page.locator('#loading-what').innerText(), /its program stopped arriving/);
    await browser.leave(page);
  });

  for (const [how, damage] of Object.entries(kDamages)) {
    test(`the first weights, ${how}`, async () => {
      const page = await browser.visitReady('', { before: damaging('B.safetensors', damage) });
      assert.match(
        await page.locator('#notice-text').innerText(),
        /starts untrained: weights\/B\.safetensors is (damaged|not whole)/,
      );
      await retry(page);
      await page.waitForFunction(() => globalThis.hourglass.state().pretrained);
      await browser.leave(page);
    });

    test(`the digits, ${how}`, async () => {
      const page = await browser.visitReady('', {
        before: damaging('train-images-idx3-ubyte.gz', damage),
      });
      await page.locator('#notice').waitFor();
      assert.match(
        await page.locator('#notice-text').innerText(),
        /digits to train on could not be loaded.*train-images-idx3-ubyte\.gz is (damaged|not whole)/,
      );
      assert.equal((await stateOf(page)).dataset, null);
      await retry(page);
      assert.equal((await page.evaluate(() => globalThis.hourglass.step(1))).step, 1);
      await browser.leave(page);
    });
  }

  test('only in the browser’s own copy: the host’s is fetched, and nothing is said', async () => {
    let fetched = 0;
    const page = await browser.visitReady('', {
      before: (it) =>
        it.route(/\/B\.safetensors$/, async (route) => {
          if (fetched++) return route.continue();
          const response = await route.fetch();
          await route.fulfill({ response, body: kDamages['cut short'](await response.body()) });
        }),
    });
    assert.equal((await stateOf(page)).pretrained, true);
    assert.equal(fetched, 2);
    assert.equal(await page.locator('#notice').isVisible(), false);
    await browser.leave(page);
  });
});

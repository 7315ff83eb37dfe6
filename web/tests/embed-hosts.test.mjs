// The builder's code in real pages of another origin, and the recipes of docs/embedding.md that can
// be run here: plain HTML and reveal.js.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kSuite, stateOf, TestBrowser } from './support/browser.mjs';
import { exampleOf, Hosts, kTalk, laboratoryIn, visitHost } from './support/host.mjs';
import { settled } from './support/laboratory.mjs';

const kReveal = path.dirname(fileURLToPath(import.meta.resolve('reveal.js')));

describe('embeds in pages of hosts', kSuite, () => {
  let browser;
  const hosts = new Hosts();
  before(async () => (browser = await TestBrowser.open()));
  after(async () => {
    await browser.close();
    await hosts.close();
  });

  async function built(choose) {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await browser.visitReady('?embed-builder', { context: { permissions } });
    await page.locator('#embed').waitFor();
    await choose(page);
    await page.getByRole('button', { name: 'Copy the code' }).click();
    await page.getByText('Copied.').waitFor();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(code, await page.locator('#embed-code').inputValue());
    await browser.leave(page);
    return code;
  }
  async function opened(code) {
    const host = await hosts.open({ course: code });
    const page = await visitHost(browser, host, 'course');
    const button = page.getByRole('button', { name: 'Start the laboratory' });
    if (code.includes('<hourglass-lab')) await button.click();
    return { page, frame: await laboratoryIn(page.locator('iframe')) };
  }

  test('the builder’s element opens what was chosen', async () => {
    const code = await built(async (page) => {
      await page.locator('#embed-recipe').selectOption('C-2');
      await page.locator('#embed-panel').selectOption('code');
      await page.locator('#embed-theme').selectOption('light');
      await page.getByLabel('Height, pixels').fill('640');
    });
    const element = '<hourglass-lab recipe="C-2" panel="code" theme="light" height="640"></hourglass-lab>';
    assert.equal(code, `<script type="module" src="${browser.url}embed/hourglass-lab.js"></script>\n${element}`);
    const { page, frame } = await opened(code);
    const { recipe, pretrained } = await stateOf(frame);
    assert.deepEqual([recipe.name, pretrained], ['C-2', true]);
    assert.equal(await frame.evaluate(() => document.documentElement.dataset.scheme), 'light');
    await browser.leave(page);
  });

  test('the builder’s frame opens all as it was, and can be commanded', async () => {
    const code = await built(async (page) => {
      await page.evaluate(async () => {
        await globalThis.hourglass.applyLink('v1;recipe=A;seed=12;noise=masking:0.4;panel=morph');
      });
      await page.getByLabel('all as it is now, without its weights').check();
      await page.getByLabel('a frame: where a page takes no scripts').check();
      assert.ok(await page.locator('#embed-recipe').isDisabled());
    });
    assert.match(code, /^<iframe src="[^"]*\/\?embed#v1;recipe=A;seed=12;noise=masking:0\.4;panel=morph" title="Hourglass[^>]*><\/iframe>$/);
    const { page, frame } = await opened(code + kTalk);
    const { recipe } = await stateOf(frame);
    assert.deepEqual([recipe.name, recipe.seed], ['A', 12]);
    const { value } = await page.evaluate(() => ask('link'));
    assert.equal(value, `${browser.url}#v1;recipe=A;seed=12;noise=masking:0.4;panel=morph`);
    await browser.leave(page);
  });

  test('the builder opens from the actions, says what is wrong, and closes', async () => {
    const page = await browser.visitReady();
    await page.locator('#action-embed').focus();
    await page.keyboard.press('Enter');
    const copy = page.getByRole('button', { name: 'Copy the code' });
    await copy.waitFor();
    await page.getByLabel('Height, pixels').fill('12');
    await page.getByText('Height: expected a whole number from 200 to 4000, got 12.').waitFor();
    assert.ok(await copy.isDisabled());
    await page.getByLabel('Height, pixels').fill('500');
    assert.ok(await copy.isEnabled());
    await page.keyboard.press('Escape');
    await page.locator('#embed').waitFor({ state: 'hidden' });
    await browser.leave(page);
  });

  test('embedCode() takes options one by one, and refuses what would not work', async () => {
    const page = await browser.visitReady();
    const code = (options) =>
      page.evaluate((it) => {
        try {
          return globalThis.hourglass.embedCode(it);
        } catch ({ message }) {
          return `refused: ${message}`;
        }
      }, options);
    assert.match(await code(), /<hourglass-lab height="760"><\/hourglass-lab>$/);
    assert.match(
      await code({ as: 'iframe', lesson: 'denoise', lang: 'de', theme: 'dark', weights: 'random' }),
      /src="[^"]*\/\?embed&#38;weights=random&#38;theme=dark&#38;lesson=denoise&#38;lang=de"/,
    );
    assert.match(await code({ state: 'https://x.example/#v1;recipe=B;seed=3' }), /state="v1;recipe=B;seed=3"/);
    for (const [options, sentence] of [
      [{ as: 'object' }, /^refused: embedCode\(options\): as: expected "iframe" or "element", got "object"/],
      [{ height: '760' }, /height: expected a whole number from 200 to 4000/],
      [{ recipe: '"><script>' }, /recipe: expected a name of letters, digits/],
      [{ lesson: { toString: 1 } }, /lesson: expected a name/],
      [{ colour: 'red' }, /options: expected some of as, height, .*got "colour"/],
      [{ state: 'v1;recipe="><script>' }, /state: expected what a link has after its #/],
      [{ state: 'v1;' + 'x'.repeat(9_000) }, /state: expected at most 8000 characters/],
    ]) {
      assert.match(await code(options), sentence);
    }
    await browser.leave(page);
  });

  for (const heading of ['An element', 'A frame']) {
    test(`the first example of the documentation: ${heading}`, async () => {
      const { page, frame } = await opened(await exampleOf(heading, browser.url));
      assert.equal((await stateOf(frame)).pretrained, true);
      await browser.leave(page);
    });
  }

  test('reveal.js: a slide trains, rests while another is shown, and the keys stay its own', async () => {
    const deck = await exampleOf('reveal.js', browser.url);
    const host = await hosts.open({ deck }, { '/reveal.js/dist/': `${kReveal}/` });
    const page = await visitHost(browser, host, 'deck');
    await page.waitForFunction(() => document.querySelector('.reveal.ready'));
    const slide = () => page.evaluate(() => document.querySelector('section.present').id);
    assert.equal(await slide(), 'before');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('section.present').id === 'laboratory');
    await page.getByRole('button', { name: 'Start the laboratory' }).click();
    const frame = await laboratoryIn(page.locator('iframe'));
    await settled(frame);
    await page.evaluate(() => document.querySelector('hourglass-lab').command('start'));
    await frame.waitForFunction(() => globalThis.hourglass.state().step > 0);

    await page.keyboard.press('ArrowRight');
    assert.equal(await slide(), 'laboratory', 'a key in the laboratory turns no slide');
    await page.evaluate(() => document.querySelector('.reveal').focus());
    await page.locator('iframe').evaluate((it) => it.blur());
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('section.present').id === 'after');
    await frame.waitForFunction(() => !globalThis.hourglass.state().training, null, { polling: 100 });
    await page.keyboard.press('ArrowLeft');
    await frame.waitForFunction(() => globalThis.hourglass.state().training, null, { polling: 100 });
    await browser.leave(page);
  });
});

// What a link, an embed or a lesson hides is not there, in the canvas and in HTML; and the language that
// a link asks for is spoken.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kSuite, stateOf, TestBrowser } from './support/browser.mjs';
import { Hosts, kTalk, laboratoryIn, visitHost } from './support/host.mjs';
import { eventually } from './support/hosts.mjs';
import { settled } from './support/laboratory.mjs';
import { kWords } from '../words.js';

const kWide = { viewport: { width: 1440, height: 900 } };
const kLink = 'v1;recipe=C-2;panel=keep;hide=compare:recipe:noise:run:lessons:embed;lang=de';
const kHidden = ['compare', 'recipe', 'noise', 'run', 'lessons', 'embed'];

/** Items of the laboratory, and ids of the page's buttons, that are shown. */
async function shown(page) {
  await settled(page);
  return page.evaluate(() => [
    ...Object.keys(globalThis.hourglass.layout()),
    ...[...document.querySelectorAll('#actions button, #lessons-open')]
      .filter((it) => !it.hidden)
      .map(({ id }) => id),
  ]);
}
const kOfHidden = [
  ...['tab-compare', 'recipe', 'noise-kind', 'noise-strength', 'start'],
  ...['action-start', 'action-pause', 'action-lessons', 'lessons-open', 'action-embed'],
];
const kOthers = ['tab-code', 'pad', 'step', 'save-weights', 'action-step', 'action-save', 'action-link'];
const some = (names, wanted) => wanted.filter((name) => names.includes(name));
const applied = (page, text) => page.evaluate((it) => globalThis.hourglass.applyLink(it), text);

describe('what is hidden', kSuite, () => {
  let browser;
  const hosts = new Hosts();
  before(async () => (browser = await TestBrowser.open()));
  after(async () => {
    await browser.close();
    await hosts.close();
  });
  async function course(code) {
    const host = await hosts.open({ course: code });
    return visitHost(browser, host, 'course', { context: kWide });
  }

  test('by a link is in no way there, over a reload too, until a link hides nothing', async () => {
    const page = await browser.visitReady(`#${kLink}`, { context: kWide });
    const check = async () => {
      const names = await shown(page);
      assert.deepEqual(some(names, kOfHidden), []);
      assert.deepEqual(some(names, kOthers), kOthers);
      assert.deepEqual((await stateOf(page)).hidden, kHidden);
    };
    await check();
    const link = await page.evaluate(() => globalThis.hourglass.link());
    assert.equal(new URL(link).hash, `#${kLink}`);
    await page.waitForFunction(() => localStorage.length > 0 && /hide=/.test(JSON.stringify(localStorage)));
    await page.reload();
    await page.evaluate(() => globalThis.hourglass.ready);
    await check();
    await applied(page, 'v1;panel=keep');
    const all = await shown(page);
    assert.deepEqual(some(all, kOfHidden), kOfHidden);
    assert.deepEqual((await stateOf(page)).hidden, []);
    await browser.leave(page);
  });

  test('is shown again by a button, and at the next visit', async () => {
    const page = await browser.visitReady(`#${kLink}`, { context: kWide });
    assert.ok((await shown(page)).includes('action-show-all'));
    await page.waitForFunction(() => /hide=/.test(JSON.stringify(localStorage)));
    await page.goto('about:blank');
    await page.goto(browser.url);
    await page.evaluate(() => globalThis.hourglass.ready);
    assert.deepEqual((await stateOf(page)).hidden, []);
    assert.equal((await stateOf(page)).recipe.name, 'C-2', 'the rest is remembered');
    assert.ok(!(await shown(page)).includes('action-show-all'));
    await applied(page, 'v1;hide=noise');
    await page.locator('#action-show-all').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => globalThis.hourglass.state().hidden.length === 0);
    assert.ok((await shown(page)).includes('noise-kind'));
    await browser.leave(page);
  });

  test('must have names that there are, and leave a panel', async () => {
    const page = await browser.visitReady();
    const before = await page.evaluate(() => globalThis.hourglass.link());
    for (const [text, sentence] of [
      ['v1;recipe=A;hide=nose', /hide: there is no control "nose": did you mean noise\?/],
      ['v1;recipe=A;hide=noise:__proto__', /hide: there is no control "__proto__"; expected some of draw, train/],
      ['v1;recipe=A;hide=draw:train:code:morph:inside:compare:keep', /hide: expected one of the panels to be left/],
      ['v1;recipe=A;lang=<b>', /lang: expected a language such as de, got "<b>"/],
    ]) {
      await assert.rejects(applied(page, text), sentence);
      assert.equal(await page.evaluate(() => globalThis.hourglass.link()), before);
    }
    await browser.leave(page);
  });

  test('by an element follows its attribute, and stays when something else is shown', async () => {
    const page = await course(`<script type="module" src="${browser.url}embed/hourglass-lab.js"></script>
      <hourglass-lab hide="recipe:keep:noise" lang="de" height="700"></hourglass-lab>`);
    await page.getByRole('button', { name: 'Start the laboratory' }).click();
    const frame = await laboratoryIn(page.locator('hourglass-lab iframe'));
    assert.deepEqual(some(await shown(frame), ['recipe', 'tab-keep', 'noise-kind', 'action-show-all']), []);
    assert.equal(await frame.getAttribute('html', 'lang'), 'de');
    const link = await page.evaluate(() => document.querySelector('hourglass-lab').command('link'));
    assert.match(link, /#v1;recipe=B;weights=trained;panel=train;hide=keep:recipe:noise;lang=de$/);
    const set = (name, value) =>
      page.locator('hourglass-lab').evaluate((it, [key, to]) => it.setAttribute(key, to), [name, value]);
    const hidden = (names) =>
      frame.waitForFunction((it) => String(globalThis.hourglass.state().hidden) === it, String(names));
    await set('panel', 'code');
    await frame.waitForFunction(() => 'code-view' in globalThis.hourglass.layout());
    assert.deepEqual((await stateOf(frame)).hidden, ['keep', 'recipe', 'noise']);
    await set('hide', 'samples');
    await hidden(['samples']);
    assert.ok((await shown(frame)).includes('recipe'));
    await page.locator('hourglass-lab').evaluate((it) => it.removeAttribute('hide'));
    await hidden([]);
    await browser.leave(page);
  });

  test('by a frame’s address, and a wrong name is said', async () => {
    const frameOf = (query) =>
      `<iframe src="${browser.url}?embed&${query}" width="1200" height="700"></iframe>${kTalk}`;
    const page = await course(frameOf('hide=draw:curves:settings'));
    const frame = await laboratoryIn(page.locator('iframe'));
    const names = await shown(frame);
    assert.deepEqual(some(names, ['pad', 'curves', 'learning-rate', 'probe', 'start']), ['probe', 'start']);
    const answer = await page.evaluate(() => ask('show', { hide: 'colour' }));
    assert.match(answer.message, /there is no control "colour": did you mean colours\?/);
    const shownAll = await page.evaluate(() => ask('show', { hide: 'none' }));
    assert.deepEqual(shownAll.value.hidden, []);
    await browser.leave(page);
    const wrong = await course(frameOf('hide=walls'));
    const other = await laboratoryIn(wrong.locator('iframe'));
    await other.locator('#notice-text', { hasText: 'there is no control "walls"' }).waitFor();
    await browser.leave(wrong);
  });

  test('is chosen in the builder, which knows every control', async () => {
    const page = await browser.visitReady('?embed-builder', { context: { ...kWide, locale: 'de' } });
    await page.locator('#embed').waitFor();
    assert.equal(await page.locator('#embed-title').innerText(), 'Das Labor einbetten');
    await page.locator('#embed summary').click();
    const boxes = page.locator('#embed-shown input');
    const values = await boxes.evaluateAll((all) => all.map(({ value }) => value));
    const names = Object.keys(kWords.de).filter((key) => key.startsWith('hide.'));
    assert.deepEqual(names.map((key) => key.slice('hide.'.length)).sort(), [...values].sort());
    for (const name of ['recipe', 'drawer']) await page.locator(`#embed-shown [value="${name}"]`).uncheck();
    await page.locator('#embed-lang').selectOption('de');
    const code = page.locator('#embed-code');
    assert.match(await code.inputValue(), /hide="recipe:drawer" lang="de" height="760"/);
    await page.getByLabel('allem, wie es jetzt ist, ohne die Gewichte').check();
    assert.match(await code.inputValue(), /state="v1;recipe=B;weights=trained;panel=train;hide=recipe:drawer"/);
    for (const panel of values.slice(0, 7)) await page.locator(`#embed-shown [value="${panel}"]`).uncheck();
    assert.equal(await page.locator('#embed-said').innerText(), 'Expected one of the panels to be left.');
    // Each is one that the laboratory knows.
    await applied(page, `v1;hide=${values.filter((name) => name !== 'draw').join(':')}`);
    assert.equal((await stateOf(page)).hidden.length, values.length - 1);
    await browser.leave(page);
  });

  test('in a lesson is hidden while it is open', async () => {
    const lesson = {
      format: 'hourglass-lesson-1', title: 'Two steps', summary: 'Of hiding.', minutes: 1,
      steps: [
        { title: 'Few', text: 'Little is shown.', preset: { hide: ['recipe', 'keep', 'run'] } },
        { title: 'As before', text: 'It stays so.', preset: { noise: 'none' } },
        { title: 'More', text: 'More is shown.', preset: { hide: ['keep'] } },
      ],
    };
    const page = await browser.visitReady('?fresh', { context: kWide });
    await applied(page, 'v1;hide=samples');
    const chosen = page.waitForEvent('filechooser');
    await page.locator('#action-load').focus();
    await page.keyboard.press('Enter');
    const buffer = Buffer.from(JSON.stringify(lesson));
    await (await chosen).setFiles({ name: 'two.json', mimeType: 'application/json', buffer });
    const step = (title) => page.locator('#lesson-step', { hasText: title }).waitFor();
    const hidden = (names) =>
      page.waitForFunction((it) => String(globalThis.hourglass.state().hidden) === it, String(names));
    const turn = (name) => page.locator('#lesson').getByRole('button', { name, exact: true }).click();
    await step('Few');
    await hidden(['keep', 'recipe', 'run']);
    await turn('Next');
    await step('As before');
    await eventually(page, async () => /;noise=none;/.test(await globalThis.hourglass.link()));
    assert.deepEqual((await stateOf(page)).hidden, ['keep', 'recipe', 'run']);
    await turn('Next');
    await step('More');
    await hidden(['keep']);
    await turn('Back');
    await hidden(['keep', 'recipe', 'run']);
    await turn('Close');
    await hidden(['samples']);
    await browser.leave(page);
  });
});

describe('a link’s language', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());
  const word = (page) => page.locator('#action-step').textContent();

  test('is spoken at once, before ?lang and the browser’s own, and handed on', async () => {
    const page = await browser.visitReady('?lang=en#v1;recipe=B;lang=de-AT');
    assert.equal(await word(page), kWords.de.step);
    const link = await page.evaluate(() => globalThis.hourglass.link());
    assert.match(link, /\?lang=en#v1;recipe=B;panel=\w+;lang=de-AT$/);
    await page.evaluate(() => (location.hash = 'v1;recipe=A;lang=en'));
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    assert.equal(await word(page), kWords.en.step);
    await page.evaluate(() => globalThis.hourglass.applyLink('v1;lang=fr')); // there is no French
    assert.equal(await word(page), kWords.en.step);
    await browser.leave(page);
  });

  test('is not in a link of who asked for none', async () => {
    const page = await browser.visitReady('', { context: { locale: 'de' } });
    assert.equal(await word(page), kWords.de.step);
    assert.doesNotMatch(await page.evaluate(() => globalThis.hourglass.link()), /lang=/);
    await browser.leave(page);
  });
});

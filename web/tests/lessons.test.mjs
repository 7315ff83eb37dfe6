// Lessons in the page: all of them taken by a scripted student, one by keyboard alone, remembered over a
// reload, refused when they are none.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { parseLesson } from '../lesson-format.js';
import { kPatience, TestBrowser, stateOf, stateWhere } from './support/browser.mjs';
import { settled } from './support/laboratory.mjs';
import { pressButton, takeStep } from './support/student.mjs';

const kFolder = new URL('../../assets/lessons/', import.meta.url);
const kWide = { viewport: { width: 1440, height: 900 } };
const { lessons, extras } = JSON.parse(await readFile(new URL('index.json', kFolder), 'utf8'));
const lessonFile = (name) => readFile(new URL(`${name}.json`, kFolder), 'utf8');

const stepTitle = (page) => page.locator('#lesson-step');
const notice = (page) => page.locator('#notice');

/** Until what has the focus is this. */
async function tabTo(page, selector) {
  const isThere = () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  for (let i = 0; i < 60; ++i) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`60 times Tab did not lead to ${selector}`);
}

describe('a student takes', { timeout: 15 * kPatience }, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  for (const name of [...lessons, ...extras]) {
    test(`the lesson ${name}, and meets each goal`, { timeout: 4 * kPatience }, async () => {
      const { steps } = parseLesson(await lessonFile(name));
      const page = await browser.visitReady(`?fresh&lesson=${name}`, { context: kWide });
      for (const step of steps) await takeStep(page, step);
      await page.locator('#lesson-title', { hasText: 'That was' }).waitFor();
      const entry = page.locator('.lesson-entry').nth([...lessons, ...extras].indexOf(name));
      assert.match(await entry.innerText(), /✓ finished/);
      assert.equal(await notice(page).isVisible(), false);
      await browser.leave(page);
    });
  }

  test('the first lesson with the keyboard alone', { timeout: 4 * kPatience }, async () => {
    const page = await browser.visitReady('?fresh', { context: kWide });
    const press = async (selector) => {
      await tabTo(page, selector);
      await page.keyboard.press('Enter');
    };
    const predict = async () => {
      await tabTo(page, '.prediction input');
      await page.keyboard.press('ArrowDown');
      await press('.prediction button');
    };
    const next = async () => {
      await page.locator('#lesson .next:enabled').waitFor();
      await press('.next');
    };
    await press('#lessons-open');
    await page.locator('.lesson-entry').first().waitFor();
    await press('.lesson-entry');
    const { steps } = parseLesson(await lessonFile(lessons[0]));
    for (const step of steps) {
      await stepTitle(page).filter({ hasText: step.title.en }).waitFor();
      const focused = await page.evaluate(() => document.activeElement?.id);
      assert.equal(focused, 'lesson-step', 'a new step has the focus');
      if (step.prediction) await predict();
      if (step.goal) {
        await page.locator('.conditions li').first().filter({ hasText: /./ }).waitFor();
        await press('.lesson-buttons button'); // starts training, or has a digit drawn
        await page.locator('#lesson .reached').waitFor();
      }
      await next();
    }
    await page.locator('#lesson-title', { hasText: 'That was' }).waitFor();
    await press('#lesson button[aria-label="Close"]');
    assert.equal(await page.locator('#lesson').isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'lessons-open');
    await browser.leave(page);
  });

  test('the live line tells now and then how training goes', async () => {
    const page = await browser.visitReady('?fresh&lang=de', { context: kWide });
    await page.evaluate(async () => {
      const { load, start, state } = globalThis.hourglass;
      globalThis.told = [];
      new MutationObserver(() =>
        globalThis.told.push([performance.now(), document.getElementById('live').textContent]),
      ).observe(document.getElementById('live'), { childList: true });
      await load({ ...state().recipe, epochs: 10_000 });
      await start();
    });
    await page.waitForFunction(() => globalThis.told.length >= 3);
    const told = await page.evaluate(() => globalThis.told);
    const training = told.filter(([, words]) => words.startsWith('Training läuft, Epoche '));
    assert.ok(training.length >= 2);
    assert.match(training.at(-1)[1], /^Training läuft, Epoche \d+,\d, Trainingsverlust 0,\d{4}, Testverlust 0,\d{4}\.$/);
    assert.ok(training[1][0] - training[0][0] >= 4_900, 'not more often than every 5 s');
    await browser.leave(page);
  });
});

describe('lessons', { timeout: 10 * kPatience }, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  test('come back after a reload, with the prediction that was made', async () => {
    const page = await browser.visitReady('?lessons', { context: kWide });
    await page.locator('.lesson-entry').first().click();
    const { steps } = parseLesson(await lessonFile(lessons[0]));
    await takeStep(page, steps[0]);
    await stepTitle(page).filter({ hasText: steps[1].title.en }).waitFor();
    await page.locator('.prediction label').first().click();
    await pressButton(page, 'That is my prediction');
    await stateWhere(page, (state) => state.recipe.name === 'C-2');
    await page.reload();
    await page.evaluate(() => globalThis.hourglass.ready);
    await stepTitle(page).filter({ hasText: steps[1].title.en }).waitFor();
    assert.equal(await page.locator('.prediction input').first().isChecked(), true);
    assert.equal(await page.locator('.prediction button').count(), 0, 'it cannot be changed');
    assert.equal(await page.locator('#curtain').isVisible(), false);
    await stateWhere(page, (state) => state.recipe.name === 'C-2');
    await browser.leave(page);
  });

  test('cover the laboratory until the prediction is made', async () => {
    const page = await browser.visitReady('?fresh&lesson=bottleneck', { context: kWide });
    const { steps } = parseLesson(await lessonFile('bottleneck'));
    await takeStep(page, steps[0]);
    await page.locator('#curtain').waitFor();
    assert.equal(await page.evaluate(() => document.getElementById('canvas').inert), true);
    assert.equal(await page.locator('#lesson .next').isDisabled(), true);
    assert.equal((await stateOf(page)).recipe.name, 'D5');
    await page.locator('.prediction label').first().click();
    await pressButton(page, 'That is my prediction');
    assert.equal(await page.locator('#curtain').isVisible(), false);
    await stateWhere(page, (state) => state.recipe.name === 'C-2');
    assert.equal(await page.locator('.explanation').count(), 0, 'first it is tried');
    await pressButton(page, 'Go on without it');
    assert.match(await page.locator('.explanation').innerText(), /^Not as you predicted\./);
    await browser.leave(page);
  });

  test('speak German where that is wanted, and say numbers so', async () => {
    const context = { ...kWide, locale: 'de-CH' };
    const page = await browser.visitReady('?fresh&lesson=pca', { context });
    const { steps } = parseLesson(await lessonFile('pca'));
    await stepTitle(page).filter({ hasText: steps[0].title.de }).waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    assert.match(await page.locator('.conditions li').first().innerText(), /^Test-MSE .*, Ziel: unter 0,\d+$/);
    assert.equal(await page.locator('#action-start').textContent(), 'Training starten');
    await browser.leave(page);
  });

  test('leave the laboratory the rest of the room, on a phone too', async () => {
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }, { width: 844, height: 390 }]) {
      const page = await browser.visitReady('?fresh&lesson=bottleneck', { context: { viewport } });
      await stepTitle(page).waitFor();
      await settled(page);
      const [canvas, panel] = await Promise.all([
        page.locator('#canvas').boundingBox(),
        page.locator('#lesson').boundingBox(),
      ]);
      assert.ok(canvas.x + canvas.width <= panel.x + 1 || canvas.y + canvas.height <= panel.y + 1);
      const layout = await page.evaluate(() => globalThis.hourglass.layout());
      for (const [name, [x, y, width, height]] of Object.entries(layout)) {
        assert.ok(x + width <= canvas.width + 1 && y + height <= canvas.height + 1, name);
      }
      if (viewport.width === 390) {
        await page.getByRole('button', { name: 'Fold the lesson away' }).click();
        await settled(page);
        const folded = await page.locator('#canvas').boundingBox();
        assert.ok(folded.height > viewport.height - 80);
        assert.equal(await page.getByRole('button', { name: 'Show the lesson' }).getAttribute('aria-expanded'), 'false');
      }
      await browser.leave(page);
    }
  });

  test('have a button that covers nothing, at any size', async () => {
    for (const [width, height] of [[1920, 1080], [1440, 900], [1024, 768], [820, 1180], [390, 844], [320, 640], [844, 390]]) {
      const page = await browser.visitReady('?fresh', { context: { viewport: { width, height } } });
      await settled(page);
      const button = await page.locator('#lessons-open').boundingBox();
      assert.ok(button.width >= 44 && button.height >= 44, `${width}: ${button.width}x${button.height}`);
      assert.ok(button.x >= 0 && button.x + button.width <= width && button.y >= 0 && button.y + button.height <= height);
      const layout = await page.evaluate(() => globalThis.hourglass.layout());
      for (const [name, [x, y, w, h]] of Object.entries(layout)) {
        const apart = button.x >= x + w || button.x + button.width <= x || button.y >= y + h || button.y + button.height <= y;
        assert.ok(apart, `${width}x${height}: it lies on ${name}`);
      }
      await browser.leave(page);
    }
  });

  test('are refused when they are none, and nothing has changed', async () => {
    const context = { ...kWide };
    const hostile = [
      ['not-there', /not opened: lessons\/not-there\.json is not part of this build/],
      ['https://elsewhere.test/x.json', /not opened: expected the name of a lesson or an address on localhost:\d+, got "https:\/\/elsewhere\.test\/x\.json"/],
      ['data:application/json,{}', /not opened: expected the name of a lesson or an address on/],
      ['manifest.json', /not opened: the lesson: there is no field "version"/],
      ['data/train-images-idx3-ubyte.gz', /not opened: .*longer than a lesson can be, 256000 bytes/],
    ];
    for (const [name, sentence] of hostile) {
      const page = await browser.visitReady(`?fresh&lesson=${encodeURIComponent(name)}`, { context, tolerate: /404/ });
      await notice(page).waitFor();
      assert.match(await notice(page).innerText(), sentence);
      assert.equal(await page.locator('#lesson').isVisible(), false);
      assert.equal((await stateOf(page)).recipe.name, 'B');
      await browser.leave(page);
    }
  });

  test('are opened from a file, and a bad file leaves the lesson that is open', async () => {
    const page = await browser.visitReady('?fresh', { context: kWide });
    const open = async (name, text) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.evaluate(() => document.getElementById('action-load').click()),
      ]);
      await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    };
    const own = {
      format: 'hourglass-lesson-1',
      title: 'My own',
      summary: 'For my class.',
      minutes: 3,
      steps: [{ title: 'A <b>step</b>', text: 'With **bold** and `code` and <img src=x onerror=alert(1)>.', preset: { recipe: 'A' } }],
    };
    await open('own.json', JSON.stringify(own, null, 2));
    await stepTitle(page).filter({ hasText: 'A <b>step</b>' }).waitFor();
    assert.equal(await page.locator('.lesson-text strong').innerText(), 'bold');
    assert.equal(await page.locator('.lesson-text img').count(), 0);
    await stateWhere(page, (state) => state.recipe.name === 'A');

    await open('bad.json', JSON.stringify({ ...own, minutes: -1 }));
    await notice(page).waitFor();
    assert.match(await notice(page).innerText(), /bad\.json was not opened, and nothing has changed: minutes: expected a whole number from 1 to 240, got -1\./);
    assert.equal(await stepTitle(page).innerText(), 'A <b>step</b>');

    await page.locator('#notice-close').click();
    const wrong = { ...own, steps: [{ ...own.steps[0], preset: { recipe: 'no-such-recipe' } }] };
    await open('wrong.json', JSON.stringify(wrong));
    await notice(page).waitFor();
    assert.match(await notice(page).innerText(), /could not be set up for this step: .*no-such-recipe/);
    assert.equal((await stateOf(page)).recipe.name, 'A');
    await browser.leave(page);
  });

  test('go on where the browser keeps nothing', async () => {
    const page = await browser.visitReady('?lesson=bottleneck', {
      context: kWide,
      before: (fresh) =>
        fresh.addInitScript(() => {
          Object.defineProperty(globalThis, 'localStorage', {
            get: () => {
              throw new DOMException('blocked', 'SecurityError');
            },
          });
        }),
    });
    const { steps } = parseLesson(await lessonFile('bottleneck'));
    await takeStep(page, steps[0]);
    await stepTitle(page).filter({ hasText: steps[1].title.en }).waitFor();
    await browser.leave(page);
  });
});

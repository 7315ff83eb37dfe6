// The page for everyone: axe-core finds nothing wrong with page, menu and lessons, in dark and light, on
// wide screens and phones.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';
import { pressButton } from './support/student.mjs';

const kAxe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Asserts that axe-core finds nothing. */
async function assertClean(page, what) {
  await page.evaluate(kAxe); // as the debugger does: the page's policy forbids scripts from elsewhere
  const violations = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((it) => it.html).join(' ')}`);
  });
  assert.deepEqual(violations, [], what);
}

/** Things to be pressed that are less than 44 px high or wide. */
const smallTargets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#lesson button, #lesson label, #lessons-open')]
      .filter((it) => it.checkVisibility())
      .filter((it) => {
        const { width, height } = it.getBoundingClientRect();
        return width < 44 || height < 44;
      })
      .map((it) => it.outerHTML),
  );

describe('axe-core finds nothing wrong', kSuite, () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  for (const [width, height] of [[1440, 900], [390, 844]]) {
    for (const colorScheme of ['dark', 'light']) {
      test(`at ${width}x${height}, ${colorScheme}`, async () => {
        const context = { viewport: { width, height }, colorScheme };
        const page = await browser.visitReady('?fresh', { context });
        await page.locator('#lessons-open').waitFor();
        await assertClean(page, 'the page');
        await page.locator('#action-start').focus();
        await assertClean(page, 'its buttons');
        await page.locator('#lessons-open').click();
        await page.locator('.lesson-entry').first().waitFor();
        await assertClean(page, 'the menu');
        assert.deepEqual(await smallTargets(page), []);
        await page.locator('.lesson-entry').first().click();
        await page.locator('.conditions li').first().filter({ hasText: /./ }).waitFor();
        await assertClean(page, 'a task');
        await pressButton(page, 'Go on without it');
        await pressButton(page, 'Next');
        await page.locator('.prediction').waitFor();
        await assertClean(page, 'a prediction');
        assert.deepEqual(await smallTargets(page), []);
        await page.locator('.prediction label').first().click();
        await pressButton(page, 'That is my prediction');
        await pressButton(page, 'Go on without it');
        await page.locator('.explanation').waitFor();
        await assertClean(page, 'an explanation');
        await browser.leave(page);
      });
    }
  }

  test('the page can be zoomed, and a reduced motion is kept', async () => {
    const page = await browser.visitReady('?fresh');
    const viewport = await page.getAttribute('meta[name=viewport]', 'content');
    assert.doesNotMatch(viewport, /user-scalable|maximum-scale/);
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
    await browser.leave(page);
  });
});

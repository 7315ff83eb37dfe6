// The examples of docs/page-api.md, run as they stand.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { kSuite, TestBrowser } from './support/browser.mjs';

describe('docs/page-api.md', kSuite, async () => {
  let browser;
  before(async () => (browser = await TestBrowser.open()));
  after(() => browser.close());

  const text = await readFile(new URL('../../docs/page-api.md', import.meta.url), 'utf8');
  const examples = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
  assert.ok(examples.length >= 4);

  for (const code of examples) {
    test(code.split('\n', 1)[0], async () => {
      const page = await browser.visitReady();
      await page.evaluate(`(async () => { ${code} })()`);
      await browser.leave(page);
    });
  }

  test('names every function and every field of state()', async () => {
    const page = await browser.visitReady();
    const names = await page.evaluate(() => [
      ...Object.keys(globalThis.hourglass),
      ...Object.keys(globalThis.hourglass.state()),
    ]);
    for (const name of names) assert.match(text, new RegExp(`\`${name}\\b`), name);
    await browser.leave(page);
  });
});

// docs/promises.md names tests, and each of them is there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

const kRoot = new URL('../../', import.meta.url);
const text = await readFile(new URL('docs/promises.md', kRoot), 'utf8');
/** [`file`: name](...) in the last column; a cell may name several, with <br> between them. */
const kNamed = /`((?:tests|web\/tests|fuzz)\/[\w./-]+)`: ([^<|]+)/g;

/** How a test's name is written in a source: names in templates stand for anything. */
const patternOf = (template) =>
  new RegExp(
    `^${template
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  );

/** Whether a source has a test of this name: "name" in JavaScript, "Suite.Name" in C++. */
function hasTest(source, name) {
  const cpp = /^(\w+)\.(\w+)$/.exec(name);
  if (cpp) return new RegExp(`\\bTEST(?:_F|_P)?\\(${cpp[1]}, ${cpp[2]}\\)`).test(source);
  const written = [...source.matchAll(/\btest\(\s*(['"`])(.*?)\1/gs)].map(([, , it]) => it);
  return written.some((it) => patternOf(it).test(name));
}

describe('docs/promises.md', () => {
  const named = [...text.matchAll(kNamed)].map(([, file, name]) => [file, name.trim()]);
  assert.ok(named.length > 20, `${named.length} tests are named`);

  for (const [file, name] of named) {
    test(`${file}: ${name}`, async () => {
      const source = await readFile(new URL(file, kRoot), 'utf8');
      assert.ok(hasTest(source, name), `${file} has no test "${name}"`);
    });
  }

  test('every row that promises something names a test', () => {
    for (const line of text.split('\n').filter((it) => /^\| [^-]/.test(it))) {
      if (/^\| (fault|number) \|/.test(line)) continue;
      assert.match(line, new RegExp(kNamed.source), line);
    }
  });
});

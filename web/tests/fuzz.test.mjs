// What the page's own JavaScript reads from outside, given what nobody has thought of: lessons, addresses
// and messages, damaged at random in the same way every time. It refuses with a sentence or takes it
// whole. No browser. What the engine reads is fuzzed natively: docs/fuzzing.md.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { linkWith, stateInAddress } from '../address.js';
import { checkedCommand, idOf, isOurs } from '../host-messages.js';
import { parseLesson } from '../lesson-format.js';
import { stateOfPreset } from '../lesson-presets.js';
import { damagedText, damagedValue, dice } from './support/mutations.mjs';

const kRounds = Number(process.env.HOURGLASS_FUZZ_ROUNDS ?? 4_000);
const kLongestSentence = 1_000;

/** Stands for lists that are nested deeper than JSON.stringify() can go. */
const kDeep = '@deep';
const kStrange = [
  ...[null, true, 0, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', 'x'.repeat(3_000), [], {}],
  ...['v1;seed=1', 'B;panel=train', '\n', '\u0000', '\ud800', '__proto__', 'constructor', 'toString'],
  ...[kDeep, [[[]]], Array(100).fill('start'), { toString: 1 }],
  JSON.parse('{"__proto__": {"right": true}, "constructor": 1}'),
];
const kWords = [
  ...['"', '{', '}', '[', ']', ':', ',', '\\', '\\u0000', '1e999', '-0', 'null', 'true', '\ufeff'],
  ...['"__proto__":', '"recipe":', '"steps":', '"goal":', '"is":', '"*"', '"preset":{', '%', '%E0'],
];

/** What read() gives, or null where it refuses, as it should: by an Error of its own making. */
function readOrRefuse(read) {
  try {
    return read();
  } catch (error) {
    assert.equal(error.constructor, Error, error.stack);
    assert.ok(error.message.length > 0 && error.message.length < kLongestSentence, error.message);
    return null;
  }
}

/** Calls use(damaged) for each round. @param {number} seed @param {any[]} values */
function damage(seed, values, use) {
  for (let round = 0; round < kRounds; ++round) {
    const at = dice(seed + round);
    let value = damagedValue(at.one(values), at, kStrange);
    for (let more = at.below(3); more > 0; --more) value = damagedValue(value, at, kStrange);
    use(value, at);
  }
}

describe('hostile lessons', async () => {
  const folder = new URL('../../assets/lessons/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name !== 'index.json').sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const recipe = JSON.parse(await readFile(new URL('../recipes/B.json', folder), 'utf8'));
  let taken = 0;

  function check(text) {
    const lesson = readOrRefuse(() => parseLesson(text));
    if (!lesson) return;
    ++taken;
    const presets = lesson.steps.flatMap((it) => [it.preset, it.reveal, it.offer?.preset]);
    for (const preset of presets.filter((it) => it !== undefined)) {
      // Nothing that a preset says becomes a field of its own.
      const fields = stateOfPreset(preset).split(';');
      assert.equal(fields.shift(), 'v1');
      const known = /^(recipe|weights|seed|rate|train-noise|noise|roll|panel|drawing|hide)=[\w.:+-]*$/;
      for (const field of fields) assert.match(field, known);
      assert.equal(new Set(fields.map((field) => field.split('=')[0])).size, fields.length);
    }
    const shown = [lesson.title, lesson.summary, ...lesson.steps.flatMap((it) => [it.title, it.text])];
    for (const words of shown) {
      for (const language of lesson.languages) {
        assert.equal(typeof (words[language] ?? words['*']), 'string');
      }
    }
  }

  const textOf = (value) =>
    (JSON.stringify(value) ?? '').replaceAll(
      JSON.stringify(kDeep),
      '['.repeat(100_000) + ']'.repeat(100_000),
    );

  test('damaged in their parts', () => {
    const lessons = texts.map((text) => JSON.parse(text));
    damage(1, lessons, (value) => check(textOf(value)));
    assert.ok(taken > kRounds / 100, `${taken} taken`); // the damage is not all of it fatal
  });

  test('with damaged recipes', () => {
    const [lesson] = texts.map((text) => JSON.parse(text));
    damage(4e6, [recipe], (value) => {
      lesson.steps[0].preset = { recipe: value };
      check(textOf(lesson));
    });
  });

  test('damaged in their letters', () => {
    for (let round = 0; round < kRounds; ++round) {
      const at = dice(1e6 + round);
      check(damagedText(at.one(texts), at, kWords));
    }
  });

  test('have left no trace in other objects', () => {
    assert.equal(/** @type {any} */ ({}).right, undefined);
  });
});

describe('hostile addresses', () => {
  const open = (href) => {
    const { hash, search, pathname } = new URL(href);
    Object.assign(globalThis, { location: { href, hash, search, pathname } });
  };

  test('give a text, and a link gives back its own', () => {
    const states = ['v1;recipe=C-2;seed=7;noise=masking:0.25', 'v1;drawing=none', ''];
    for (let round = 0; round < kRounds; ++round) {
      const at = dice(2e6 + round);
      const text = damagedText(at.one(states), at, kWords);
      open(`https://some.host/page/?${at.one(['', 'embed', 'embed=element&panel=code'])}#${text}`);
      assert.equal(typeof stateInAddress(), 'string');
      const plain = text.replace(/[^\w.:+;=-]/g, '');
      open(linkWith(plain));
      assert.equal(stateInAddress(), plain);
    }
  });
});

describe('hostile messages', () => {
  const good = (command, value) => ({ hourglass: 1, type: 'command', id: 1, command, value });
  const kGood = [
    good('state'),
    good('load', { name: 'mine', encoder: [{ units: 4, activation: 'relu' }], decoder: [] }),
    good('denoise', Array(784).fill(0.5)),
    good('applyState', 'v1;recipe=B'),
    good('show', { recipe: 'B', panel: 'code' }),
    good('step', 5),
  ];

  test('are refused with a sentence, or have only what they may have', () => {
    damage(3e6, kGood, (value) => {
      if (!isOurs(value)) return;
      idOf(value);
      const command = readOrRefuse(() => checkedCommand(value));
      if (command) assert.deepEqual(Object.keys(command), ['id', 'command', 'value']);
    });
  });
});

// Lessons as files: the page's own are whole in every language, and a bad one is refused with a sentence
// that names the field and what was expected. No browser.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { kLongestLesson, parseLesson } from '../lesson-format.js';
import { kFields, settingsIn } from '../lesson-goals.js';
import { stateOfPreset } from '../lesson-presets.js';
import { kWords } from '../words.js';

const kFolder = new URL('../../assets/lessons/', import.meta.url);

/** A lesson with everything in it. */
const whole = () => ({
  format: 'hourglass-lesson-1',
  title: { en: 'Title', de: 'Titel' },
  summary: { en: 'What it is about.', de: 'Worum es geht.' },
  minutes: 5,
  steps: [
    {
      title: { en: 'First', de: 'Erstens' },
      text: 'The same in every language',
      preset: { recipe: 'B', trained: true, noise: 'gaussian:0.5', panel: 'draw', drawing: 'none' },
      visible: 'after prediction',
      prediction: {
        question: { en: 'What?', de: 'Was?' },
        choices: [{ text: 'this', right: true }, { text: 'that' }],
        explanation: { en: 'Because.', de: 'Darum.' },
      },
      reveal: { recipe: 'C-2', seed: 7, rate: 0.01, trainNoise: 'masking:0.5' },
      buttons: ['start'],
      offer: { label: 'Help', preset: { drawing: 'none' } },
      goal: {
        task: { en: 'Train', de: 'Trainiere' },
        all: [{ field: 'testLoss', below: 0.01 }, { field: 'codeSize', is: 16 }, { did: 'drew' }],
      },
      after: 'And so on',
    },
  ],
});

const nested = (levels) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** A lesson that something was done to, as text. */
const changed = (change) => {
  const lesson = whole();
  change(lesson, lesson.steps[0]);
  return JSON.stringify(lesson);
};

describe('the lesson format', () => {
  test('a lesson with everything in it is read', () => {
    const { languages, steps } = parseLesson(JSON.stringify(whole()));
    assert.deepEqual(languages, ['en', 'de']);
    assert.deepEqual(steps[0].text, { '*': 'The same in every language' });
    assert.equal(steps[0].prediction.choices[1].right, false);
    assert.deepEqual(steps[0].goal.all[1], { field: 'codeSize', is: 16 });
  });

  /** @type {[string, (lesson: any, step: any) => void, RegExp][]} */
  const kRefused = [
    ['another format', (it) => (it.format = 'lesson-9'), /^format: expected "hourglass-lesson-1", got "lesson-9"$/],
    ['no title', (it) => delete it.title, /^title: expected an object, got nothing$/],
    ['an unknown field', (it) => (it.script = 'alert(1)'), /^the lesson: there is no field "script"/],
    ['a field without a name', (it) => (it[''] = 1), /^the lesson: there is no field "", expected format/],
    ['an unknown field of a step', (_, step) => (step.html = '<b>'), /^steps\[0\]: there is no field "html", expected title, text/],
    ['a language that is missing', (_, step) => delete step.title.de, /^steps\[0\]\.title\.de: expected a text, got nothing$/],
    ['a language that is no language', (it) => (it.title = { english: 'x' }), /^title: expected languages such as en or de, got "english"$/],
    ['an empty text', (_, step) => (step.text = ' '), /^steps\[0\]\.text: expected a text that is not empty/],
    ['a text that is too long', (_, step) => (step.text = 'x'.repeat(2001)), /^steps\[0\]\.text: expected at most 2000 letters, got 2001$/],
    ['a text that is a number', (_, step) => (step.text = 7), /^steps\[0\]\.text: expected an object, got 7$/],
    ['no steps', (it) => (it.steps = []), /^steps: expected a list of 1 to 40, got a list of 0$/],
    ['too many steps', (it, step) => (it.steps = Array(41).fill(step)), /^steps: expected a list of 1 to 40, got a list of 41$/],
    ['minutes in words', (it) => (it.minutes = 'ten'), /^minutes: expected a whole number from 1 to 240, got "ten"$/],
    ['a recipe that is too deep', (_, step) => (step.preset.recipe = { encoder: nested(20) }), /^steps\[0\]\.preset\.recipe: expected a recipe of at most 16 levels, got an object$/],
    ['one choice', (_, step) => step.prediction.choices.pop(), /^steps\[0\]\.prediction\.choices: expected a list of 2 to 5/],
    ['no right choice', (_, step) => delete step.prediction.choices[0].right, /^steps\[0\]\.prediction\.choices: expected one choice with "right": true/],
    ['a reveal without a prediction', (_, step) => delete step.prediction, /^steps\[0\]\.reveal: expected a prediction beside it/],
    ['a preset that smuggles a field in', (_, step) => (step.preset.noise = 'none;recipe=A'), /^steps\[0\]\.preset\.noise: expected a text that matches/],
    ['a recipe that smuggles a field in', (_, step) => (step.preset.recipe = 'B;seed=1'), /^steps\[0\]\.preset\.recipe: expected a text that matches/],
    ['weights without a recipe', (_, step) => (step.preset = { trained: true }), /^steps\[0\]\.preset\.trained: expected a recipe beside it/],
    ['an unknown panel', (_, step) => (step.preset.panel = 'house'), /^steps\[0\]\.preset\.panel: expected one of draw, train/],
    ['a control that smuggles a field in', (_, step) => (step.preset.hide = ['noise;recipe=A']), /^steps\[0\]\.preset\.hide\[0\]: expected a text that matches/],
    ['a seed that is no whole number', (_, step) => (step.reveal.seed = 1.5), /^steps\[0\]\.reveal\.seed: expected a whole number/],
    ['a huge recipe', (_, step) => (step.preset.recipe = { name: 'x'.repeat(20_001) }), /^steps\[0\]\.preset\.recipe: expected at most 20000 letters of recipe/],
    ['a button that there is not', (_, step) => (step.buttons = ['format-disk']), /^steps\[0\]\.buttons\[0\]: expected one of start, pause/],
    ['a goal over an unknown field', (_, step) => (step.goal.all[0].field = 'constructor'), /^steps\[0\]\.goal\.all\[0\]\.field: expected one of testLoss/],
    ['a goal with code in it', (_, step) => (step.goal.all = ['state.testLoss < 1']), /^steps\[0\]\.goal\.all\[0\]: expected an object, got "state/],
    ['a goal with two bounds', (_, step) => (step.goal.all[0].above = 1), /^steps\[0\]\.goal\.all\[0\]: expected one of below, above, is, got a list of 2$/],
    ['a bound for a text', (_, step) => (step.goal.all[0] = { field: 'panel', below: 3 }), /^steps\[0\]\.goal\.all\[0\]\.below: expected "is" for a field that is no number/],
    ['an unknown action', (_, step) => (step.goal.all[0] = { did: 'toString' }), /^steps\[0\]\.goal\.all\[0\]\.did: expected one of drew/],
    ['an action on no item', (_, step) => (step.goal.all[0] = { did: 'used' }), /^steps\[0\]\.goal\.all\[0\]\.item: expected a text, got nothing$/],
  ];
  for (const [what, change, sentence] of kRefused) {
    test(`refuses ${what}`, () => {
      assert.throws(() => parseLesson(changed(change)), (error) => {
        assert.match(error.message, sentence);
        return true;
      });
    });
  }

  test('refuses what is no lesson at all', () => {
    assert.throws(() => parseLesson('v1;recipe=B'), /^Error: expected JSON, but /);
    for (const content of ['null', '7', '[]', '"x"']) {
      assert.throws(() => parseLesson(content), /the lesson: expected an object, got /);
    }
    const endless = ' '.repeat(kLongestLesson + 1);
    assert.throws(() => parseLesson(endless), /expected at most 256000 letters of lesson, got 256001/);
    const proto = JSON.stringify(whole()).replace('{"en":"Title"', '{"__proto__":"x","en":"Title"');
    assert.throws(() => parseLesson(proto), /title: expected languages such as en or de, got "__proto__"/);
  });

  test('a preset becomes a state as text', () => {
    const [step] = parseLesson(JSON.stringify(whole())).steps;
    assert.equal(stateOfPreset(step.preset), 'v1;recipe=B;weights=trained;noise=gaussian:0.5;panel=draw;drawing=none');
    assert.equal(stateOfPreset(step.reveal), 'v1;recipe=C-2;seed=7;rate=0.01;train-noise=masking:0.5');
    const json = stateOfPreset({ recipe: { name: 'ü' } });
    assert.match(json, /^v1;recipe=json\.[\w-]+$/);
    assert.equal(Buffer.from(json.split('json.')[1], 'base64url').toString(), '{"name":"ü"}');
    assert.equal(settingsIn(stateOfPreset(step.preset)).noise, 'gaussian:0.5');
    assert.equal(stateOfPreset({ hide: ['noise', 'keep'] }), 'v1;hide=noise:keep');
    assert.equal(stateOfPreset({ hide: [] }), 'v1;hide=none');
  });
});

describe('the page’s lessons', async () => {
  const { lessons, extras } = JSON.parse(await readFile(new URL('index.json', kFolder), 'utf8'));

  test('are six and two extras, and no file is left out', async () => {
    assert.equal(lessons.length, 6);
    assert.equal(extras.length, 2);
    const files = (await readdir(kFolder)).filter((name) => name !== 'index.json');
    assert.deepEqual(files.sort(), [...lessons, ...extras].map((name) => `${name}.json`).sort());
  });

  for (const name of [...lessons, ...extras]) {
    test(`${name} is valid in English and German, short, and asks before it shows`, async () => {
      const { languages, steps } = parseLesson(
        await readFile(new URL(`${name}.json`, kFolder), 'utf8'),
      );
      assert.deepEqual(languages, ['en', 'de']);
      assert.ok(steps.length >= 5 && steps.length <= 8, `${steps.length} steps`);
      assert.ok(steps.filter((step) => step.prediction).length >= 2, 'predictions');
      assert.ok(steps.filter((step) => step.goal).length >= 3, 'goals');
      for (const { text } of steps) {
        assert.deepEqual(Object.keys(text), ['en', 'de']);
        assert.ok(text.en.length <= 600 && text.de.length <= 700, text.en);
      }
    });
  }
});

describe('the page’s words', () => {
  test('are the same in every language, with the same places', () => {
    const places = (words) =>
      Object.entries(words).map(([key, text]) => [key, ...(text.match(/\{\w+\}/g) ?? [])].join(' '));
    for (const words of Object.values(kWords)) {
      assert.deepEqual(places(words).sort(), places(kWords.en).sort());
    }
  });

  test('name every field that a goal can ask for', () => {
    for (const field of Object.keys(kFields)) assert.ok(kWords.en[`field.${field}`], field);
  });
});

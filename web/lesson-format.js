// Lessons as files: JSON, which is read here as if it came from an enemy. What a lesson can hold and
// how a teacher writes one: docs/lessons.md.

import {
  atMost,
  expect,
  flag,
  languageTable,
  list,
  nameIn,
  number,
  onlyFields,
  oneOf,
  text,
  wholeNumber,
} from './lesson-checks.js';
import { kActions, kFields } from './lesson-goals.js';

export const kFormat = 'hourglass-lesson-1';
/** A lesson's file is no longer than this. */
export const kLongestLesson = 256_000;

const kMostSteps = 40;
const kMostChoices = 5;
const kMostConditions = 6;
const kPanels = ['draw', 'train', 'code', 'morph', 'inside', 'compare', 'keep'];
/** Buttons of the page that a step may offer. */
export const kButtons = ['start', 'pause', 'step', 'reset', 'pretrained'];

/** A text in each of a lesson's languages; '*' stands for any language.
 * @typedef {Record<string, string>} Words */

/**
 * @typedef {Object} Preset
 * @property {string | object} [recipe]
 * @property {boolean} [trained]
 * @property {number} [seed]
 * @property {number} [rate]
 * @property {string} [trainNoise]
 * @property {string} [noise]
 * @property {number} [roll]
 * @property {string} [panel]
 * @property {string} [drawing]
 * @property {string[]} [hide]
 */

/**
 * @typedef {Object} Condition  either of a field or of an action
 * @property {string} [field]
 * @property {number} [below]
 * @property {number} [above]
 * @property {string | number | boolean} [is]
 * @property {string} [did]
 * @property {string} [item]
 * @property {number} [steps]
 */

/** @typedef {{task: Words, all: Condition[]}} Goal */
/** @typedef {{text: Words, right: boolean}} Choice */
/** @typedef {{question: Words, choices: Choice[], explanation: Words}} Prediction */
/** @typedef {{label: Words, preset: Preset}} Offer */

/**
 * @typedef {Object} Step
 * @property {Words} title
 * @property {Words} text
 * @property {Preset} [preset]
 * @property {'always' | 'after prediction'} visible
 * @property {Prediction} [prediction]
 * @property {Preset} [reveal]
 * @property {string[]} buttons
 * @property {Offer} [offer]
 * @property {Goal} [goal]
 * @property {Words} [after]
 */

/**
 * @typedef {Object} Lesson
 * @property {string[]} languages  '*' alone where the texts are in one language, unnamed
 * @property {Words} title
 * @property {Words} summary
 * @property {number} minutes
 * @property {Step[]} steps
 */

/**
 * Reads a lesson. Throws an Error with a sentence that names the field, what was found there and what
 * was expected.
 * @param {string} content
 * @returns {Lesson}
 */
export function parseLesson(content) {
  if (content.length > kLongestLesson) {
    throw new Error(
      `expected at most ${kLongestLesson} letters of lesson, got ${content.length}`,
    );
  }
  const raw = readJson(content);
  onlyFields(raw, 'the lesson', ['format', 'title', 'summary', 'minutes', 'steps']);
  oneOf(raw.format, 'format', [kFormat]);
  const languages = languageTable(raw.title, 'title');
  const words = (value, where, longest) => text(value, where, longest, languages);
  return {
    languages,
    title: words(raw.title, 'title', 80),
    summary: words(raw.summary, 'summary', 300),
    minutes: wholeNumber(raw.minutes, 'minutes', 1, 240),
    steps: list(raw.steps, 'steps', 1, kMostSteps).map((step, i) =>
      readStep(step, `steps[${i}]`, words),
    ),
  };
}

function readJson(content) {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`expected JSON, but ${error.message}`, { cause: error });
  }
}

/** A part that may be left out. */
const ifAny = (value, read) => (value === undefined ? undefined : read(value));

/** @returns {Step} */
function readStep(raw, at, words) {
  onlyFields(raw, at, [
    ...['title', 'text', 'preset', 'visible', 'prediction'],
    ...['reveal', 'buttons', 'offer', 'goal', 'after'],
  ]);
  const part = (name) => `${at}.${name}`;
  const step = {
    title: words(raw.title, part('title'), 80),
    text: words(raw.text, part('text'), 2000),
    preset: ifAny(raw.preset, (it) => readPreset(it, part('preset'))),
    visible: ifAny(raw.visible, (it) => oneOf(it, part('visible'), ['always', 'after prediction'])),
    prediction: ifAny(raw.prediction, (it) => readPrediction(it, part('prediction'), words)),
    reveal: ifAny(raw.reveal, (it) => readPreset(it, part('reveal'))),
    buttons: list(raw.buttons ?? [], part('buttons'), 0, kButtons.length).map((name, i) =>
      oneOf(name, `${part('buttons')}[${i}]`, kButtons),
    ),
    offer: ifAny(raw.offer, (it) => readOffer(it, part('offer'), words)),
    goal: ifAny(raw.goal, (it) => readGoal(it, part('goal'), words)),
    after: ifAny(raw.after, (it) => words(it, part('after'), 2000)),
  };
  expect(step.prediction || !step.reveal, part('reveal'), 'a prediction beside it', undefined);
  const hidden = step.visible === 'after prediction';
  expect(step.prediction || !hidden, part('visible'), 'a prediction beside it', undefined);
  return { ...step, visible: step.visible ?? 'always' };
}

/** @returns {Prediction} */
function readPrediction(raw, at, words) {
  onlyFields(raw, at, ['question', 'choices', 'explanation']);
  const choices = list(raw.choices, `${at}.choices`, 2, kMostChoices).map((choice, i) => {
    const here = `${at}.choices[${i}]`;
    onlyFields(choice, here, ['text', 'right']);
    return {
      text: words(choice.text, `${here}.text`, 200),
      right: flag(choice.right ?? false, `${here}.right`),
    };
  });
  const right = choices.filter((choice) => choice.right).length;
  expect(right > 0, `${at}.choices`, 'one choice with "right": true', undefined);
  return {
    question: words(raw.question, `${at}.question`, 400),
    choices,
    explanation: words(raw.explanation, `${at}.explanation`, 1500),
  };
}

/** @returns {Offer} */
function readOffer(raw, at, words) {
  onlyFields(raw, at, ['label', 'preset']);
  return {
    label: words(raw.label, `${at}.label`, 60),
    preset: readPreset(raw.preset, `${at}.preset`),
  };
}

// What stands in a preset becomes fields of a state as text (docs/page-api.md), whose values are of
// these letters alone; whether they mean something the engine says when it takes them up.
const kStateValue = /^[\w.:+-]*$/;
const kLongestDrawing = 20_000;
const kLongestRecipe = 20_000;
const kMostHidden = 40;
const kDeepestRecipe = 16; // the engine has the same bound

/** @returns {Preset} */
function readPreset(raw, at) {
  onlyFields(raw, at, [
    ...['recipe', 'trained', 'seed', 'rate'],
    ...['trainNoise', 'noise', 'roll', 'panel', 'drawing', 'hide'],
  ]);
  const value = (name, longest) =>
    ifAny(raw[name], (it) => nameIn(it, `${at}.${name}`, longest, kStateValue));
  const preset = {
    recipe: ifAny(raw.recipe, (it) => readRecipe(it, `${at}.recipe`)),
    trained: ifAny(raw.trained, (it) => flag(it, `${at}.trained`)),
    seed: ifAny(raw.seed, (it) => wholeNumber(it, `${at}.seed`, 0, Number.MAX_SAFE_INTEGER)),
    rate: ifAny(raw.rate, (it) => number(it, `${at}.rate`)),
    trainNoise: value('trainNoise', 60),
    noise: value('noise', 60),
    roll: ifAny(raw.roll, (it) => wholeNumber(it, `${at}.roll`, 0, Number.MAX_SAFE_INTEGER)),
    panel: ifAny(raw.panel, (it) => oneOf(it, `${at}.panel`, kPanels)),
    drawing: value('drawing', kLongestDrawing),
    hide: ifAny(raw.hide, (it) =>
      list(it, `${at}.hide`, 0, kMostHidden).map((name, i) =>
        nameIn(name, `${at}.hide[${i}]`, 20, /^[a-z]+$/),
      ),
    ),
  };
  for (const name of ['trained', 'seed', 'rate', 'trainNoise']) {
    const alone = preset[name] !== undefined && preset.recipe === undefined;
    expect(!alone, `${at}.${name}`, 'a recipe beside it', undefined);
  }
  // What is left out is left out: presets are put together.
  return Object.fromEntries(Object.entries(preset).filter(([, value]) => value !== undefined));
}

function readRecipe(raw, at) {
  if (typeof raw === 'string') return nameIn(raw, at, 100, kStateValue);
  onlyFields(raw, at, null);
  const levels = `a recipe of at most ${kDeepestRecipe} levels`;
  expect(!isDeeper(raw, kDeepestRecipe), at, levels, raw);
  atMost(JSON.stringify(raw).length, at, kLongestRecipe, 'letters of recipe');
  return raw;
}

function isDeeper(value, levels) {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/** @returns {Goal} */
function readGoal(raw, at, words) {
  onlyFields(raw, at, ['task', 'all']);
  return {
    task: words(raw.task, `${at}.task`, 400),
    all: list(raw.all, `${at}.all`, 1, kMostConditions).map((condition, i) =>
      readCondition(condition, `${at}.all[${i}]`),
    ),
  };
}

/** @returns {Condition} */
function readCondition(raw, at) {
  onlyFields(raw, at, ['field', 'below', 'above', 'is', 'did', 'item', 'steps']);
  if (raw.did !== undefined) {
    onlyFields(raw, at, ['did', 'item', 'steps']);
    const did = oneOf(raw.did, `${at}.did`, Object.keys(kActions));
    return {
      did,
      item: did === 'used' ? nameIn(raw.item, `${at}.item`, 60, /^[\w-]+\*?$/) : undefined,
      steps: ifAny(raw.steps, (it) => wholeNumber(it, `${at}.steps`, 1, 1_000_000)),
    };
  }
  const field = oneOf(raw.field, `${at}.field`, Object.keys(kFields));
  const bounds = ['below', 'above', 'is'].filter((name) => raw[name] !== undefined);
  expect(bounds.length === 1, at, 'one of below, above, is', bounds);
  const [bound] = bounds;
  const kind = kFields[field].type;
  const where = `${at}.${bound}`;
  if (bound !== 'is') {
    expect(kind === 'number', where, `"is" for a field that is no number`, bound);
    return { field, [bound]: number(raw[bound], where) };
  }
  if (kind === 'number') return { field, is: number(raw.is, where) };
  if (kind === 'flag') return { field, is: flag(raw.is, where) };
  return { field, is: nameIn(raw.is, where, 100, /^[\w .:+&-]+$/) };
}

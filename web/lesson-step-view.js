// A step of a lesson as HTML: text, prediction, task, and what comes after.

import { inline, make, paragraphs } from './elements.js';
import { figures, say } from './language.js';
import { kFields } from './lesson-goals.js';

/** @typedef {import('./lesson-run.js').LessonRun} LessonRun */
/** @typedef {import('./lesson-goals.js').Sight} Sight */
/** @typedef {import('./lesson-format.js').Condition} Condition */

/**
 * What a step's view needs besides the run.
 * @typedef {Object} StepTools
 * @property {(words: Record<string, string>) => string} inLanguage
 * @property {(button: string) => void} press  one of the page's actions
 */

/**
 * @param {LessonRun} run
 * @param {StepTools} tools
 * @returns {(HTMLElement | null)[]}
 */
export function stepParts(run, tools) {
  const { step } = run;
  const title = make('h3', { id: 'lesson-step', tabIndex: -1 }, tools.inLanguage(step.title));
  const { prediction } = step;
  const isOver = run.isPredicted && run.isMet;
  return [
    title,
    make('div.lesson-text', {}, ...paragraphs(tools.inLanguage(step.text))),
    prediction ? predictionPart(run, tools) : null,
    step.goal && run.isPredicted ? goalPart(run, tools) : null,
    prediction && isOver ? explanation(run, tools) : null,
    step.after && isOver
      ? make('div.lesson-text', {}, ...paragraphs(tools.inLanguage(step.after)))
      : null,
  ];
}

function predictionPart(run, { inLanguage }) {
  const { question, choices } = run.step.prediction;
  const made = run.chosen !== undefined;
  const isOver = made && run.isMet;
  const button = /** @type {HTMLButtonElement} */ (
    make('button.primary', { type: 'submit', disabled: true }, say('predict'))
  );
  const rows = choices.map((choice, i) => {
    const radio = make('input', {
      ...{ type: 'radio', name: 'prediction', value: String(i) },
      ...{ checked: run.chosen === i, disabled: made },
      onchange: () => (button.disabled = false),
    });
    const notes = [
      isOver && choice.right ? say('wasRight') : '',
      made && run.chosen === i ? say('yours') : '',
    ].filter(Boolean);
    const note = notes.length > 0 ? make('span.note', {}, notes.join(', ')) : null;
    const words = make('span', {}, ...inline(inLanguage(choice.text)));
    const row = make('label', {}, radio, words, note);
    row.classList.toggle('right', isOver && choice.right);
    return row;
  });
  const onsubmit = (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    if (data.has('prediction')) run.predict(Number(data.get('prediction')));
  };
  const legend = make('legend', {}, ...inline(inLanguage(question)));
  return make(
    ...['form', { className: 'prediction', onsubmit }],
    make('fieldset', {}, legend, ...rows),
    made ? null : button,
  );
}

function explanation(run, { inLanguage }) {
  const { choices, explanation: words } = run.step.prediction;
  const verdict = say(choices[run.chosen].right ? 'right' : 'wrong');
  const [first, ...rest] = paragraphs(inLanguage(words));
  first.prepend(make('strong', {}, verdict), ' ');
  return make('div.explanation', {}, first, ...rest);
}

function goalPart(run, tools) {
  const { goal, buttons, offer } = run.step;
  const { inLanguage, press } = tools;
  const actions = buttons.map((name) =>
    make('button', { type: 'button', onclick: () => press(name) }, say(name)),
  );
  if (offer) {
    const onclick = () => run.takeOffer();
    actions.push(make('button', { type: 'button', onclick }, inLanguage(offer.label)));
  }
  return make(
    ...['section', { className: 'goal', 'aria-labelledby': 'lesson-task' }],
    make('h4', { id: 'lesson-task' }, say('task')),
    ...paragraphs(inLanguage(goal.task)),
    actions.length > 0 ? make('div.lesson-buttons', {}, ...actions) : null,
    make('ul.conditions', {}, ...goal.all.map(() => make('li'))),
    run.isMet
      ? make('p.reached', {}, say('reached'))
      : make('button.quiet', { type: 'button', onclick: () => run.passGoal() }, say('skip')),
  );
}

/**
 * Writes how far the goal is into the step's view.
 * @param {HTMLElement} panel
 * @param {LessonRun} run
 * @param {Sight} sight
 */
export function showSight(panel, run, sight) {
  const rows = panel.querySelectorAll('.conditions li');
  run.step.goal.all.forEach((condition, i) => {
    const row = /** @type {HTMLElement | undefined} */ (rows[i]);
    if (!row) return;
    const holds = run.holds(condition, sight);
    const words = conditionWords(condition, sight, holds);
    if (row.textContent !== words) row.textContent = words;
    row.classList.toggle('met', holds);
  });
}

/** @param {Condition} condition @param {Sight} sight @param {boolean} holds */
function conditionWords(condition, sight, holds) {
  if (condition.did) {
    const { steps = 1 } = condition;
    return `${say(`did.${condition.did}`, { steps })}: ${say(holds ? 'yes' : 'notYet')}`;
  }
  const { field } = condition;
  const value = kFields[field].see(sight);
  const goal = `${say('goal')}: ${boundWords(condition)}`;
  return `${fieldName(field, sight)} ${valueWords(value)}, ${goal}`;
}

function fieldName(field, { state }) {
  const isMse = state.recipe?.loss === 'mse' && !(state.recipe.penalties?.length > 0);
  return say(`field.${field === 'testLoss' && isMse ? 'testMse' : field}`);
}

/** @param {Condition} condition */
function boundWords({ below, above, is }) {
  if (below !== undefined) return say('below', { value: valueWords(below, true) });
  if (above !== undefined) return say('above', { value: valueWords(above, true) });
  return valueWords(is, true);
}

/** A value as one reads it; a bound keeps the digits that the lesson gave it. */
function valueWords(value, isBound = false) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return say(value ? 'yes' : 'notYet');
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return figures(value, 0);
  if (isBound) return figures(value, Math.min(6, String(value).split('.')[1]?.length ?? 4));
  return figures(value, value < 1 ? 4 : 2);
}

// Lessons in the page: opened by ?lesson=name, ?lessons, a button or a file; taken in a panel beside the
// laboratory.

import { make } from './elements.js';
import { pageLanguage, say } from './language.js';
import { fetchLesson, fetchLessons } from './lesson-files.js';
import { parseLesson } from './lesson-format.js';
import { languageOf, menuParts } from './lesson-menu.js';
import { LessonPanel } from './lesson-panel.js';
import { LessonRun } from './lesson-run.js';
import { showSight, stepParts } from './lesson-step-view.js';
import { attachLessonsButton } from './lessons-button.js';
import { showLicences } from './licences.js';
import { showNotice } from './screen.js';

/** @typedef {import('./lesson-format.js').Lesson} Lesson */
/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

const kQuery = 'lesson';

/**
 * Makes lessons available, and opens the one in the address.
 * @param {import('./api.js').HourglassApi} api
 * @param {Laboratory} laboratory
 */
export function attachLessons(api, laboratory) {
  const lessons = new Lessons(api, laboratory);
  laboratory.lessons = lessons;
  attachLessonsButton(() => lessons.openMenu());
  const query = new URLSearchParams(location.search);
  const name = query.get(kQuery);
  if (name) lessons.open(name);
  else if (query.has('lessons')) lessons.openMenu();
}

export class Lessons {
  #api;
  #laboratory;
  #panel = new LessonPanel();
  /** @type {LessonRun | null} */
  #run = null;
  /** What had the focus before the panel opened. @type {HTMLElement | null} */
  #before = null;

  /** @param {import('./api.js').HourglassApi} api @param {Laboratory} laboratory */
  constructor(api, laboratory) {
    this.#api = api;
    this.#laboratory = laboratory;
  }

  /** @param {string} [title]  instead of "Lessons" */
  async openMenu(title = say('lessons')) {
    this.#leaveRun();
    remember('');
    try {
      const entries = await fetchLessons();
      this.#show({
        title,
        buttons: [this.#closeButton()],
        body: [...menuParts(entries, (name) => this.open(name)), licencesButton()],
        foot: [],
        language: pageLanguage(),
      });
      this.#panel.focus('.lesson-entry');
    } catch (error) {
      showNotice(say('lessonFailed', { reason: error.message }), () => this.openMenu());
    }
  }

  /** @param {string} name  of one of the page's lessons, or an address on its server */
  async open(name) {
    try {
      const lesson = await fetchLesson(name);
      remember(name);
      this.#begin(lesson, name);
    } catch (error) {
      showNotice(say('lessonFailed', { reason: error.message }), () => this.open(name));
    }
  }

  /** A lesson from a file. Throws a sentence when it is none. @param {string} content */
  openText(content) {
    const lesson = parseLesson(content);
    remember('');
    this.#begin(lesson, '');
  }

  close() {
    this.#leaveRun();
    remember('');
    this.#panel.close();
    const back = this.#before?.isConnected ? this.#before : document.getElementById('canvas');
    this.#before = null;
    back?.focus({ preventScroll: true });
  }

  /** @param {Lesson} lesson @param {string} key */
  #begin(lesson, key) {
    this.#leaveRun();
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    const run = new LessonRun(lesson, key, this.#laboratory, canvas, {
      onStep: () => {
        this.#showStep(run);
        this.#panel.focus('#lesson-step');
      },
      onChange: () => this.#showChange(run),
      onSight: (sight) => showSight(this.#panel.body, run, sight),
      onFailure: ({ message }) => showNotice(say('presetFailed', { reason: message })),
    });
    this.#run = run;
    run.begin();
  }

  #leaveRun() {
    this.#run?.end();
    this.#run = null;
    cover(false);
  }

  /** @param {Parameters<LessonPanel['show']>[0]} content */
  #show(content) {
    const { activeElement } = document;
    if (!this.#panel.isOpen && activeElement instanceof HTMLElement) this.#before = activeElement;
    this.#panel.show(content);
  }

  /** @param {LessonRun} run */
  #showStep(run) {
    const { lesson, index } = run;
    const { language, inLanguage } = languageOf(lesson);
    const { length } = lesson.steps;
    const place = say('stepOf', { step: index + 1, steps: length });
    const button = (words, onclick, disabled = false) =>
      make('button', { type: 'button', disabled, onclick }, words);
    const next = button(
      ...[say(run.isLast ? 'end' : 'next'), () => this.#next(run)],
      !(run.isPredicted && run.isMet),
    );
    next.classList.add('primary', 'next');
    this.#show({
      title: inLanguage(lesson.title),
      language,
      buttons: [
        roundButton('☰', say('menu'), () => this.openMenu()),
        this.#closeButton(),
      ],
      progress: [
        make('progress', { max: length, value: index + 1, 'aria-label': place }),
        make('p.note', {}, place),
      ],
      body: stepParts(run, { inLanguage, press: (name) => this.#press(name) }),
      foot: [button(say('back'), () => run.turn(-1), index === 0), next],
    });
    cover(run.isCovered);
  }

  /** A prediction was made, or a goal met. @param {LessonRun} run */
  #showChange(run) {
    const { step } = run;
    this.#showStep(run);
    const isOver = run.isPredicted && run.isMet;
    const reached = step.goal && isOver ? say('reached') : '';
    const verdict =
      step.prediction && isOver
        ? say(step.prediction.choices[run.chosen].right ? 'right' : 'wrong')
        : '';
    this.#panel.announce([reached, verdict].filter(Boolean).join(' '));
    // The button that was pressed is gone.
    if (document.activeElement === document.body) this.#panel.body.focus({ preventScroll: true });
    const news = this.#panel.body.querySelector(isOver ? '.explanation, .reached' : '.goal');
    news?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {LessonRun} run */
  #next(run) {
    if (!run.isLast) {
      run.turn(1);
      return;
    }
    run.finish();
    const { inLanguage } = languageOf(run.lesson);
    this.openMenu(say('doneTitle', { title: inLanguage(run.lesson.title) }));
  }

  /** @param {string} name  one of kButtons in lesson-format.js */
  #press(name) {
    const { start, pause, step, reset, loadPretrained } = this.#api;
    const actions = { start, pause, step, reset, pretrained: loadPretrained };
    actions[name]().catch((error) => showNotice(error.message));
  }

  #closeButton() {
    return roundButton('✕', say('close'), () => this.close());
  }
}

/** @param {string} sign @param {string} label @param {() => void} onclick */
function roundButton(sign, label, onclick) {
  return make('button.round', { type: 'button', 'aria-label': label, onclick }, sign);
}

function licencesButton() {
  const show = () => showLicences().catch((error) => showNotice(`${error.message}.`, show));
  return make('button', { type: 'button', onclick: show }, say('licences'));
}

/** Covers the laboratory until a prediction is made. @param {boolean} covered */
function cover(covered) {
  document.getElementById('curtain').hidden = !covered;
  document.getElementById('canvas').inert = covered;
}

/** The lesson in the address, so that a reload comes back to it. @param {string} name */
function remember(name) {
  const address = new URL(location.href);
  if (name) address.searchParams.set(kQuery, name);
  else address.searchParams.delete(kQuery);
  try {
    history.replaceState(null, '', address);
  } catch {
    // Not every frame may change its address: then a reload does not come back here.
  }
}

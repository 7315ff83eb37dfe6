// A lesson that is being taken: its step, the predictions made, the goals met. It sets up the
// laboratory for each step and watches it; what it looks like is not known here.

import { applyState, keepHidden } from './link.js';
import { isMet, kOffer, settingsIn } from './lesson-goals.js';
import { recipeNameOf, stateOfPreset } from './lesson-presets.js';
import { keepProgress, progressOf } from './lesson-progress.js';

/** @typedef {import('./lesson-format.js').Lesson} Lesson */
/** @typedef {import('./lesson-format.js').Preset} Preset */
/** @typedef {import('./lesson-goals.js').Sight} Sight */

/** How often the laboratory is looked at. */
const kLookEvery = 250;
/** What the keyboard presses in the laboratory, where only the laboratory knows what it is on. */
const kPressingKeys = ['Enter', ' '];

export class LessonRun {
  #laboratory;
  #canvas;
  #watcher;
  #progress;
  #timer = 0;
  #ended = false;
  /** Something was hidden or shown. */
  #hides = false;
  /** @type {string[]} */
  #hiddenBefore;
  /** Presets are applied one after the other. @type {Promise<void>} */
  #setting = Promise.resolve();
  #settings = { frames: -1, fields: {} };
  #used = new Set();
  /** @type {Sight | null} when the step began; null until the laboratory is set up for it */
  #first = null;

  /**
   * @param {Lesson} lesson
   * @param {string} key  that its progress is kept by; empty: it is not kept
   * @param {import('./laboratory.js').Laboratory} laboratory
   * @param {HTMLCanvasElement} canvas
   * @param {{onStep: () => void, onChange: () => void, onSight: (sight: Sight) => void,
   *   onFailure: (error: Error) => void}} watcher
   *   another step; something in the step; a look at the laboratory; it could not be set up
   */
  constructor(lesson, key, laboratory, canvas, watcher) {
    this.lesson = lesson;
    this.key = key;
    this.#laboratory = laboratory;
    this.#canvas = canvas;
    this.#watcher = watcher;
    this.#hiddenBefore = laboratory.engine.state().hidden;
    this.#progress = progressOf(key);
    this.index = Math.min(this.#progress.step, lesson.steps.length - 1);
    canvas.addEventListener('pointerdown', this.#onPress, { capture: true });
    canvas.addEventListener('keydown', this.#onKey, { capture: true });
  }

  /** Begins, or goes on where it was left. */
  begin() {
    const last = this.#lastWith('recipe');
    const inUse = this.#laboratory.engine.state().recipe?.name;
    // What the student has drawn and trained may still be here, remembered by the page.
    const isThere = this.index > 0 && last && recipeNameOf(last) === inUse;
    if (isThere) this.#enter({ panel: this.step.preset?.panel ?? last.panel }, true);
    else this.#enter({ ...last, ...this.step.preset });
  }

  /** The newest preset with such a field that the student has come by. @param {keyof Preset} field */
  #lastWith(field) {
    const presets = this.lesson.steps.slice(0, this.index + 1).flatMap((step, i) => {
      const isRevealed = i < this.index || this.isPredicted;
      return [step.preset, isRevealed ? step.reveal : undefined];
    });
    return presets.filter((it) => it?.[field] !== undefined).at(-1);
  }

  end() {
    this.#ended = true;
    if (this.#hides) this.#showAsBefore();
    clearInterval(this.#timer);
    this.#canvas.removeEventListener('pointerdown', this.#onPress, { capture: true });
    this.#canvas.removeEventListener('keydown', this.#onKey, { capture: true });
  }

  #showAsBefore() {
    const { commands, engine } = this.#laboratory;
    const state = stateOfPreset({ hide: this.#hiddenBefore });
    commands.send(() => engine.loadState(state, null, '')); // at once: another lesson may follow
  }

  get step() {
    return this.lesson.steps[this.index];
  }
  /** The choice that was predicted, or undefined: what was kept may be of another version. */
  get chosen() {
    const choice = this.#progress.chosen[this.index];
    return this.step.prediction?.choices[choice] ? choice : undefined;
  }
  get isPredicted() {
    return !this.step.prediction || this.chosen !== undefined;
  }
  /** Whether the goal was met, or passed over. */
  get isMet() {
    return !this.step.goal || this.#progress.met[this.index] === true;
  }
  get isLast() {
    return this.index === this.lesson.steps.length - 1;
  }
  get isCovered() {
    return this.step.visible === 'after prediction' && !this.isPredicted;
  }

  /** @param {number} by  1 or -1 */
  turn(by) {
    const last = this.lesson.steps.length - 1;
    this.index = Math.max(0, Math.min(last, this.index + by));
    this.#enter(this.step.preset);
  }

  /** The next time it begins anew. */
  finish() {
    this.#progress = { step: 0, done: true, chosen: {}, met: {} };
    this.#keep();
  }

  /** @param {number} choice */
  predict(choice) {
    if (this.chosen !== undefined) return;
    this.#progress.chosen[this.index] = choice;
    this.#keep();
    if (this.step.reveal) this.#apply(this.step.reveal);
    this.#changed();
  }

  /** The goal is behind the student: met, or passed over. */
  passGoal() {
    this.#progress.met[this.index] = true;
    this.#keep();
    this.#changed();
  }

  takeOffer() {
    this.#used.add(kOffer);
    this.#apply(this.step.offer.preset);
  }

  /** Sets the laboratory up. @param {Preset | undefined} preset */
  #apply(preset, done = '') {
    this.#setting = this.#setting.then(async () => {
      const { engine } = this.#laboratory;
      const { hide } = this.#lastWith('hide') ?? {};
      const text = stateOfPreset({ hide, ...preset });
      if (text === 'v1' || this.#ended) return;
      this.#hides ||= hide !== undefined;
      const whole = keepHidden(text, engine.state());
      await applyState(this.#laboratory, whole, done).catch(this.#watcher.onFailure);
    });
    return this.#setting;
  }

  /** @param {Preset | undefined} preset
   * @param {boolean} [isBack]  what the step had revealed is there */
  async #enter(preset, isBack = false) {
    clearInterval(this.#timer);
    this.#first = null;
    this.#used.clear();
    this.#progress.step = this.index;
    this.#keep();
    this.#watcher.onStep();
    const { index } = this;
    await this.#apply(preset, index === 0 ? 'Lesson begun' : '');
    // A step whose prediction was made before shows again what it had revealed.
    const isRevealed = this.step.prediction !== undefined && this.isPredicted;
    if (this.step.reveal && isRevealed && !isBack) await this.#apply(this.step.reveal);
    if (this.index !== index || this.#first || this.#ended) return;
    this.#first = this.#look();
    this.#timer = window.setInterval(() => this.#watch(), kLookEvery);
    this.#watch();
  }

  #changed() {
    this.#watcher.onChange();
    this.#watch();
  }

  #keep() {
    if (this.key) keepProgress(this.key, this.#progress);
  }

  #look() {
    const { engine } = this.#laboratory;
    const state = engine.state();
    // The text has the whole drawing in it: it is read when a frame has been drawn since.
    if (state.frames !== this.#settings.frames) {
      this.#settings = { frames: state.frames, fields: settingsIn(engine.stateText()) };
    }
    return { state, settings: this.#settings.fields, used: this.#used };
  }

  #watch() {
    const { goal } = this.step;
    if (!goal || !this.#first || !this.isPredicted) return;
    const now = this.#look();
    this.#watcher.onSight(now);
    if (!this.isMet && goal.all.every((condition) => this.holds(condition, now))) this.passGoal();
  }

  /** @param {import('./lesson-format.js').Condition} condition @param {Sight} now */
  holds(condition, now) {
    return this.#first !== null && isMet(condition, now, this.#first);
  }

  #onPress = (event) => {
    const { left, top } = this.#canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    for (const [name, [itemX, itemY, width, height]] of this.#items()) {
      const inside = x >= itemX && x < itemX + width && y >= itemY && y < itemY + height;
      if (inside) this.#used.add(name);
    }
  };

  #onKey = ({ key }) => {
    if (!kPressingKeys.includes(key)) return;
    for (const [name] of this.#items()) this.#used.add(name);
  };

  #items() {
    return Object.entries(this.#laboratory.engine.layout());
  }
}

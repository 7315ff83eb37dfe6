// The page's memory: over a reload, and after the tab or the browser was killed, the laboratory comes
// back with its settings, drawing and weights, which are no more than a few seconds old. The state's
// text is small and kept in two places: at once where a page that is left still has the time for it,
// and in one piece with the weights. Both name the run, so that the weights of another one are not
// taken for those. What does not come back: the curves and the optimiser's memory.

import { prepareValues, readText, readValue, writeText, writeValues } from './storage.js';
import { newestFirst } from './tabs.js';

/** Between something that happened and the moment when it is kept, so that more can happen. */
const kDelay = 500;
/** The same while the network is trained, which always goes on. With the writing itself no more than
 * five seconds of work are lost. */
const kTrainingDelay = 3_000;
/** After the browser had no room left. */
const kFullDelay = 20_000;

/** A browser whose database does not answer must not keep the page from starting. */
const kLongestRecall = 3_000;

/**
 * @typedef {Object} KeptState
 * @property {string} state   as text
 * @property {string} run     whose weights are kept; empty: they come with the page
 * @property {number} at      when it was kept
 */
/**
 * @typedef {Object} Remembered
 * @property {string} state   as text
 * @property {string} run     whose weights these are; empty: they come with the page
 * @property {Float32Array | null} weights
 * @property {number} step    that the run had reached
 */

/** The names under which a memory's parts are kept. @param {number} memory */
const keysOf = (memory) => {
  const end = memory > 0 ? `.${memory}` : '';
  return { state: `state${end}`, weights: `weights${end}` };
};

/** When something was last kept in a memory; 0: never. @param {number} memory */
export function lastKept(memory) {
  return textOf(memory)?.at ?? 0;
}

/** @param {number} memory @returns {KeptState | null} */
function textOf(memory) {
  try {
    return checked(JSON.parse(readText(keysOf(memory).state) ?? 'null'));
  } catch {
    return null;
  }
}

/** What was kept in a memory, or where that is empty in the newest other one; or null. Never rejects.
 * @param {number} memory
 * @returns {Promise<Remembered | null>} */
export async function recall(memory) {
  const [newest] = newestFirst(lastKept);
  return (await recallFrom(memory)) ?? (newest === memory ? null : recallFrom(newest));
}

async function recallFrom(memory) {
  const keys = keysOf(memory);
  const values = [keys.state, keys.weights].map((key) => within(kLongestRecall, readValue(key)));
  const [copy, weights] = await Promise.all(values);
  // A browser that was killed may have lost the newest of either.
  const kept = newer(textOf(memory), checked(copy));
  if (!kept) return null;
  const fits = kept.run !== '' && weights?.run === kept.run;
  return { ...kept, weights: fits ? weights.weights : null, step: fits ? weights.step : 0 };
}

/** @param {any} kept @returns {KeptState | null} */
function checked(kept) {
  if (typeof kept?.state !== 'string' || typeof kept.run !== 'string') return null;
  return { ...kept, at: Number(kept.at) || 1 };
}

/** @param {KeptState | null} a @param {KeptState | null} b */
function newer(a, b) {
  return a && (!b || a.at >= b.at) ? a : b;
}

/** What a promise brings within so many milliseconds, else null. */
function within(milliseconds, promise) {
  const late = new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
  return Promise.race([promise.catch(() => null), late]);
}

/**
 * @typedef {Object} MemoryEvents
 * @property {() => void} onNothing  this browser keeps nothing, now and later; called once
 * @property {() => void} onFull     there is no room left; what was kept before still is
 * @property {() => void} onRoom     there is room again, and all is kept
 */

export class Memory {
  #engine;
  #keys;
  #events;
  #timer = 0;
  /** When the timer is to ring: a page that is out of sight has slow timers. */
  #due = Infinity;
  #stopped = false;
  #full = false;
  #busy = false;
  #kept = ''; // which weights
  #at = 0;

  /**
   * @param {import('./engine.js').Engine} engine
   * @param {number} memory  whose: tabs.js
   * @param {MemoryEvents} events
   */
  constructor(engine, memory, events) {
    this.#engine = engine;
    this.#keys = keysOf(memory);
    this.#events = events;
    this.#at = lastKept(memory);
    prepareValues();
    const keepNow = () => this.#keep();
    document.addEventListener('visibilitychange', () => document.hidden && keepNow());
    addEventListener('pagehide', keepNow);
  }

  /** Something may have changed. @param {boolean} training */
  touch(training) {
    if (this.#stopped) return;
    if (performance.now() >= this.#due && !this.#busy) this.#keep();
    if (this.#timer) return;
    const delay = this.#full ? kFullDelay : training ? kTrainingDelay : kDelay;
    this.#due = performance.now() + delay;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      if (this.#busy) this.touch(training);
      else this.#keep();
    }, delay);
  }

  /** What happened until a few seconds ago is kept. */
  get keeps() {
    return !this.#stopped && !this.#full;
  }

  /** Nothing is kept from now on: the engine has broken down. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #keep() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#due = Infinity;
    if (this.#stopped) return;
    this.#busy = true;
    try {
      await this.#write();
      if (this.#full) this.#events.onRoom();
      this.#full = false;
    } catch (error) {
      this.#kept = '';
      if (error?.name !== 'QuotaExceededError') return this.#giveUp();
      if (!this.#full) this.#events.onFull();
      this.#full = true;
    } finally {
      this.#busy = false;
    }
  }

  #giveUp() {
    if (!this.#stopped) this.#events.onNothing();
    this.stop();
  }

  // The text is written, and the rest on its way, at once: a page that is left has no more time.
  async #write() {
    const { recipe, parameters, pretrained, step, commandsTaken } = this.#engine.state();
    if (parameters === 0) return;
    const run = pretrained ? '' : `${recipe.name} ${recipe.seed}`;
    this.#at = Math.max(Date.now(), this.#at + 1);
    const kept = { state: this.#engine.stateText(), run, at: this.#at };
    this.#writeText(JSON.stringify(kept));
    /** @type {Record<string, any>} */
    const values = { [this.#keys.state]: kept };
    const version = `${run} ${commandsTaken} ${step}`;
    const isNew = run !== '' && version !== this.#kept;
    if (isNew) {
      this.#kept = version;
      values[this.#keys.weights] = { run, step, weights: this.#engine.parameters() };
    }
    await writeValues(values);
  }

  #writeText(text) {
    try {
      writeText(this.#keys.state, text);
    } catch (error) {
      if (error?.name !== 'QuotaExceededError') throw error; // the database has more room
    }
  }
}

// The running laboratory: the engine with its frames, its slices of training and its commands.

import { Commands } from './commands.js';
import { bringWantedWeights } from './content.js';
import { Frames } from './frames.js';
import { attachPointer } from './pointer.js';
import { LiveLine } from './screen.js';
import { Slices } from './slices.js';
import { attachSurface } from './surface.js';

export class Laboratory {
  #frames;
  #slices;
  #liveLine = new LiveLine();
  #newsScheduled = false;
  #onBreakdown;
  /** @type {Promise<void>} */
  #data = Promise.reject(new Error('there are no digits yet'));

  /**
   * @param {import('./engine.js').Engine} engine  booted
   * @param {import('./pretrained.js').PretrainedFiles} pretrained
   * @param {HTMLCanvasElement} canvas
   * @param {number} threads  0: training runs in slices here
   * @param {(reason: string) => void} onBreakdown  called once; nothing works after it
   */
  constructor(engine, pretrained, canvas, threads, onBreakdown) {
    this.engine = engine;
    this.pretrained = pretrained;
    this.#onBreakdown = onBreakdown;
    const breakDown = (error) => this.breakDown(error.message);
    this.#frames = new Frames(canvas, engine, breakDown, () => this.#slices?.wake());
    this.#slices = threads === 0 ? new Slices(engine, breakDown) : null;
    this.commands = new Commands(engine, () => this.#slices?.wake());
    this.#data.catch(() => {});
    for (const recipe of pretrained.recipes) {
      engine.offerPretrained(recipe, pretrained.size(recipe));
    }
    attachPointer(canvas, engine, () => this.#frames.request());
    attachSurface(canvas, engine, this.#frames);
    this.#frames.drawNow();
  }

  /** Resolves when the digits have arrived; rejects when they could not be had. */
  data = () => this.#data;

  /** @param {Promise<void>} arrival */
  expectData(arrival) {
    this.#data = arrival;
    arrival.catch(() => {});
  }

  /** Training has published a snapshot. May be called from within the engine. */
  news() {
    if (this.#newsScheduled) return;
    this.#newsScheduled = true;
    queueMicrotask(() => {
      this.#newsScheduled = false;
      const state = this.engine.state();
      this.commands.settle(state);
      this.#liveLine.update(state);
      if (state.training) this.#frames.news();
      else this.#frames.request();
    });
  }

  /** Someone asks for trained weights. May be called from within the engine. */
  pretrainedWanted() {
    queueMicrotask(() => bringWantedWeights(this, this.engine.wantedPretrained()));
  }

  /** So much of a recipe's trained weights has come.
   * @param {string} recipe @param {number} share  0 to 1 */
  showProgress(recipe, share) {
    this.engine.pretrainedProgress(recipe, share);
    this.#frames.request();
  }

  /** They will not come. */
  endProgress() {
    this.engine.dropPretrained();
    this.#frames.request();
  }

  /** @param {string} reason */
  breakDown(reason) {
    this.#frames.stop();
    this.commands.abandon(reason);
    this.#onBreakdown(reason);
    this.#onBreakdown = () => {};
  }
}

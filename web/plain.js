// The laboratory's small form, for browsers that do not draw with WebGL 2: a drawing is denoised, and
// the network trained by the page's buttons. All that is drawn by the laboratory itself is not there.

import { AwaitedDigits } from './awaited-digits.js';
import { coalesced } from './coalesced.js';
import { Commands } from './commands.js';
import { Engine } from './engine.js';
import { PlainView } from './plain-view.js';
import { LiveLine } from './screen.js';
import { Slices } from './slices.js';

/** What needs the laboratory is refused with a sentence. */
export class PlainEngine extends Engine {
  /** @override */
  layout() {
    return {};
  }
  /** @override */
  link() {
    return refuse();
  }
  /** @override */
  stateText() {
    return refuse();
  }
  /** @override */
  trainedRecipe() {
    return refuse();
  }
}

/** @returns {never} */
function refuse() {
  throw new Error('it needs the whole laboratory, and so WebGL 2');
}

/** Box and Muller's method. */
const normal = () =>
  Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

export class PlainLaboratory {
  lessons; // there are none
  mnist = { bytes: 0, use: refuse, stop() {} };
  #view;
  #slices;
  #liveLine = new LiveLine();
  #normals = new Float32Array(0);
  #isBroken = false;
  #onBreakdown;
  digits = new AwaitedDigits();
  calm = () => Promise.resolve();

  /**
   * @param {PlainEngine} engine  booted
   * @param {import('./pretrained.js').PretrainedFiles} pretrained
   * @param {number} threads  0: training runs in slices here
   * @param {(reason: string, isKept: boolean) => void} onBreakdown  called once
   */
  constructor(engine, pretrained, threads, onBreakdown) {
    this.engine = engine;
    this.pretrained = pretrained;
    this.#onBreakdown = onBreakdown;
    const breakDown = (error) => this.breakDown(error.message);
    this.#slices = threads === 0 ? new Slices(engine, breakDown) : null;
    this.commands = new Commands(engine, () => this.#slices?.wake());
    this.#slices?.wake(); // the first recipe was sent already
    this.#view = new PlainView(() => this.#denoise());
  }

  /** Training has published a snapshot. May be called from within the engine. */
  news = coalesced(() => {
    if (this.#isBroken) return;
    const state = this.engine.state();
    this.commands.settle(state);
    this.#liveLine.update(state);
    this.#view.change();
  });

  showProgress() {}
  endProgress() {}

  /** @param {string} reason */
  breakDown(reason) {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.commands.abandon(reason);
    this.#onBreakdown(reason, false);
  }

  #denoise() {
    if (this.#isBroken || this.engine.state().parameters === 0) return;
    const { ink, side } = this.#view.drawing;
    const digit = this.engine.digit(ink, side);
    if (this.engine.state().inputs !== digit.length) return; // weights for other images were loaded
    if (this.#normals.length === 0) this.#normals = digit.map(normal);
    const { strength } = this.#view;
    const given = digit.map((x, i) => Math.min(1, Math.max(0, x + strength * this.#normals[i])));
    this.#view.show(given, this.engine.denoise(given));
  }
}

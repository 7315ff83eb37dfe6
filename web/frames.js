// Frames are drawn on demand: after input, a new size, news of training, and while something moves.
// An idle or hidden page draws nothing.

import { Pace } from './pace.js';

/** How long after input, or whatever else asked for frames, they come as fast as the screen's. */
const kAttention = 500;
/** How long after its last news a training is taken to go on. */
const kNewsLast = 1_500;

export class Frames {
  #lastDrawn = 0;
  #pace;
  #engine;
  #onError;
  #onFrame;
  #scheduled = false;
  #stopped = false;
  #seen = true;
  #newsWaiting = false;
  #attentionUntil = 0;
  #trainingUntil = 0;

  /**
   * @param {HTMLCanvasElement} canvas  that the engine draws on
   * @param {import('./engine.js').Engine} engine
   * @param {(error: Error) => void} onError  the engine has broken down; no frame follows
   * @param {() => void} onFrame  after each frame: it may have sent commands
   */
  constructor(canvas, engine, onError, onFrame) {
    this.#pace = new Pace(canvas.getContext('webgl2'), () => this.#showNews());
    this.#engine = engine;
    this.#onError = onError;
    this.#onFrame = onFrame;
  }

  /** Something on the page has changed: frames until the laboratory has settled. */
  request() {
    if (this.#stopped) return;
    this.#attentionUntil = performance.now() + kAttention;
    this.#engine.wantFrames();
    this.#schedule();
  }

  /** Training has something new to show. */
  news() {
    this.#trainingUntil = performance.now() + kNewsLast;
    if (this.#newsWaiting) return;
    this.#newsWaiting = true;
    this.#showNews();
  }

  /** A frame at once, so that the browser never shows a canvas that a new size has cleared. */
  drawNow() {
    if (this.#stopped) return;
    this.#engine.wantFrames();
    this.#draw();
  }

  /** When the last one was, by performance.now(): now, if one is due. */
  get last() {
    return this.#scheduled ? performance.now() : this.#lastDrawn;
  }

  stop() {
    this.#stopped = true;
  }

  /** Out of sight nothing is drawn, and news waits. @param {boolean} seen */
  show(seen) {
    this.#seen = seen;
    if (seen) this.request();
  }

  #showNews() {
    if (!this.#newsWaiting) return;
    const { pause } = this.#pace;
    if (pause === 0) this.#schedule();
    else if (pause < Infinity) setTimeout(() => this.#showNews(), pause);
  }

  #schedule() {
    if (this.#scheduled || this.#stopped || !this.#seen) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#draw();
    });
  }

  #draw() {
    if (this.#stopped || !this.#seen) return;
    const now = performance.now();
    // What moves by itself beside a training may take no more of it than news.
    const isPaced = now < this.#trainingUntil && now > this.#attentionUntil;
    this.#lastDrawn = now;
    let isUnsettled;
    try {
      isUnsettled = this.#engine.frame();
      this.#onFrame();
    } catch (error) {
      this.stop();
      this.#onError(error);
      return;
    }
    this.#newsWaiting = isPaced && isUnsettled; // every frame shows what there is
    if (isPaced) this.#pace.frameBegun();
    else if (isUnsettled) this.#schedule();
  }
}

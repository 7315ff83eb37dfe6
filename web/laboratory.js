// The running laboratory: the engine with its frames, its slices of training and its commands.

import { AwaitedDigits } from './awaited-digits.js';
import { calm } from './calm.js';
import { coalesced } from './coalesced.js';
import { Commands } from './commands.js';
import { Frames } from './frames.js';
import { attachPinch } from './pinch.js';
import { attachPointer } from './pointer.js';
import { answerRequests } from './requests.js';
import { announce, LiveLine } from './screen.js';
import { Slices } from './slices.js';
import { attachSurface } from './surface.js';

export class Laboratory {
  #frames;
  #slices;
  #liveLine = new LiveLine();
  #training = false;
  #isBroken = false;
  #onBreakdown;
  /** @type {((state: import('./engine.js').State) => void)[]} */
  #watchers = [];
  /** @type {import('./memory.js').Memory | undefined} */
  #memory;
  /** Where a lesson's file is opened, once the page has lessons.
   * @type {import('./lessons.js').Lessons | undefined} */
  lessons;
  digits = new AwaitedDigits();
  /** Resolves when nothing moves here. */
  calm = () => calm(() => this.#frames.last);

  /**
   * @param {import('./engine.js').Engine} engine  booted
   * @param {import('./pretrained.js').PretrainedFiles} pretrained
   * @param {import('./mnist.js').MnistFiles} mnist
   * @param {HTMLCanvasElement} canvas
   * @param {number} threads  0: training runs in slices here
   * @param {(reason: string, isKept: boolean) => void} onBreakdown  called once; nothing works after
   *   it. isKept: a reload brings back what there was
   */
  constructor(engine, pretrained, mnist, canvas, threads, onBreakdown) {
    this.engine = engine;
    this.pretrained = pretrained;
    this.mnist = mnist;
    this.#onBreakdown = onBreakdown;
    const breakDown = (error) => this.breakDown(error.message);
    this.#frames = new Frames(canvas, engine, breakDown, () => {
      this.#slices?.wake();
      this.#memory?.touch(this.#training);
    });
    this.#slices = threads === 0 ? new Slices(engine, breakDown) : null;
    this.commands = new Commands(engine, () => {
      this.#frames.request(); // a state may change what is shown and need no command
      this.#slices?.wake();
    });
    for (const recipe of pretrained.recipes) {
      engine.offerPretrained(recipe, pretrained.size(recipe));
    }
    engine.offerData(mnist.bytes);
    attachPointer(canvas, engine, () => this.#frames.request());
    attachPinch(canvas, engine, () => this.#frames.request());
    attachSurface(canvas, engine, this.#frames);
    this.#frames.drawNow();
  }

  /** From now on what happens here is remembered.
   * @param {import('./memory.js').Memory} memory */
  remember(memory) {
    this.#memory = memory;
  }

  /** Training has published a snapshot. May be called from within the engine. */
  news = coalesced(() => {
    if (this.#isBroken) return;
    const state = this.engine.state();
    this.#training = state.training;
    this.#memory?.touch(state.training); // also where no frame is drawn
    this.commands.settle(state);
    this.#liveLine.update(state);
    for (const watcher of this.#watchers) watcher(state);
    if (state.training) this.#frames.news();
    else this.#frames.request();
  });

  /** @param {(state: import('./engine.js').State) => void} watcher  of each snapshot */
  watch(watcher) {
    this.#watchers.push(watcher);
  }

  /** Whether it can be seen at all. @param {boolean} seen */
  show(seen) {
    this.#frames.show(seen);
  }

  /** The laboratory asks for something. May be called from within the engine. */
  requested() {
    queueMicrotask(() => answerRequests(this));
  }

  /** A few words at its bottom, also for those who only hear it. @param {string} words */
  say(words) {
    this.engine.say(words);
    announce(words);
    this.#frames.request();
  }

  /** @param {boolean} light */
  systemColours(light) {
    this.engine.systemColours(light);
    this.#frames.request();
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

  /** So much of all of MNIST has come. @param {number} share  0 to 1 */
  showDataProgress(share) {
    this.engine.dataProgress(share);
    this.#dataChanged();
  }

  /** It will not come. */
  endDataProgress() {
    this.engine.dropData();
    this.#dataChanged();
  }

  #dataChanged() {
    this.engine.wantFrames();
    this.#frames.request();
    this.news();
  }

  /** Other images than those of the page, in place of what may be on its way.
   * @param {(engine: import('./engine.js').Engine) => number} issue  hands them over */
  async useImages(issue) {
    const state = await this.commands.inTurn(() => this.commands.send(() => issue(this.engine)));
    this.mnist.stop();
    this.digits.expect(Promise.resolve());
    return state;
  }

  /** Onto the pad. @param {import('./pictures.js').Picture} picture */
  showPicture(picture) {
    this.engine.showPicture(picture);
    this.#frames.request();
  }

  /** Nothing calls the engine from here on: a thread that is gone may have left its heap locked.
   * @param {string} reason */
  breakDown(reason) {
    if (this.#isBroken) return;
    this.#isBroken = true;
    const isKept = this.#memory?.keeps === true;
    this.#frames.stop();
    this.#memory?.stop();
    this.commands.abandon(reason);
    this.#onBreakdown(reason, isKept);
  }
}

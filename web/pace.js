// How often news of training may be shown: often where drawing is cheap, seldom where it is not.
// Without a graphics processor one frame costs as much as some thousand images of training.

/** The part of the time that drawing news may take. */
const kShare = 0.15;
/** What a graphics processor needs at most: such frames may come one after another. */
const kCheap = 10;
/** The longest pause between frames with news. */
const kLongestPause = 1_000;
/** How often a frame that is being drawn is looked after. */
const kLookAgain = 4;

export class Pace {
  #gl;
  #onAllowed;
  /** When news may be shown again; Infinity while a frame with news is being drawn. */
  #allowed = 0;

  /**
   * @param {WebGL2RenderingContext} gl
   * @param {() => void} onAllowed  the pause after a frame is known now
   */
  constructor(gl, onAllowed) {
    this.#gl = gl;
    this.#onAllowed = onAllowed;
  }

  /** Milliseconds until news may be shown: 0 is now, Infinity is not known yet. */
  get pause() {
    return Math.max(0, this.#allowed - performance.now());
  }

  /** A frame with news has just been handed to the browser. */
  frameBegun() {
    if (this.#allowed === Infinity) return;
    this.#allowed = Infinity;
    const gl = this.#gl;
    const start = performance.now();
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0); // null: the context is lost
    gl.flush();
    const look = () => {
      if (fence && gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED) {
        setTimeout(look, kLookAgain);
        return;
      }
      gl.deleteSync(fence);
      const took = performance.now() - start;
      this.#allowed = took > kCheap ? start + Math.min(took / kShare, took + kLongestPause) : 0;
      this.#onAllowed();
    };
    setTimeout(look, kLookAgain);
  }
}

// Training without threads: slices of a few milliseconds on the page's thread, with room for input
// and frames after each. Messages, not timers: browsers slow timers down.

/** Short enough for the pen to be followed, long enough for several steps. */
const kSliceMilliseconds = 8;

export class Slices {
  #channel = new MessageChannel();
  #running = false;

  /**
   * @param {import('./engine.js').Engine} engine
   * @param {(error: Error) => void} onError  the engine has broken down; no slice follows
   */
  constructor(engine, onError) {
    this.#channel.port1.onmessage = () => {
      try {
        this.#running = engine.work(kSliceMilliseconds);
        if (this.#running) this.#channel.port2.postMessage(null);
      } catch (error) {
        onError(error);
      }
    };
  }

  /** There may be work: a command was sent. */
  wake() {
    if (this.#running) return;
    this.#running = true;
    this.#channel.port2.postMessage(null);
  }
}

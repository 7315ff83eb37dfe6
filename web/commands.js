// Commands to the training session as promises. The session takes commands up on a thread of its
// own and reports by snapshots: here each promise waits for the snapshot that settles it.

/** A command that is not taken up within this time has failed. */
const kAnswerMilliseconds = 30_000;

export class Commands {
  #engine;
  #onSend;
  /** @type {{done: (state: import('./engine.js').State) => boolean, reject: (error: Error) => void}[]} */
  #waiting = [];
  /** @type {Promise<any>} */
  #queue = Promise.resolve();

  /**
   * @param {import('./engine.js').Engine} engine
   * @param {() => void} onSend  after each command
   */
  constructor(engine, onSend) {
    this.#engine = engine;
    this.#onSend = onSend;
  }

  /**
   * Runs tasks one after the other. A snapshot names only the last refusal, so callers that want to
   * know of theirs take turns.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  inTurn(task) {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => {});
    return result;
  }

  /**
   * @param {() => number} issue  sends the command and returns its number, 0 when none was needed
   * @returns {Promise<import('./engine.js').State>} the first state after it was taken up
   */
  async send(issue) {
    const number = issue();
    this.#onSend();
    let timer = 0;
    const late = new Promise((_, reject) => {
      const sentence = `the training thread has not answered for ${kAnswerMilliseconds / 1000} s`;
      timer = setTimeout(() => reject(new Error(sentence)), kAnswerMilliseconds);
    });
    const state = await Promise.race([this.until((s) => s.commandsTaken >= number), late]);
    clearTimeout(timer);
    if (number > 0 && state.refusedCommand === number) throw new Error(state.refusal);
    return state;
  }

  /**
   * @param {(state: import('./engine.js').State) => boolean} condition
   * @returns {Promise<import('./engine.js').State>} the first state that meets it
   */
  until(condition) {
    return new Promise((resolve, reject) => {
      const done = (state) => {
        if (!condition(state)) return false;
        resolve(state);
        return true;
      };
      if (!done(this.#engine.state())) this.#waiting.push({ done, reject });
    });
  }

  /** A snapshot has come.
   * @param {import('./engine.js').State} state */
  settle(state) {
    this.#waiting = this.#waiting.filter((entry) => !entry.done(state));
  }

  /** The module has broken down: nothing will be settled any more.
   * @param {string} reason */
  abandon(reason) {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(reason));
  }
}

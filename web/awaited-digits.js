// The digits to train on, which come after the start, or sooner where something waits for them.

export class AwaitedDigits {
  /** @type {Promise<void>} */
  #arrival = Promise.reject(new Error('there are no digits yet'));
  #want = () => {};

  /** Resolves when something waits for them. @type {Promise<void>} */
  wanted = new Promise((resolve) => (this.#want = resolve));

  constructor() {
    this.#arrival.catch(() => {});
  }

  /** Resolves when they have arrived; rejects when they could not be had. */
  arrived() {
    this.#want();
    return this.#arrival;
  }

  /** @param {Promise<void>} arrival */
  expect(arrival) {
    this.#arrival = arrival;
    arrival.catch(() => {});
  }
}

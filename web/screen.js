// What the page says in HTML around the canvas: the loading screen, notices, and the line that
// screen readers hear.

import { figures, say } from './language.js';

const element = (id) => document.getElementById(id);

/** The loading screen: what is happening, and how many bytes of how many have arrived. */
export class LoadingScreen {
  #total = 0;
  #received = 0;

  /** @param {string} sentence */
  say(sentence) {
    element('loading-what').textContent = sentence;
  }

  /** @param {number} bytes  that will be downloaded before the laboratory opens */
  expect(bytes) {
    this.#total = bytes;
    this.received(0);
  }

  /** @param {number} bytes  more */
  received(bytes) {
    this.#received += bytes;
    const progress = /** @type {HTMLProgressElement} */ (element('loading-progress'));
    progress.max = this.#total;
    progress.value = this.#received;
    element('loading-bytes').textContent =
      `${megabytes(this.#received)} of ${megabytes(this.#total)} MB`;
  }

  close() {
    element('loading').hidden = true;
  }

  /** Nothing goes on from here but another try.
   * @param {string} sentence */
  fail(sentence) {
    const loading = element('loading');
    loading.hidden = false;
    loading.classList.add('failed');
    this.say(sentence);
    const retry = element('loading-retry');
    retry.hidden = false; // guard.js tries again
    retry.focus();
  }
}

/**
 * A sentence over the running laboratory, with a button to try again where that may help.
 * @param {string} sentence
 * @param {() => void} [retry]
 * @param {string} [words]  of that button, where it is no other try
 */
export function showNotice(sentence, retry, words = say('retry')) {
  const notice = element('notice');
  element('notice-text').textContent = sentence;
  notice.hidden = false;
  element('notice-close').onclick = () => (notice.hidden = true);
  element('notice-retry').hidden = !retry;
  element('notice-retry').textContent = words;
  element('notice-retry').onclick = () => {
    notice.hidden = true;
    retry?.();
  };
}

/** Said once to those who hear the page. @param {string} words */
export function announce(words) {
  element('live').textContent = words;
}

/** The live line is spoken aloud: not more often than this, but at once when training starts or
 * stops. */
const kSpokenEveryMilliseconds = 5_000;

export class LiveLine {
  #spoken = -Infinity;
  #runState = '';
  #divergence = '';

  /** @param {import('./engine.js').State} state */
  update(state) {
    const now = performance.now();
    if (state.divergence !== this.#divergence) {
      this.#divergence = state.divergence;
      this.#runState = state.runState;
      if (state.divergence) return announce(state.divergence);
    }
    const due = state.runState !== this.#runState || now - this.#spoken >= kSpokenEveryMilliseconds;
    if (!due) return;
    this.#spoken = now;
    this.#runState = state.runState;
    announce(describe(state));
  }
}

function describe({ runState, epoch, loss, testLoss }) {
  const parts = [say(runState), say('liveEpoch', { epoch: figures(epoch, 1) })];
  if (loss !== null) parts.push(say('liveLoss', { loss: figures(loss, 4) }));
  if (testLoss !== null) parts.push(say('liveTestLoss', { loss: figures(testLoss, 4) }));
  return `${parts.join(', ')}.`;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

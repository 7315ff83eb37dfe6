// All of MNIST: four files that the page has beside its subset when it was built with MNIST, fetched
// when someone asks for them.

import { download } from './download.js';
import { keepOffline } from './isolation.js';
import { say } from './language.js';
import { announce, showNotice } from './screen.js';

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

const kPath = /^data\/all\/(.+)\.gz$/;

export class MnistFiles {
  #version;
  /** @type {import('./download.js').FileEntry[]} */
  #entries;
  /** @type {AbortController | null} */
  #cancel = null;
  /** @type {Promise<import('./engine.js').State> | null} */
  #loading = null;

  /** @param {import('./download.js').Manifest} manifest */
  constructor({ version, files }) {
    this.#version = version;
    this.#entries = files.filter(({ path }) => kPath.test(path));
  }

  /** What they take to download; 0 when the page has none. */
  get bytes() {
    return this.#entries.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Stops what is on its way. */
  stop() {
    this.#cancel?.abort();
  }

  /** Trains the laboratory's network on them from now on. Asked again while they are on their way, it
   * is the same download; nothing happens when they are in use.
   * @param {Laboratory} laboratory
   * @returns {Promise<import('./engine.js').State>} */
  use(laboratory) {
    const state = laboratory.engine.state();
    if (state.dataset?.key === 'mnist') return Promise.resolve(state);
    this.#loading ??= this.#use(laboratory).finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #use(laboratory) {
    if (this.bytes === 0) throw new Error('this page was built without all of MNIST');
    const cancel = (this.#cancel = new AbortController());
    let arrived = 0;
    const onBytes = (bytes) => {
      arrived += bytes;
      if (!cancel.signal.aborted) laboratory.showDataProgress(arrived / this.bytes);
    };
    onBytes(0);
    try {
      const fetched = this.#entries.map((entry) => download(entry, onBytes, cancel.signal));
      const files = await Promise.all(fetched);
      await laboratory.digits.arrived().catch(() => {}); // the usual digits come first, or not at all
      if (cancel.signal.aborted) throw new Error('it was stopped');
      const { commands, engine } = laboratory;
      const state = await commands.inTurn(() =>
        commands.send(() => {
          files.forEach((bytes, i) => engine.file(kPath.exec(this.#entries[i].path)[1], bytes));
          return engine.useMnist();
        }),
      );
      laboratory.digits.expect(Promise.resolve());
      keepOffline(this.#version, this.#entries.map(({ path }) => path));
      return state;
    } catch (error) {
      const { aborted } = cancel.signal;
      cancel.abort(); // the other files need not come
      laboratory.endDataProgress();
      throw aborted ? new StoppedLoading('it was stopped') : error;
    }
  }
}

/** The visitor did not want to wait. */
class StoppedLoading extends Error {}

/** Brings all of MNIST. Never rejects: says what went wrong, and offers another try.
 * @param {Laboratory} laboratory */
export async function bringMnist(laboratory) {
  try {
    await laboratory.mnist.use(laboratory);
    announce('All of MNIST is here.');
  } catch (error) {
    if (error instanceof StoppedLoading) return;
    showNotice(
      `All of MNIST could not be loaded, so the images stay as they are: ${error.message}.`,
      () => bringMnist(laboratory),
    );
  }
}

/** Says where the state that was taken up was made with other images than are in use, and offers them.
 * @param {Laboratory} laboratory */
export function offerWantedData(laboratory) {
  const { wantedData } = laboratory.engine.state();
  if (!wantedData) return;
  if (wantedData !== 'mnist') {
    showNotice(
      'This was made with images of its author’s own. Without them the run is another one: open the same files, or drop them here.',
    );
  } else if (laboratory.mnist.bytes > 0) {
    showNotice(
      'This was made with all of MNIST. With the images that are here the run is another one.',
      () => bringMnist(laboratory),
      say('allData'),
    );
  } else {
    showNotice(
      'This was made with all of MNIST, which this page was built without. With the images that are here the run is another one; MNIST’s four files can be dropped here.',
    );
  }
}

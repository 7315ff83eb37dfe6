// Downloads whose progress is seen and whose end is certain: a stalled, short or missing file
// becomes an Error with a sentence for the user.

/** A download that brings no byte for this long has failed. */
const kStallMilliseconds = 20_000;

/**
 * @typedef {Object} FileEntry
 * @property {string} path   relative to the page
 * @property {number} bytes  size after decompression
 */

/**
 * @param {FileEntry} file
 * @param {(bytes: number) => void} [onBytes]  called with the size of each piece that arrives
 * @returns {Promise<Uint8Array>} the whole file, as long as the manifest says
 */
export async function download(file, onBytes = () => {}) {
  const stall = new StallGuard();
  try {
    const response = await fetch(file.path, { cache: 'no-cache', signal: stall.signal });
    if (!response.ok) throw new Error(`${file.path} is missing on the server (${response.status})`);
    const bytes = new Uint8Array(file.bytes);
    let received = 0;
    for (const reader = response.body.getReader(); ; ) {
      stall.restart();
      const { done, value } = await reader.read();
      if (done) break;
      if (received + value.length <= bytes.length) bytes.set(value, received);
      received += value.length;
      onBytes(value.length);
    }
    if (received !== file.bytes) {
      throw new Error(
        `${file.path} is not whole: ${received} bytes arrived, ${file.bytes} were expected`,
      );
    }
    return bytes;
  } catch (error) {
    if (stall.signal.aborted) throw new Error(`${file.path} stopped arriving`);
    // What fetch throws when the network or the server is gone.
    if (error instanceof TypeError) throw new Error(`${file.path} could not be fetched`);
    throw error;
  } finally {
    stall.end();
  }
}

/**
 * The list of what the page was built with (manifest.json).
 * @typedef {Object} Manifest
 * @property {string} version
 * @property {Record<string, {js: string, wasm: string}>} variants  paths, by the variant's name
 * @property {FileEntry[]} files
 * @property {{origin: string, synthetic: boolean}} data
 */

/** @returns {Promise<Manifest>} */
export async function downloadManifest() {
  const stall = new StallGuard();
  try {
    const response = await fetch('manifest.json', { cache: 'no-cache', signal: stall.signal });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return await response.json();
  } catch (error) {
    const why = stall.signal.aborted ? 'it does not answer' : error.message;
    throw new Error(`manifest.json could not be read from the server: ${why}`);
  } finally {
    stall.end();
  }
}

/**
 * @param {Manifest} manifest
 * @param {string} path
 * @returns {FileEntry}
 */
export function fileOf(manifest, path) {
  const file = manifest.files.find((entry) => entry.path === path);
  if (!file) throw new Error(`${path} is not part of this build`);
  return file;
}

/** Aborts `signal` unless restart() or end() comes in time. */
class StallGuard {
  #controller = new AbortController();
  #timer = 0;

  constructor() {
    this.restart();
  }
  get signal() {
    return this.#controller.signal;
  }
  restart() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), kStallMilliseconds);
  }
  end() {
    clearTimeout(this.#timer);
  }
}

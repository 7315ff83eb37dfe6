// Downloads whose progress is seen and whose end is certain: a stalled, short, damaged or missing
// file becomes an Error with a sentence for the user.

import { fetchFile } from './source.js';

/** A download that brings no byte for this long has failed. */
const kStallMilliseconds = 20_000;

/**
 * @typedef {Object} FileEntry
 * @property {string} path   relative to the page
 * @property {number} bytes  size after decompression
 * @property {string} sha256 in hexadecimal
 * @property {boolean} [later]  not needed to start: kept for use offline once it was asked for
 */

/** Other bytes came than the manifest lists. */
class DamagedFile extends Error {}

/**
 * @param {FileEntry} file
 * @param {(bytes: number) => void} [onBytes]  called with the size of each piece that arrives;
 *   negative when a try is given up
 * @param {AbortSignal} [cancel]  ends it with an error
 * @returns {Promise<Uint8Array<ArrayBuffer>>} the whole file, as the manifest lists it
 */
export async function download(file, onBytes = () => {}, cancel) {
  try {
    return await tryDownload(file, 'no-cache', onBytes, cancel);
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    return tryDownload(file, 'reload', onBytes, cancel); // perhaps only the browser's own copy is
  }
}

/** @param {FileEntry} file @param {RequestCache} cache @param {(bytes: number) => void} onBytes
 * @param {AbortSignal} [cancel] */
async function tryDownload(file, cache, onBytes, cancel) {
  const stall = new StallGuard(cancel);
  let received = 0;
  try {
    const response = await fetchFile(file.path, { cache, signal: stall.signal });
    if (!response.ok) throw new Error(`${file.path} is missing on the server (${response.status})`);
    const bytes = new Uint8Array(file.bytes);
    for (const reader = response.body.getReader(); ; ) {
      stall.restart();
      const { done, value } = await reader.read();
      if (done) break;
      if (received + value.length <= bytes.length) bytes.set(value, received);
      received += value.length;
      onBytes(value.length);
    }
    await check(file, bytes, received);
    return bytes;
  } catch (error) {
    onBytes(-received);
    if (cancel?.aborted) throw new Error('it was stopped');
    if (stall.signal.aborted) throw new Error(`${file.path} stopped arriving`);
    // What fetch throws when the network or the server is gone.
    if (error instanceof TypeError) throw new Error(`${file.path} could not be fetched`);
    throw error;
  } finally {
    stall.end();
  }
}

/** @param {FileEntry} file @param {Uint8Array<ArrayBuffer>} bytes @param {number} received */
async function check(file, bytes, received) {
  if (received !== file.bytes) {
    throw new DamagedFile(
      `${file.path} is not whole: ${received} bytes arrived, ${file.bytes} were expected`,
    );
  }
  // Browsers offer no digest to pages that come over plain HTTP; there the length has to do.
  const digest = await globalThis.crypto.subtle?.digest('SHA-256', bytes);
  if (digest && hexadecimal(new Uint8Array(digest)) !== file.sha256) {
    throw new DamagedFile(`${file.path} is damaged, or of another version of this page`);
  }
}

/** @param {Uint8Array} bytes */
function hexadecimal(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
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
    const response = await fetchFile('manifest.json', { cache: 'no-cache', signal: stall.signal });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return checkedManifest(await response.json());
  } catch (error) {
    const why = stall.signal.aborted ? 'it does not answer' : error.message;
    throw new Error(`manifest.json could not be read from the server: ${why}`);
  } finally {
    stall.end();
  }
}

/**
 * A small file of the page.
 * @param {Manifest} manifest
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function downloadText(manifest, path) {
  return new TextDecoder().decode(await download(fileOf(manifest, path)));
}

/** No file of the page is larger. */
const kLargestFile = 2 ** 30;

/** @param {any} manifest @returns {Manifest} */
function checkedManifest(manifest) {
  const isText = (value) => typeof value === 'string';
  const isFile = (file) =>
    isText(file?.path) &&
    Number.isSafeInteger(file.bytes) &&
    file.bytes >= 0 &&
    file.bytes <= kLargestFile &&
    /^[0-9a-f]{64}$/.test(file.sha256);
  const isVariant = (variant) => isText(variant?.js) && isText(variant.wasm);
  const isWhole =
    isText(manifest?.version) &&
    isText(manifest.data?.origin) &&
    Array.isArray(manifest.files) &&
    manifest.files.every(isFile) &&
    Object.values(manifest.variants ?? {}).every(isVariant);
  if (!isWhole) throw new Error('it is damaged');
  return manifest;
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

  /** @param {AbortSignal} [cancel]  aborts it as well */
  constructor(cancel) {
    if (cancel?.aborted) this.#controller.abort();
    cancel?.addEventListener('abort', () => this.#controller.abort());
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

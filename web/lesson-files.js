// Where lessons come from: those of the page, by name, and a teacher's, by an address on the same server.

import { downloadManifest, downloadText } from './download.js';
import { kLongestLesson, parseLesson } from './lesson-format.js';
import { fetchFile } from './source.js';

/** @typedef {import('./lesson-format.js').Lesson} Lesson */

/** The page's own lessons, in their order.
 * @returns {Promise<{name: string, lesson: Lesson}[]>} */
export async function fetchLessons() {
  const manifest = await downloadManifest();
  const { lessons, extras } = JSON.parse(await downloadText(manifest, 'lessons/index.json'));
  const read = async (name) => ({ name, lesson: await readLesson(manifest, name) });
  return Promise.all([...lessons, ...extras].map(read));
}

/**
 * @param {string} name  of a lesson of the page, or an address
 * @returns {Promise<Lesson>}
 */
export async function fetchLesson(name) {
  if (/^[\w-]{1,60}$/.test(name)) return readLesson(await downloadManifest(), name);
  return parseLesson(await fetchText(addressOf(name)));
}

/** @param {import('./download.js').Manifest} manifest @param {string} name */
async function readLesson(manifest, name) {
  return parseLesson(await downloadText(manifest, `lessons/${name}.json`));
}

/** @param {string} name @returns {string} */
function addressOf(name) {
  const address = parseAddress(name);
  if (!address || address.origin !== location.origin) {
    throw new Error(
      `expected the name of a lesson or an address on ${location.host}, got "${name.slice(0, 80)}"`,
    );
  }
  return address.href;
}

function parseAddress(text) {
  try {
    return new URL(text, document.baseURI);
  } catch {
    return null;
  }
}

/** A text that may not be there, or be longer than a lesson. @param {string} address */
async function fetchText(address) {
  const response = await fetchFile(address, { cache: 'no-cache' }).catch(() => {
    throw new Error(`${address} could not be fetched`);
  });
  if (!response.ok) throw new Error(`${address} is missing on the server (${response.status})`);
  const pieces = [];
  let received = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    received += value.length;
    if (received > kLongestLesson) {
      await reader.cancel();
      throw new Error(`${address} is longer than a lesson can be, ${kLongestLesson} bytes`);
    }
    pieces.push(value);
  }
  return new Blob(pieces).text();
}

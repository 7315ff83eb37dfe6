// Where the page in a single file has its files: in data blocks of its own, as web/single-file.mjs has
// written them. Stands in the place of web/source.js.

import createHourglass from '../hourglass-simd.js';

/**
 * @param {string} path  relative to the page
 * @returns {Promise<Response>}
 */
export async function fetchFile(path) {
  const block = /** @type {HTMLElement | null} */ (
    document.querySelector(`script[data-path="${CSS.escape(path)}"]`)
  );
  if (!block) return new Response(null, { status: 404 });
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream();
  const { packed } = block.dataset;
  return new Response(packed ? stream.pipeThrough(new DecompressionStream('gzip')) : stream);
}

/** The only program in this file. */
export const importProgram = async () => createHourglass;

// Where the page's files come from: the server that it lies on. The page in a single file has them in
// itself: single-file/source.js stands in its place there.

const kRenewMilliseconds = 5_000;

/**
 * @param {string} path  relative to the page
 * @param {RequestInit} options
 * @returns {Promise<Response>}
 */
export const fetchFile = (path, options) => fetch(path, options);

/**
 * The program that starts a variant's module.
 * @param {import('./download.js').FileEntry} file
 * @returns {Promise<(options: object) => Promise<any>>}
 */
export async function importProgram({ path, sha256 }) {
  const address = new URL(path, document.baseURI).href;
  // The browser takes the import from here, and refuses other bytes than these.
  const preload = document.createElement('link');
  preload.rel = 'modulepreload';
  preload.href = address;
  preload.integrity = `sha256-${base64(sha256)}`;
  document.head.append(preload);
  try {
    return (await import(address)).default;
  } catch (error) {
    await renew(address);
    throw error;
  }
}

/** Makes sure that the next load of the page does not get a damaged copy from the browser again.
 * @param {string} address */
async function renew(address) {
  const signal = AbortSignal.timeout(kRenewMilliseconds);
  const response = await fetch(address, { cache: 'reload', signal }).catch(() => null);
  await response?.arrayBuffer().catch(() => {});
}

/** @param {string} hex */
function base64(hex) {
  return btoa(String.fromCharCode(...hex.match(/../g).map((byte) => parseInt(byte, 16))));
}

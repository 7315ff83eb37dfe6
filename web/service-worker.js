// The page's service worker: adds the headers that isolate the page, which many hosts do not send,
// and keeps the page for use offline.
//
// What is kept is a version: all files that its manifest.json lists, each checked by length and
// SHA-256. A page that is open has the files of one version only, however many come while it is
// open; the newest that is whole is taken at the next visit. Other pages of this host in the same
// folder are left alone.

importScripts('policies.js');
const { isolation, frameIsolation, always } = globalThis.hourglassPolicies;
const kIsolated = { ...always, ...isolation, ...frameIsolation };

/** Cache of what the worker must know again after the browser has ended it: which version is in use,
 * and by which page. The browser ends workers at any time. */
const kNotes = `hourglass ${registration.scope}`;
/** A version's files. @param {string} version */
const cacheOf = (version) => `${kNotes} ${version}`;
/** @param {string} path  relative to the page */
const urlOf = (path) => new URL(path, registration.scope).href;

// Whoever has waited for this script needs it now; files are another matter (see "keep").
addEventListener('install', () => skipWaiting());

addEventListener('message', (event) => {
  const { keep, later } = event.data ?? {};
  if (typeof keep === 'string') event.waitUntil(keepFor(event.source, keep, later));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === null) return;
  if (request.mode !== 'navigate') event.respondWith(answer(event, path));
  else if (path === '' || path === 'index.html') event.respondWith(openPage(event));
});

/** @returns {string | null} relative to the page; null when it lies elsewhere */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const address = origin + pathname;
  return address.startsWith(registration.scope) ? address.slice(registration.scope.length) : null;
}

// --- answers

async function openPage(event) {
  const version = (await readNote('version')) ?? '';
  await writeNote(`client ${event.resultingClientId}`, version);
  if (version) event.waitUntil(update());
  const response = await bring(version, 'index.html', event.request);
  const variant = new URL(event.request.url).searchParams.get('variant');
  // A variant without threads needs no isolation, which would keep the page around a frame out.
  return withHeaders(response, variant === 'simd' ? always : kIsolated);
}

async function answer(event, path) {
  const version = await readNote(`client ${event.clientId}`);
  if (version === undefined) return fetch(event.request); // not of this page
  const response = await bring(version, path, event.request);
  return withHeaders(response, kIsolated);
}

/** A file of this version; '' stands for whatever the host has. */
async function bring(version, path, request) {
  const useKept = version !== '' && request.cache !== 'reload';
  const where = { cacheName: cacheOf(version) };
  const kept = useKept && (await caches.match(urlOf(path), where).catch(() => undefined));
  return kept || fetch(request);
}

function withHeaders(response, more) {
  if (response.status !== 200) return response; // a redirect, or the host's own words
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(response.body, { headers });
}

// --- keeping

/** A page has started with the files of this version, or has asked for some that can come later. Pages
 * that come later are looked after by openPage(). */
async function keepFor(client, version, later) {
  if (!(await readNote('version'))) await update();
  const note = `client ${client.id}`;
  // It came from the host; what it has yet to fetch may soon be of another version there.
  if ((await readNote(note)) === '' && (await readNote('version')) === version) {
    await writeNote(note, version);
  }
  if (Array.isArray(later) && later.length > 0) await keepLater(version, later);
}

/** Keeps files that a version can do without. Never rejects.
 * @param {string} version @param {string[]} paths */
async function keepLater(version, paths) {
  try {
    if ((await readNote('version')) !== version) return;
    const cache = await caches.open(cacheOf(version));
    const manifest = await (await cache.match(urlOf('manifest.json'))).json();
    for (const file of manifest.files) {
      const url = urlOf(file.path);
      if (!file.later || !paths.includes(file.path) || (await cache.match(url))) continue;
      await cache.put(url, await wholeFile(file));
    }
  } catch (error) {
    console.info(`Hourglass: not kept for use offline: ${error.message}`);
  }
}

/** @type {Promise<void> | undefined} */
let updating;

/** Keeps the version that the host has now, if it is another one. Never rejects. */
function update() {
  updating ??= takeNewest()
    .catch((error) => console.info(`Hourglass: not kept for use offline: ${error.message}`))
    .finally(() => (updating = undefined));
  return updating;
}

async function takeNewest() {
  const response = await fetch(urlOf('manifest.json'), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`manifest.json: ${response.status}`);
  const text = await response.text();
  const { version, files } = JSON.parse(text);
  if (typeof version !== 'string' || !files.some(({ path }) => path === 'index.html')) {
    throw new Error('manifest.json is damaged');
  }
  const before = await readNote('version');
  await forgetUnused([before, version]);
  if (version === before) return;
  const cache = await caches.open(cacheOf(version));
  try {
    await keepFiles(cache, files, before);
    await cache.put(urlOf('manifest.json'), jsonResponse(text));
  } catch (error) {
    // Room for a part of it is of no use; a network that failed may be back another time.
    if (error.name === 'QuotaExceededError') await caches.delete(cacheOf(version));
    throw error;
  }
  await writeNote('version', version);
}

const jsonResponse = (text) =>
  new Response(text, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });

async function keepFiles(cache, files, before) {
  const known = await filesOf(before);
  for (const file of files) {
    const url = urlOf(file.path);
    if (await cache.match(url)) continue; // from a try that was cut short
    const same = known.get(file.path) === file.sha256;
    const kept = same && (await caches.match(url, { cacheName: cacheOf(before) }));
    if (file.later && !kept) continue; // until it is asked for
    await cache.put(url, kept || (await wholeFile(file)));
  }
}

/** SHA-256 by path of the files of a version that is kept. */
async function filesOf(version) {
  const where = { cacheName: cacheOf(version) };
  const kept = version && (await caches.match(urlOf('manifest.json'), where));
  const { files } = kept ? await kept.json() : { files: [] };
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}

async function wholeFile(file) {
  // What the browser has of an earlier visit may be of another version: then once more without it.
  for (const cache of /** @type {RequestCache[]} */ (['no-cache', 'reload'])) {
    const response = await fetch(urlOf(file.path), { cache });
    if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength !== file.bytes || (await sha256(bytes)) !== file.sha256) continue;
    const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
    return new Response(bytes, { headers: { 'Content-Type': type } });
  }
  throw new Error(`${file.path} is damaged, or of another version`);
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Drops versions that no page has open, and the notes of pages that are gone.
 * @param {string[]} wanted  versions that stay */
async function forgetUnused(wanted) {
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const names = new Set([...noted.keys(), ...open.map(({ id }) => `client ${id}`), 'version']);
  const versions = new Set([...wanted, ...(await Promise.all([...names].map(readNote)))]);
  const inUse = new Set([...versions].map(cacheOf));
  for (const name of await caches.keys()) {
    if (name.startsWith(`${kNotes} `) && !inUse.has(name)) await caches.delete(name);
  }
  const urls = new Set([...names].map(noteUrl));
  const notes = await caches.open(kNotes);
  for (const request of await notes.keys()) {
    if (!urls.has(request.url)) await notes.delete(request);
  }
}

// --- notes

/** Those read or written since the worker began. @type {Map<string, string>} */
const noted = new Map();
const noteUrl = (name) => urlOf(`?${encodeURIComponent(name)}`);

/** @returns {Promise<string | undefined>} undefined when there is none */
async function readNote(name) {
  if (noted.has(name)) return noted.get(name);
  const found = await caches.match(noteUrl(name), { cacheName: kNotes }).catch(() => undefined);
  return found?.text();
}

/** Where there is no room for it, it is known until the worker ends. */
async function writeNote(name, text) {
  noted.set(name, text);
  const write = async () => (await caches.open(kNotes)).put(noteUrl(name), new Response(text));
  await write().catch(() => {});
}

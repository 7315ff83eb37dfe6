// Where a page keeps things in a browser: short texts at once, large buffers on the way. Both may be
// forbidden or full, and then throw or reject.

const kDatabase = 'hourglass';
const kStore = 'memory';

/** @param {string} key @returns {string | null} */
export const readText = (key) => localStorage.getItem(`hourglass.${key}`);
/** @param {string} key @param {string} text */
export const writeText = (key, text) => localStorage.setItem(`hourglass.${key}`, text);

/** @param {string} key @returns {Promise<any>} undefined when there is none */
export const readValue = (key) => inStore('readonly', (store) => store.get(key));
/** All of them or, when it rejects, none. @param {Record<string, any>} values  by key; not empty */
export const writeValues = (values) =>
  inStore('readwrite', (store) =>
    Object.entries(values)
      .map(([key, value]) => store.put(value, key))
      .at(-1),
  );

/** From then on a value that is written is on its way at once. */
export function prepareValues() {
  opened().then(
    (database) => (ready = database),
    () => {}, // whoever writes will hear of it
  );
}

async function inStore(mode, use) {
  const database = ready ?? (await opened());
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(kStore, mode);
    const request = use(transaction.objectStore(kStore));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** @type {IDBDatabase | undefined} */
let ready;
/** @type {Promise<IDBDatabase> | undefined} */
let opening;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(kDatabase, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kStore);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('another page holds the database'));
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

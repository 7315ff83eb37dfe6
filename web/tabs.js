// Which of the page's memories is this tab's. Tabs that are open at the same time have one each, so
// that none writes over what another one keeps. A memory is a tab's by a lock, which ends with the
// tab however that ends: what it kept is taken up by the next tab that opens.

/** More tabs than these keep nothing. */
const kMemories = 4;
/** Kept by the tab: the memory that it had before a reload. */
const kName = 'hourglass.memory';
/** The lock of the page that a reload replaces may end a moment after it. */
const kReloadMilliseconds = 1_000;

/**
 * The memory of this tab, until it ends. Never rejects.
 * @param {(memory: number) => number} lastKept  when something was last kept in one; 0: never
 * @returns {Promise<number>} its number; -1: other tabs have them all
 */
export async function ownMemory(lastKept) {
  try {
    // Over plain HTTP there are no locks: there all tabs have the first, and the last one counts.
    if (!navigator.locks) return 0;
    const before = sessionStorage.getItem(kName); // also that of a tab that this one is a copy of
    const signal = AbortSignal.timeout(kReloadMilliseconds);
    if (before !== null && (await locked(Number(before), { signal }))) return Number(before);
    for (const memory of newestFirst(lastKept)) {
      if (!(await locked(memory, { ifAvailable: true }))) continue;
      sessionStorage.setItem(kName, String(memory));
      return memory;
    }
    return -1;
  } catch {
    return 0; // a page without an origin has no locks, and mostly nothing to keep
  }
}

/** All memories, the one that was kept last before the others.
 * @param {(memory: number) => number} lastKept */
export function newestFirst(lastKept) {
  const all = Array.from({ length: kMemories }, (_, memory) => memory);
  return all.sort((a, b) => lastKept(b) - lastKept(a) || a - b);
}

/** Takes a memory's lock for as long as the page lives. @returns {Promise<boolean>} */
function locked(memory, options) {
  return new Promise((resolve, reject) => {
    const hold = (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    navigator.locks
      .request(`${kName}.${memory}`, options, hold)
      .catch((error) => (options.signal?.aborted ? resolve(false) : reject(error)));
  });
}

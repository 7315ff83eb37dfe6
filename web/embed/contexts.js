// Who holds a GL context on this page. A browser allows about 16 and takes the oldest without asking;
// here those give theirs back that were out of view for longest.

/** So many may keep a context; room is left to the page itself. */
const kMostContexts = 8;

/** @typedef {{inView: boolean, release: () => void}} Holder */

/** @type {Set<Holder>} in the order in which they were last seen */
const holders = new Set();

/** It needs its context now. @param {Holder} holder */
export function hold(holder) {
  letGo(holder);
  holders.add(holder); // at the end
  for (const other of holders) {
    if (holders.size <= kMostContexts) return;
    if (other.inView || other === holder) continue;
    holders.delete(other);
    other.release();
  }
}

/** It is no more, or holds none. @param {Holder} holder */
export function letGo(holder) {
  holders.delete(holder);
}

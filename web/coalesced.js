// Many calls at a time become one.

/**
 * A function that has the work done once the caller has returned, however often it is called until
 * then: callers may be within the engine.
 * @param {() => void} work
 */
export function coalesced(work) {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      work();
    });
  };
}

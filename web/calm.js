// When the laboratory is at rest: work that nobody waits for begins then. Where two cores draw in
// software, it would take them from the pen.

/** Without a frame for so long. */
const kCalmMilliseconds = 300;
/** Of one that never rests. */
const kLongestMilliseconds = 4_000;

/**
 * Resolves when the laboratory is at rest, within a few seconds in any case.
 * @param {() => number} lastFrame  when it last drew, or now, by performance.now()
 */
export async function calm(lastFrame) {
  const latest = performance.now() + kLongestMilliseconds;
  for (;;) {
    const rest = Math.min(lastFrame() + kCalmMilliseconds, latest) - performance.now();
    if (rest <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

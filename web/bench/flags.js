// What of hourglass-bench is to run, natively and in a page.

/**
 * @typedef {Object} Selection
 * @property {string} filter         regular expression over names such as "step/B/threads:2"
 * @property {number} warmup         seconds that are not measured
 * @property {number} seconds        measured, at least, of each
 * @property {number} [repetitions]  of each, one after the other; default 1
 */

/** Flags of Google Benchmark. @param {Selection} selection @returns {string[]} */
export function flagsOf({ filter, warmup, seconds, repetitions = 1 }) {
  const flags = { filter, repetitions, min_warmup_time: warmup, min_time: `${seconds}s` };
  return Object.entries(flags).map(([name, value]) => `--benchmark_${name}=${value}`);
}

// What was measured, and what is made of it: ratios within one round, and their spread over rounds.

/**
 * One number of one round.
 * @typedef {Object} Measurement
 * @property {string} who          native, relaxed-threads, simd-threads, simd, tfjs, jax, pytorch
 * @property {string} piece        "step/B", "forward/B.0/784-128", "peak"
 * @property {number} threads
 * @property {number} [items]      a second: images of steps, numbers of the rest
 * @property {number} [operations] a second: multiplications and additions
 * @property {number} [bytes]      a second, read or written
 * @property {number} [seconds]    that it took
 * @property {number} [epochs]     that it took
 * @property {number} [share]      what is told by a share: the slowest epochs' speed of the first ones'
 * @property {number} [megabytes]  of memory that it left
 * @property {number} [round]      0, 1 ...
 */

const kSeconds = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1 };

/** Google Benchmark's report, without what it makes of repetitions. @returns {Measurement[]} */
export function fromReport(who, report) {
  const runs = report.benchmarks.filter(({ run_type: type }) => type === 'iteration');
  return runs.map((run) => {
    const { run_name: name, items_per_second: items, operations, bytes } = run;
    const [, piece, threads] = name.match(/^(.*)\/threads:(\d+)\/real_time$/);
    const seconds = run.real_time * kSeconds[run.time_unit];
    return { who, piece, threads: Number(threads), items, operations, bytes, seconds };
  });
}

/**
 * @typedef {{median: number, least: number, most: number}} Spread
 * @param {number[]} values @returns {Spread | null} null for none
 */
export function spreadOf(values) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1) };
}

/** Whether a measurement has all these properties. */
const fits = (wanted) => (measurement) =>
  Object.entries(wanted).every(([name, value]) => measurement[name] === value);

/** All measurements of one run. */
export class Results {
  /** @type {Measurement[]} */
  all = [];

  /** @param {number} round @param {Measurement[]} measurements */
  add(round, measurements) {
    this.all.push(...measurements.map((measurement) => ({ ...measurement, round })));
  }

  /** @param {Partial<Measurement>} wanted */
  having(wanted) {
    return this.all.filter(fits(wanted));
  }

  /**
   * One property of what is wanted, over the rounds. Of several in a round the largest counts.
   * @param {Partial<Measurement>} wanted
   * @param {'items' | 'operations' | 'bytes' | 'seconds' | 'epochs' | 'megabytes' | 'share'} [unit]
   * @returns {Map<number, number>} by round
   */
  rounds(wanted, unit = 'items') {
    const best = new Map();
    for (const { round, [unit]: value } of this.having(wanted)) {
      if (value !== undefined) best.set(round, Math.max(value, best.get(round) ?? 0));
    }
    return best;
  }

  /** @returns {Spread | null} */
  spread(wanted, unit) {
    return spreadOf([...this.rounds(wanted, unit).values()]);
  }

  /** How many times the other's speed, round by round.
   * @param {Partial<Measurement>} one @param {Partial<Measurement>} other
   * @returns {Spread | null} */
  ratio(one, other, unit) {
    const others = this.rounds(other, unit);
    const ratios = [...this.rounds(one, unit)]
      .filter(([round]) => others.get(round) > 0)
      .map(([round, value]) => value / others.get(round));
    return spreadOf(ratios);
  }
}

// Results as text: tables in Markdown, which also serve on a terminal.

import { kFramePanels } from './frames.mjs';
import { kCannot } from './plan.mjs';
import { Results } from './measurement.mjs';
import { kHosts } from './first_visit.mjs';
import { kWantedMse } from './quality.mjs';

export const kWho = {
  native: 'native',
  'relaxed-threads': 'page, relaxed SIMD',
  'simd-threads': 'page, SIMD',
  simd: 'page, SIMD without threads',
  tfjs: 'TF.js',
  jax: 'jax-js',
  pytorch: 'PyTorch',
};

/** Ours in a page, fastest first. */
const kPages = ['relaxed-threads', 'simd-threads', 'simd'];
export const kOurs = ['native', ...kPages];

/** Theirs, and the first of ours in the same surroundings that there are numbers of. */
const kMatches = [
  { rival: 'tfjs', ours: kPages },
  { rival: 'jax', ours: kPages },
  { rival: 'pytorch', ours: kPages },
  { rival: 'pytorch', ours: ['native'] },
];

const number = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(value >= 10 ? 3 : 2);

/** "12.3 (11.9 to 12.6)" @param {import('./measurement.mjs').Spread | null} spread */
function text(spread, format = number) {
  if (!spread) return '';
  const { median, least, most } = spread;
  return least === most
    ? format(median)
    : `${format(median)} (${format(least)} to ${format(most)})`;
}

const percent = (value) => `${Math.round(100 * value)}%`;

function table(head, rows) {
  const right = head.map((_, i) => (i === 0 ? '---' : '---:'));
  const lines = [head, right, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

/** Leaves out columns in which nothing stands. */
function filledTable(head, rows) {
  const filled = head.map((_, i) => i === 0 || rows.some((row) => row[i] !== ''));
  const kept = (cells) => cells.filter((_, i) => filled[i]);
  return table(kept(head), rows.map(kept));
}

const systemsOf = (results) =>
  [...new Set(results.all.map(({ piece }) => piece))]
    .filter((piece) => piece.startsWith('step/'))
    .map((piece) => piece.slice('step/'.length));

/** Who made these measurements, with how many threads.
 * @param {import('./measurement.mjs').Measurement[]} measurements */
export function teamsOf(measurements) {
  const teams = measurements.map(({ who, threads }) => [`${who} ${threads}`, { who, threads }]);
  return [...new Map(teams).values()];
}

export const teamName = ({ who, threads }) => `${kWho[who]}, ${threads} thr.`;

/** The median alone, for tables that are short. @param {import('./measurement.mjs').Spread | null} spread */
export const brief = (spread) => (spread ? number(spread.median) : '');

/** Images a second of whole training steps. @param {Results} results */
export function stepTable(results, show = text) {
  const who = Object.keys(kWho).filter((name) => results.having({ who: name }).length > 0);
  const cell = (name, system) =>
    kCannot[name]?.[system] ?? show(results.spread({ who: name, piece: `step/${system}` }));
  const rows = systemsOf(results).map((system) => [
    system,
    ...who.map((name) => cell(name, system)),
  ]);
  const head = ['images a second', ...who.map((name) => kWho[name])];
  return rows.length ? filledTable(head, rows) : '';
}

const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** How many times faster Hourglass is. @param {Results} results */
export function ratioTable(results, show = text) {
  const columns = kMatches
    .map(({ rival, ours }) => ({ rival, who: ours.find((who) => results.having({ who }).length) }))
    .filter(({ rival, who }) => who && results.having({ who: rival }).length);
  const ratio = ({ rival, who }, system) => {
    const our = system.split(' ')[0]; // "A padded" is a rival's alone
    return results.ratio({ who, piece: `step/${our}` }, { who: rival, piece: `step/${system}` });
  };
  const rows = systemsOf(results).map((system) => {
    const cell = (column) =>
      kCannot[column.rival]?.[system]
        ? `${kWho[column.rival]} cannot`
        : show(ratio(column, system));
    return [system, ...columns.map(cell)];
  });
  const mean = (column) => {
    const ratios = systemsOf(results).map((system) => ratio(column, system));
    return number(geometricMean(ratios.filter((it) => it !== null).map(({ median }) => median)));
  };
  if (rows.length) rows.push(['geometric mean', ...columns.map(mean)]);
  const head = columns.map(({ rival, who }) => `${kWho[who]} : ${kWho[rival]}`);
  return columns.length && rows.length ? table(['times as fast', ...head], rows) : '';
}

/** What a second thread brings. @param {Results} results */
export function threadTable(results) {
  const columns = kOurs.filter((who) => results.having({ who, threads: 2 }).length > 0);
  const gain = (piece, who) =>
    text(results.ratio({ who, piece, threads: 2 }, { who, piece, threads: 1 }));
  const rows = systemsOf(results).map((system) => [
    system,
    ...columns.map((who) => gain(`step/${system}`, who)),
  ]);
  const filled = rows.filter((row) => row.some((cell, i) => i > 0 && cell !== ''));
  const head = ['times as fast', ...columns.map((who) => kWho[who])];
  return filled.length ? table(head, filled) : '';
}

/** Shares of the register loop's speed on as many threads. @param {Results} results */
export function peakTable(results) {
  const columns = teamsOf(results.having({ piece: 'peak' }));
  const isPart = ({ piece }) => /^(forward|backward-.*|step)\//.test(piece);
  const withProducts = ({ operations }) => operations > 0;
  const pieces = new Set(
    results.all
      .filter(isPart)
      .filter(withProducts)
      .map(({ piece }) => piece),
  );
  const share = (piece, { who, threads }) =>
    text(
      results.ratio({ who, piece, threads }, { who, piece: 'peak', threads }, 'operations'),
      percent,
    );
  const rows = [...pieces].map((piece) => [piece, ...columns.map((who) => share(piece, who))]);
  const peaks = columns.map(({ who, threads }) => {
    const peak = results.spread({ who, piece: 'peak', threads }, 'operations');
    return text(peak, (value) => number(value / 1e9));
  });
  const trips = columns.map((column) => {
    const trip = results.spread({ ...column, piece: 'handover' });
    const nanoseconds = (words) => 1e9 / words;
    return text(
      trip && {
        median: nanoseconds(trip.median),
        least: nanoseconds(trip.most),
        most: nanoseconds(trip.least),
      },
    );
  });
  const head = columns.map(teamName);
  rows.unshift(
    ['register loop, GFLOP/s', ...peaks],
    ['a word to the other thread and back, ns', ...trips],
  );
  return columns.length ? filledTable(['share of the register loop', ...head], rows) : '';
}

/** Where the time of a step goes on one thread in a page, and where it would go if all products ran
 * as fast as the register loop. @param {Results} results @param {string} system */
export function timeTable(results, system) {
  const who = kPages.find((name) => results.having({ who: name, piece: 'peak' }).length);
  const one = { who, threads: 1 };
  const median = (piece, unit) => results.spread({ ...one, piece }, unit)?.median;
  const step = median(`step/${system}`, 'seconds');
  const products = new RegExp(`^(forward|backward-.*)/${system}\\.`);
  const pieces = [...new Set(results.having(one).map(({ piece }) => piece))].filter((piece) =>
    products.test(piece),
  );
  if (!step || pieces.length === 0) return '';
  const seconds = pieces.map((piece) => median(piece, 'seconds'));
  const ideal = pieces.map(
    (piece, i) => (seconds[i] * median(piece, 'operations')) / median('peak', 'operations'),
  );
  const sum = (numbers) => numbers.reduce((total, it) => total + it, 0);
  const row = (name, time, least) => [name, percent(time / step), least && percent(least / step)];
  const rows = pieces.map((piece, i) => row(piece, seconds[i], ideal[i]));
  rows.push(row('all products', sum(seconds), sum(ideal)));
  rows.push(row('everything else', step - sum(seconds), ''));
  return table([`${kWho[who]}, one thread`, 'of the step', 'at the register loop'], rows);
}

/** Above this much a layer's numbers do not stay in the second-level cache. */
const kCachedBytes = 1e6;

/** For each product the roof over it: the slower of our kernel in the first-level cache and of what
 * has to be read and written at the speed of a copy (Williams, Waterman & Patterson 2009, "Roofline").
 * On one thread in a page, as shares of the register loop. @param {Results} results */
export function rooflineTable(results) {
  const who = kPages.find((name) => results.having({ who: name, piece: 'cached-product' }).length);
  const median = (piece, unit) => results.spread({ who, threads: 1, piece }, unit)?.median;
  if (!who) return '';
  const peak = median('peak', 'operations');
  const kernel = median('cached-product', 'operations');
  const products = new Set(
    results
      .having({ who, threads: 1 })
      .map(({ piece }) => piece)
      .filter((piece) => /^(forward|backward-.*)\//.test(piece)),
  );
  const rows = [...products].map((piece) => {
    const [operations, bytes] = [median(piece, 'operations'), median(piece, 'bytes')];
    const intensity = operations / bytes;
    const whole = bytes * median(piece, 'seconds');
    const copy = median(whole > kCachedBytes ? 'copy/memory' : 'copy/cached', 'bytes');
    const roof = Math.min(kernel, intensity * copy);
    const limit = roof < kernel ? 'memory' : 'kernel';
    return [
      ...[piece, number(intensity), limit, percent(roof / peak)],
      ...[percent(operations / peak), percent(operations / roof)],
    ];
  });
  const head = ['FLOP a byte', 'limit', 'roof', 'measured', 'of the roof'];
  return table([`${kWho[who]}, one thread`, ...head], rows);
}

/** What has no products in it: Adam as a share of copying, numbers a second of the rest. */
export function otherTable(results) {
  const columns = teamsOf(results.having({ piece: 'copy' }));
  const millions = (piece) =>
    columns.map((column) =>
      text(results.spread({ ...column, piece }), (value) => number(value / 1e6)),
    );
  const adam = columns.map((column) =>
    text(
      results.ratio({ ...column, piece: 'adam/B' }, { ...column, piece: 'copy' }, 'bytes'),
      percent,
    ),
  );
  const rows = [
    ["Adam's bytes to those of a copy", ...adam],
    ['Adam, million parameters a second', ...millions('adam/B')],
    ['Gaussian noise, million pixels a second', ...millions('noise/gaussian')],
    ['normal numbers, million a second', ...millions('normals')],
  ];
  const head = columns.map(teamName);
  return columns.length ? filledTable(['', ...head], rows) : '';
}

/** The wait for a good network in the page. @param {Results} results */
export function qualityTable(results) {
  const piece = 'quality/B';
  const rows = kPages.map((who) => [
    kWho[who],
    text(results.spread({ who, piece }, 'seconds')),
    text(results.spread({ who, piece }, 'epochs'), String),
    text(results.spread({ who, piece }, 'megabytes')),
  ]);
  const measured = rows.filter(([, seconds]) => seconds !== '');
  return measured.length ? table(['', 'seconds', 'epochs', 'megabytes of memory, with all of MNIST'], measured) : '';
}

/** What a visitor feels of training, and whether it slows down. @param {Results} results */
export function pageTable(results) {
  const rows = kPages.map((who) => [
    kWho[who],
    ...kFramePanels.map((panel) =>
      text(results.spread({ who, piece: `frames/${panel}` }, 'seconds'), (it) => number(1000 * it)),
    ),
    text(results.spread({ who, piece: 'idle' }, 'share'), percent),
    text(results.spread({ who, piece: 'endurance/C-2' }, 'share'), percent),
    text(results.spread({ who, piece: 'memory' }, 'megabytes')),
  ]);
  const measured = rows.filter((row) => row[1] !== '');
  const panels = kFramePanels.map((panel) => `a frame with ${panel}, ms`);
  const head = ['', ...panels, 'of a core when paused', 'slowest five of 50 epochs of C-2', 'megabytes of memory'];
  return measured.length ? table(head, measured) : '';
}

/** How long a visitor waits. @param {Results} results */
export function visitTable(results) {
  const rows = Object.keys(kHosts).map((host) => {
    const seconds = (what) => {
      const piece = `first visit, ${host}, ${what}`;
      return text(results.spread({ who: 'page', piece }, 'seconds'));
    };
    return [host, ...['a blank page', 'a frame', 'a stroke', 'a stroke later'].map(seconds)];
  });
  const measured = rows.filter(([, seconds]) => seconds !== '');
  const head = ['a host', 'a page that clears a canvas, s', 'a frame, s', 'a stroke is drawn, s', 'a stroke later takes, s'];
  return measured.length ? table(head, measured) : '';
}

/** All tables that there are numbers for, with their titles.
 * @param {Results} results @returns {[string, string][]} */
export function tablesOf(results) {
  const tables = [
    ['Whole training steps', stepTable(results)],
    ['Times as fast as others', ratioTable(results)],
    [
      `System B in the page, from random weights to a test MSE of ${kWantedMse}`,
      qualityTable(results),
    ],
    ['The page while it trains: CPU time of its own thread on a frame (95th percentile), its speed against the first epochs, and its memory with the bundled digits', pageTable(results)],
    ['The first visit: from the navigation of a fresh browser on', visitTable(results)],
    ['Two threads against one', threadTable(results)],
    ['Share of the register loop', peakTable(results)],
    ['Roofline: what each product could reach', rooflineTable(results)],
    ['Where the time of a step goes: B', timeTable(results, 'B')],
    ['Where the time of a step goes: E3', timeTable(results, 'E3')],
    ['Everything else', otherTable(results)],
  ];
  return tables.filter(([, lines]) => lines !== '');
}

/** For a terminal. @param {Results} results */
export const textOf = (results) =>
  tablesOf(results)
    .map(([title, lines]) => `## ${title}\n\n${lines}`)
    .join('\n');

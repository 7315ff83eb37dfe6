// Results as pictures, drawn by hourglass-bench-chart.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './native.mjs';
import { kSystems } from './plan.mjs';
import { kOurs, kWho, teamName, teamsOf } from './report.mjs';

const kContenders = ['native', 'relaxed-threads', 'simd', 'tfjs', 'jax', 'pytorch'];

/** @param {import('./measurement.mjs').Results} results */
function stepChart(results) {
  const who = kContenders.filter((name) => results.having({ who: name }).length > 0);
  const value = (name, system) =>
    results.spread({ who: name, piece: `step/${system}` })?.median ?? 0;
  const groups = kSystems
    .map((system) => ({ name: system, values: who.map((name) => value(name, system)) }))
    .filter(({ values }) => values.some((images) => images > 0));
  const names = who.map((name) => kWho[name]);
  return groups.length
    ? { title: 'Whole training steps', unit: 'images a second', names, groups }
    : null;
}

/** System B with more and more of something. @param {string} what  batch or width */
function growthChart(results, what, x) {
  const grown = results.all.filter(({ piece }) => piece.startsWith(`${what}/`));
  const lines = teamsOf(grown).map((team) => {
    const own = grown.filter(({ who, threads }) => who === team.who && threads === team.threads);
    const points = own.map(({ piece, items }) => [Number(piece.split('/')[1]), items]);
    return lineOf(teamName(team), points);
  });
  return lineChart('System B', x, lines);
}

/** System B with more and more threads. */
function threadChart(results) {
  const steps = results.having({ piece: 'step/B' });
  const lines = kOurs.map((who) => {
    const counts = new Set(steps.filter((step) => step.who === who).map(({ threads }) => threads));
    const speed = (threads) => results.spread({ who, piece: 'step/B', threads }).median;
    return lineOf(
      kWho[who],
      [...counts].map((threads) => [threads, speed(threads)]),
    );
  });
  return lineChart('System B', 'threads', lines);
}

function lineOf(name, points) {
  const [x, y] = [0, 1].map((i) => points.map((point) => point[i]));
  return { name, x, y };
}

/** Of lines, not of single points. */
function lineChart(title, x, lines) {
  const series = lines.filter((line) => line.x.length > 1);
  return series.length ? { title, x, y: 'images a second', series } : null;
}

/**
 * Writes bench-steps.png, bench-threads.png, bench-batch.png and bench-width.png, as far as there
 * are numbers for them.
 * @param {import('./measurement.mjs').Results} results
 * @param {string} folder
 * @returns {Promise<string[]>} the files' names
 */
export async function drawCharts(results, folder) {
  const charts = {
    'bench-steps': stepChart(results),
    'bench-threads': threadChart(results),
    'bench-batch': growthChart(results, 'batch', 'images in a batch'),
    'bench-width': growthChart(results, 'width', 'units of the hidden layers'),
  };
  const drawn = Object.entries(charts).filter(([, chart]) => chart);
  for (const [name, chart] of drawn) {
    const json = path.join(folder, `${name}.json`);
    await writeFile(json, JSON.stringify(chart));
    await runProgram('hourglass-bench-chart', [json, path.join(folder, `${name}.png`)]);
  }
  return drawn.map(([name]) => `${name}.png`);
}

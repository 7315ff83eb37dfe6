// How far the student has come in each lesson. A browser that keeps nothing forgets it with the page.

import { readText, writeText } from './storage.js';

/**
 * @typedef {Object} Progress
 * @property {number} step  the one that was open last, from 0
 * @property {boolean} done  the last step's end was reached
 * @property {Record<string, number>} chosen  by step: the choice that was predicted
 * @property {Record<string, boolean>} met  by step: the goal was met, or passed over
 */

const kKey = 'lessons';
const kMostLessons = 100;

/** @type {Record<string, Progress> | undefined} */
let kept;

function all() {
  kept ??= read();
  return kept;
}

function read() {
  try {
    const found = JSON.parse(readText(kKey) ?? '{}');
    const entries = Object.entries(found).filter(([, it]) => isProgress(it));
    return Object.fromEntries(entries.slice(0, kMostLessons));
  } catch {
    return {};
  }
}

function isProgress(it) {
  const isTable = (table) => typeof table === 'object' && table !== null;
  const isPlace = (step) => Number.isInteger(step) && step >= 0;
  return isTable(it) && isPlace(it.step) && isTable(it.chosen) && isTable(it.met);
}

/** @param {string} lesson  its address @returns {Progress} */
export function progressOf(lesson) {
  return structuredClone(all()[lesson] ?? { step: 0, done: false, chosen: {}, met: {} });
}

/** @param {string} lesson @param {Progress} progress */
export function keepProgress(lesson, progress) {
  all()[lesson] = structuredClone(progress);
  try {
    writeText(kKey, JSON.stringify(all()));
  } catch {
    // It is forgotten with the page: the lesson goes on without.
  }
}

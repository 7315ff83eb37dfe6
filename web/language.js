// The language of lessons and of the page's HTML: what a link says (lang=de in its state), else ?lang=de
// in the address, else the browser's. What the laboratory draws itself is English.

import { kWords } from './words.js';

/** What the state asks for, or ''. */
let asked = /;lang=([\w-]+)/.exec(location.hash)?.[1] ?? '';

/** What a state and `?lang` say, then what the browser's user reads, most wanted first.
 * @returns {string[]} */
function wantedLanguages() {
  const named = new URLSearchParams(location.search).get('lang') ?? '';
  return [...[asked, named].filter(Boolean), ...navigator.languages];
}

/**
 * The first wanted language that there is; "de" serves for "de-CH". Else English, else the first.
 * @param {string[]} offered
 * @returns {string}
 */
export function pickLanguage(offered, wanted = wantedLanguages()) {
  for (const tag of wanted) {
    const [main] = tag.toLowerCase().split('-');
    const exact = offered.find((it) => it.toLowerCase() === tag.toLowerCase());
    const found = exact ?? offered.find((it) => it.toLowerCase().split('-')[0] === main);
    if (found) return found;
  }
  return offered.includes('en') ? 'en' : offered[0];
}

const ownLanguage = () => pickLanguage(Object.keys(kWords));
let current = ownLanguage();

/** The language of the page's own words. */
export const pageLanguage = () => current;

/** A state asks for a language. @param {string} tag  '' for the reader's own */
export function useLanguage(tag) {
  asked = tag;
  if (ownLanguage() === current) return;
  current = ownLanguage();
  translatePage();
}

/**
 * The page's words for something, with {places} filled in.
 * @param {string} key  of words.js
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  return kWords[current][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** A number with so many digits after the point, as the language writes it.
 * @param {number} value @param {number} digits */
export function figures(value, digits) {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(current, options);
}

/** Puts the page's words into the HTML: into elements with data-word, and as labels of those with
 * data-label. */
export function translatePage() {
  document.documentElement.lang = current;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = say(/** @type {HTMLElement} */ (element).dataset.word);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(/** @type {HTMLElement} */ (element).dataset.label));
  }
}

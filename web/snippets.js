// The code that puts the laboratory into a page of a course: as a frame or as our element
// (web/embed). What it may say is in docs/embedding.md.

import { kName } from './embedded.js';

/** What is asked for where nothing is chosen. */
const kUsualHeight = 760;
const kHeights = [200, 4000];

/** A state's text as links have it. */
const kState = /^v\d+(;[\w.:+=-]*)*$/;
const kLongestState = 8_000;

/**
 * @typedef {Object} EmbedOptions  all of it may be missing
 * @property {'iframe' | 'element'} [as]  default: element
 * @property {number} [height]  in CSS pixels
 * @property {string} [recipe]
 * @property {string} [weights]
 * @property {string} [panel]
 * @property {string} [theme]
 * @property {string} [hide]
 * @property {string} [lesson]
 * @property {string} [lang]
 * @property {string} [state]   a state's text, or a link with it
 */

/** In the order in which the code names them. */
const kNames = ['recipe', 'weights', 'panel', 'theme', 'hide', 'lesson', 'lang'];

/**
 * @param {EmbedOptions} [options]
 * @returns {string} HTML
 */
export function embedCode(options = {}) {
  const { as = 'element', height = kUsualHeight, state, ...rest } = options ?? {};
  checkOptions(as, height, rest);
  const names = kNames.filter((name) => rest[name] !== undefined);
  const text = state === undefined ? '' : checkedState(state);
  if (as === 'element') {
    const attributes = names.map((name) => [name, rest[name]]);
    if (text) attributes.push(['state', text]);
    return (
      `<script type="module" src="${escaped(addressOf('embed/hourglass-lab.js'))}"></script>\n` +
      `<hourglass-lab ${written([...attributes, ['height', height]])}></hourglass-lab>`
    );
  }
  const address = new URL(addressOf(''));
  address.search = ['embed', ...names.map((name) => `${name}=${rest[name]}`)].join('&');
  address.hash = text;
  const attributes = [
    ['src', address.href],
    ['title', 'Hourglass, an autoencoder laboratory'],
    ['width', '100%'],
    ['height', height],
    ['style', 'border: 0'],
    ['loading', 'lazy'],
    ['allow', 'cross-origin-isolated; clipboard-write'],
  ];
  return `<iframe ${written(attributes)}></iframe>`;
}

/** The address of a file beside the page; '' is the page itself. */
function addressOf(file) {
  return new URL(file || location.pathname, location.href.split(/[?#]/, 1)[0]).href;
}

const written = (attributes) =>
  attributes.map(([name, value]) => `${name}="${escaped(String(value))}"`).join(' ');

function escaped(text) {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function checkOptions(as, height, names) {
  if (as !== 'iframe' && as !== 'element') fail('as', '"iframe" or "element"', as);
  const [least, most] = kHeights;
  if (!Number.isInteger(height) || height < least || height > most) {
    fail('height', `a whole number from ${least} to ${most}`, height);
  }
  for (const [name, value] of Object.entries(names)) {
    if (!kNames.includes(name)) fail('options', `some of as, height, state, ${kNames.join(', ')}`, name);
    if (value === undefined) continue;
    if (typeof value !== 'string' || !kName.test(value)) {
      fail(name, 'a name of letters, digits and _ . : + -', value);
    }
  }
}

function checkedState(state) {
  const text = typeof state === 'string' ? state.slice(state.indexOf('#') + 1) : '';
  if (text.length > kLongestState) {
    fail('state', `at most ${kLongestState} characters`, `${text.slice(0, 20)}…`);
  }
  if (!kState.test(text)) fail('state', 'what a link has after its #, v1;recipe=B for instance', state);
  return text;
}

function fail(what, expected, got) {
  const shown =
    typeof got === 'string' ? JSON.stringify(got.slice(0, 40)) : Number.isFinite(got) ? got : typeof got;
  throw new Error(`embedCode(options): ${what}: expected ${expected}, got ${shown}`);
}

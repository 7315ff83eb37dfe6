// What the address of a frame says: `?embed`, who may command it, and what it is to open with
// (docs/embedding.md). All of it is checked here or by the state's own checks (state_table.h).

/**
 * @typedef {Object} Wishes  what a host page wants to be shown; all of it may be missing
 * @property {string} [recipe]   a built-in recipe's name
 * @property {string} [weights]  "trained" or "random"; else trained ones where there are some
 * @property {string} [panel]    the panel in front
 * @property {string} [theme]    "light" or "dark"; else the reader's system says
 * @property {string} [hide]     what is not shown (src/lab/controls.h), with : between; or "none"
 * @property {string} [lang]     of the page's words; else the reader's browser says
 */

/** The wishes that an address can have as parameters. */
export const kWishes = ['recipe', 'weights', 'panel', 'theme', 'hide', 'lang'];

/** A name as it may stand in a state's text. */
export const kName = /^[\w.:+-]{1,300}$/;

/**
 * @typedef {Object} Embedding
 * @property {string} parent   the only origin that may command the page; '' for any
 * @property {boolean} alone   no element of ours holds the frame, which then keeps house by itself
 * @property {Wishes} wishes
 */

/**
 * @param {string} search  of the page's address
 * @returns {Embedding | null} null: the page is not embedded
 */
export function embeddingIn(search) {
  const parameters = new URLSearchParams(search);
  if (!parameters.has('embed')) return null;
  const wished = kWishes.filter((name) => parameters.has(name));
  return {
    parent: parameters.get('parent') ?? '',
    alone: parameters.get('embed') !== 'element',
    wishes: Object.fromEntries(wished.map((name) => [name, parameters.get(name)])),
  };
}

/** @param {string} origin  from `?parent=`; throws unless it is one, or '' */
export function checkParent(origin) {
  if (origin === '') return;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url?.origin === origin) return;
  throw new Error(
    `parent: expected an origin such as https://course.example, got ${JSON.stringify(origin.slice(0, 100))}; no page may command this laboratory`,
  );
}

/**
 * Wishes as a state's text. Throws a sentence when one cannot be meant.
 * @param {Wishes} wishes
 * @param {string} text  a state's text, or ''; what it says comes first
 * @param {string[]} trained  the recipes that have trained weights
 * @returns {string} '' where nothing is wished
 */
export function stateOf(wishes, text, trained) {
  for (const [name, value] of Object.entries(wishes)) checkName(name, value);
  const { recipe, panel, theme, weights, hide, lang } = wishes;
  expectOneOf('weights', weights, ['trained', 'random']);
  expectOneOf('theme', theme, ['light', 'dark']);
  const isSaid = (field) => new RegExp(`;${field}=`).test(text);
  const fields = [];
  if (recipe && !isSaid('recipe')) {
    fields.push(`recipe=${recipe}`);
    const wanted = weights ?? (trained.includes(recipe) ? 'trained' : 'random');
    if (wanted === 'trained') fields.push('weights=trained');
  }
  if (panel && !isSaid('panel')) fields.push(`panel=${panel}`);
  if (theme && !isSaid('scheme')) fields.push(`scheme=${theme}`);
  if (hide && !isSaid('hide')) fields.push(`hide=${hide}`);
  if (lang && !isSaid('lang')) fields.push(`lang=${lang}`);
  if (fields.length === 0) return text;
  return [text || 'v1', ...fields].join(';');
}

function checkName(what, value) {
  if (typeof value === 'string' && kName.test(value)) return;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value;
  throw new Error(`${what}: expected a name of letters, digits and _ . : + -, got ${shown}`);
}

function expectOneOf(what, value, names) {
  if (value === undefined || names.includes(value)) return;
  throw new Error(`${what}: expected ${names.join(' or ')}, got ${JSON.stringify(value)}`);
}

// The messages of the page that holds this one in a frame, checked (docs/embedding.md). Nothing of
// them is trusted: not their size, not their types, not the names of their fields.

import { kWishes } from './embedded.js';

/** The version of the protocol: every message has it as `hourglass`. */
export const kProtocol = 1;

/** What the page itself sends is never answered, so that two pages cannot go on for ever. */
const kSentByPages = ['ready', 'state', 'event', 'reply', 'error'];

const kFields = ['hourglass', 'type', 'id', 'command', 'value'];
const kLongestId = 64;
const kLongestText = 1 << 20; // of a state; the engine has the same bound
const kMostImageNumbers = 4096;
/** A recipe's JSON: how deep, how many values, and how many characters in all. */
const kRecipeBounds = { depth: 8, values: 4_000, characters: 100_000 };

/** The commands, each with the check of its value. */
const kCommands = new Map([
  ['state', checkNothing],
  ['load', checkRecipe],
  ['start', checkNothing],
  ['pause', checkNothing],
  ['step', (value) => value === undefined || checkNumber(value)],
  ['reset', (value) => value === undefined || checkNumber(value)],
  ['loadMnist', checkNothing],
  ['stopMnist', checkNothing],
  ['denoise', checkImage],
  ['link', checkNothing],
  ['applyState', checkText],
  ['show', checkWishes],
  ['theme', checkText],
  ['release', checkNothing],
]);

/**
 * @typedef {Object} HostCommand
 * @property {string | number} id
 * @property {string} command
 * @property {any} value
 */

/** Whether a message is one of this protocol, good or bad; others' are none of our business.
 * @param {unknown} data */
export function isOurs(data) {
  return (
    typeof data === 'object' &&
    data !== null &&
    Object.hasOwn(data, 'hourglass') &&
    !kSentByPages.includes(own(data, 'type'))
  );
}

/** The id to answer a message with, null where it has no good one. @param {object} data */
export function idOf(data) {
  const id = own(data, 'id');
  return isId(id) ? id : null;
}

/** Throws a sentence when the message is not a good one. @param {object} data
 * @returns {HostCommand} */
export function checkedCommand(data) {
  if (!isPlain(data)) throw new Error('expected a plain object as message');
  const strange = Object.keys(data).find((key) => !kFields.includes(key));
  if (strange !== undefined) {
    throw new Error(`there is no field ${shown(strange)}; expected ${kFields.join(', ')}`);
  }
  const [version, type, id, command] = kFields.map((field) => own(data, field));
  if (version !== kProtocol) {
    throw new Error(`hourglass: expected version ${kProtocol}, got ${shown(version)}`);
  }
  if (type !== 'command') throw new Error(`type: expected "command", got ${shown(type)}`);
  if (!isId(id)) {
    throw new Error(
      `id: expected a whole number from 0 up or 1 to ${kLongestId} characters, got ${shown(id)}`,
    );
  }
  const check = kCommands.get(command);
  if (!check) {
    throw new Error(
      `there is no command ${shown(command)}; expected one of ${[...kCommands.keys()].join(', ')}`,
    );
  }
  const value = own(data, 'value');
  try {
    check(value);
  } catch (error) {
    throw new Error(`${command}: ${error.message}`);
  }
  return { id, command, value };
}

function isId(id) {
  if (typeof id === 'string') return id.length > 0 && id.length <= kLongestId;
  return Number.isSafeInteger(id) && id >= 0;
}

function checkNothing(value) {
  if (value !== undefined) throw new Error(`expected no value, got ${shown(value)}`);
}

function checkNumber(value) {
  if (typeof value !== 'number') throw new Error(`expected a number, got ${shown(value)}`);
}

function checkText(value) {
  if (typeof value !== 'string') throw new Error(`expected text, got ${shown(value)}`);
  if (value.length > kLongestText) {
    throw new Error(`expected at most ${kLongestText} characters, got ${value.length}`);
  }
}

function checkImage(value) {
  if (!Array.isArray(value) && !(value instanceof Float32Array)) {
    throw new Error(`expected a Float32Array or an array of numbers, got ${shown(value)}`);
  }
  if (value.length > kMostImageNumbers) {
    throw new Error(`expected one number for each pixel, got ${value.length} numbers`);
  }
  // Not by every(), which passes over holes.
  for (let i = 0; i < value.length; ++i) {
    if (typeof value[i] !== 'number') throw new Error(`expected numbers, got ${shown(value[i])}`);
  }
}

function checkWishes(value) {
  if (!isPlain(value)) throw new Error(`expected a plain object, got ${shown(value)}`);
  const strange = Object.keys(value).find((key) => !kWishes.includes(key));
  if (strange !== undefined) {
    throw new Error(`there is no ${shown(strange)} to show; expected ${kWishes.join(', ')}`);
  }
}

function checkRecipe(value) {
  const left = { ...kRecipeBounds };
  if (typeof value !== 'string' && !isPlain(value)) {
    throw new Error(`expected a name, a recipe object or its JSON, got ${shown(value)}`);
  }
  spend(value, left.depth, left);
}

/** Walks over what JSON can say and no further than the bounds, so that a ring ends too. */
function spend(value, depth, left) {
  const characters = typeof value === 'string' ? value.length : 0;
  left.characters -= characters;
  left.values -= Array.isArray(value) ? 1 + value.length : 1; // holes count, which have no entries
  if (depth < 0 || left.values < 0 || left.characters < 0) {
    const { values, characters: most } = kRecipeBounds;
    throw new Error(
      `the recipe is too large: expected at most ${values} values, ${kRecipeBounds.depth} deep, and ${most} characters`,
    );
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return;
  if (!Array.isArray(value) && !isPlain(value)) {
    throw new Error(`expected what JSON can say, got ${shown(value)}`);
  }
  for (const [key, part] of Object.entries(value)) {
    left.characters -= key.length;
    spend(part, depth - 1, left);
  }
}

function isPlain(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}

const own = (object, key) => (Object.hasOwn(object, key) ? object[key] : undefined);

/** A value in a few words, whatever it is. */
function shown(value) {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  }
  if (value === null || typeof value !== 'object') return String(value);
  return `a value of type ${Object.prototype.toString.call(value).slice(8, -1)}`;
}

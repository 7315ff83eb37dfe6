// Checks of what a file says, field by field. Each gives the value back, or throws an Error whose
// sentence names the field, what was expected and what was found.

const kLanguage = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const kMostLanguages = 12;
/** A text in a language that the file does not name. */
export const kAnyLanguage = '*';

/** @param {unknown} fine @param {string} where @param {string} expected @param {unknown} found */
export function expect(fine, where, expected, found) {
  if (!fine) throw new Error(`${where}: expected ${expected}, got ${describe(found)}`);
}

/** A value in a few words. @param {unknown} value */
function describe(value) {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const words = JSON.stringify(value);
  return words.length > 60 ? `${words.slice(0, 57)}...` : words;
}

/** @param {number} size @param {string} where @param {number} most @param {string} unit */
export function atMost(size, where, most, unit) {
  if (size > most) throw new Error(`${where}: expected at most ${most} ${unit}, got ${size}`);
}

/** An object with no other fields than these; null: any.
 * @param {any} value @param {string} where @param {string[] | null} names */
export function onlyFields(value, where, names) {
  const fine = typeof value === 'object' && value !== null && !Array.isArray(value);
  expect(fine, where, 'an object', value);
  if (names === null) return;
  const strange = Object.keys(value).find((name) => !names.includes(name));
  if (strange !== undefined) {
    const known = names.join(', ');
    throw new Error(`${where}: there is no field ${describe(strange)}, expected ${known}`);
  }
}

/** @param {any} value @param {string} where @param {number} least @param {number} most
 * @returns {any[]} */
export function list(value, where, least, most) {
  expect(Array.isArray(value), where, 'a list', value);
  const fine = value.length >= least && value.length <= most;
  expect(fine, where, `a list of ${least} to ${most}`, value);
  return value;
}

/** @template {string} T @param {any} value @param {string} where @param {readonly T[]} names
 * @returns {T} */
export function oneOf(value, where, names) {
  const expected = names.length > 1 ? `one of ${names.join(', ')}` : `"${names[0]}"`;
  expect(names.includes(value), where, expected, value);
  return value;
}

/** @param {any} value @param {string} where @returns {boolean} */
export function flag(value, where) {
  expect(typeof value === 'boolean', where, 'true or false', value);
  return value;
}

/** @param {any} value @param {string} where @returns {number} */
export function number(value, where) {
  expect(typeof value === 'number' && Number.isFinite(value), where, 'a number', value);
  return value;
}

/** @param {any} value @param {string} where @param {number} least @param {number} most */
export function wholeNumber(value, where, least, most) {
  const fine = Number.isSafeInteger(value) && value >= least && value <= most;
  expect(fine, where, `a whole number from ${least} to ${most}`, value);
  return /** @type {number} */ (value);
}

/** A short text of certain letters.
 * @param {any} value @param {string} where @param {number} longest @param {RegExp} letters
 * @returns {string} */
export function nameIn(value, where, longest, letters) {
  expect(typeof value === 'string', where, 'a text', value);
  atMost(value.length, where, longest, 'letters');
  expect(letters.test(value), where, `a text that matches ${letters.source}`, value);
  return value;
}

/** The languages that a text is in: a table of them, or a plain text.
 * @param {any} value @param {string} where @returns {string[]} */
export function languageTable(value, where) {
  if (typeof value === 'string') return [kAnyLanguage];
  onlyFields(value, where, null);
  const languages = Object.keys(value);
  const fine = languages.length >= 1 && languages.length <= kMostLanguages;
  expect(fine, where, `texts in 1 to ${kMostLanguages} languages`, languages);
  for (const name of languages) {
    expect(kLanguage.test(name), where, 'languages such as en or de', name);
  }
  return languages;
}

/** A text for readers, in each of these languages: a table of them, or one text for all.
 * @param {any} value @param {string} where @param {number} longest @param {string[]} languages
 * @returns {Record<string, string>} */
export function text(value, where, longest, languages) {
  if (typeof value === 'string') {
    checkText(value, where, longest);
    return { [kAnyLanguage]: value };
  }
  onlyFields(value, where, languages.includes(kAnyLanguage) ? [] : languages);
  for (const name of languages) checkText(value[name], `${where}.${name}`, longest);
  return value;
}

function checkText(value, where, longest) {
  expect(typeof value === 'string', where, 'a text', value);
  expect(value.trim() !== '', where, 'a text that is not empty', value);
  atMost(value.length, where, longest, 'letters');
}

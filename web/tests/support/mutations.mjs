// Damage to texts and to JSON, the same for a seed everywhere: what a fuzzer without a browser tries.

/** Numbers at random. @param {number} seed */
export function dice(seed) {
  let state = seed >>> 0;
  /** @param {number} count @returns {number} 0 ... count - 1 */
  const below = (count) => {
    state = (state + 0x6d2b79f5) >>> 0; // mulberry32
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * count);
  };
  /** @template T @param {T[]} list @returns {T} */
  const one = (list) => list[below(list.length)];
  return { below, one };
}

/** The text with a few letters or spans lost, doubled, moved or replaced.
 * @param {string} text @param {ReturnType<typeof dice>} at @param {string[]} words */
export function damagedText(text, at, words) {
  let result = text;
  for (let times = 1 + at.below(4); times > 0; --times) {
    const begin = at.below(result.length + 1);
    const end = Math.min(result.length, begin + at.one([0, 1, 2, 8, 64, 512]));
    const instead = at.one([
      () => '',
      () => at.one(words),
      () => String.fromCharCode(at.below(0x10000)),
      () => result.slice(begin, end).repeat(2),
      () => result.slice(at.below(result.length + 1)).slice(0, 40),
    ])();
    result = result.slice(0, begin) + instead + result.slice(end);
  }
  return result;
}

/** The value, copied, with one part of it replaced, lost, doubled or given a strange field.
 * @param {any} value @param {ReturnType<typeof dice>} at @param {any[]} strange */
export function damagedValue(value, at, strange) {
  const root = { value: structuredClone(value) };
  let parent = /** @type {any} */ (root);
  let key = 'value';
  while (isInner(parent[key]) && at.below(6) > 0) {
    parent = parent[key];
    key = at.one(Object.keys(parent));
  }
  const inList = Array.isArray(parent);
  at.one([
    () => (parent[key] = at.one(strange)),
    () => (inList ? parent.splice(Number(key), 1) : delete parent[key]),
    () => (inList ? parent.push(...parent) : (parent[at.one(['', 'x', key + key])] = 1)),
    () => (parent[key] = [parent[key]]),
  ])();
  return root.value;
}

const isInner = (value) =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

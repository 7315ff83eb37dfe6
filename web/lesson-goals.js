// Goals of a lesson: declared conditions over what can be seen of the laboratory, and actions of the
// student since the step began.

/** @typedef {import('./engine.js').State} State */
/** @typedef {import('./lesson-format.js').Condition} Condition */

/**
 * What a goal is judged by.
 * @typedef {Object} Sight
 * @property {State} state
 * @property {Record<string, string>} settings  the fields of the state as text
 * @property {Set<string>} used  items of the laboratory that the pointer was pressed on in this step,
 *   and kOffer
 */

/** Among what was used: the step's own offer. */
export const kOffer = ' offer';

/** The fields of a state as text. @param {string} text @returns {Record<string, string>} */
export function settingsIn(text) {
  const fields = text.split(';').slice(1).map((field) => {
    const at = field.indexOf('=');
    return [field.slice(0, at), field.slice(at + 1)];
  });
  return Object.fromEntries(fields);
}

/** The noise on the drawing: the recipe's own where nothing else is said. */
function noiseOf({ state, settings }) {
  const own = state.recipe?.test_noise ?? { kind: 'none' };
  if (!settings.noise) return own;
  const [kind, strength] = settings.noise.split(':');
  return { kind, strength: Number(strength ?? 0) };
}

/**
 * What a condition may ask for, and how it is seen.
 * @type {Record<string, {type: 'number' | 'text' | 'flag', see: (sight: Sight) => any}>}
 */
export const kFields = {
  testLoss: { type: 'number', see: ({ state }) => state.testLoss },
  loss: { type: 'number', see: ({ state }) => state.loss },
  epoch: { type: 'number', see: ({ state }) => state.epoch },
  step: { type: 'number', see: ({ state }) => state.step },
  codeSize: { type: 'number', see: ({ state }) => state.codeSize },
  parameters: { type: 'number', see: ({ state }) => state.parameters },
  recipe: { type: 'text', see: ({ state }) => state.recipe?.name ?? '' },
  training: { type: 'flag', see: ({ state }) => state.training },
  pretrained: { type: 'flag', see: ({ state }) => state.pretrained },
  noiseKind: { type: 'text', see: (sight) => noiseOf(sight).kind },
  noiseStrength: { type: 'number', see: (sight) => noiseOf(sight).strength ?? 0 },
  trainNoiseKind: { type: 'text', see: ({ state }) => state.recipe?.noise.kind ?? 'none' },
  panel: { type: 'text', see: ({ settings }) => settings.panel ?? '' },
};

const kDrawn = (it) => ![undefined, 'none'].includes(it.settings.drawing);
const usedAny = ({ used }, ...items) =>
  [...used].some((name) => items.some((it) => fits(name, it)));

/** Whether an item's name is meant: "code-slider-*" stands for all that begin so. */
function fits(name, meant) {
  return meant.endsWith('*') ? name.startsWith(meant.slice(0, -1)) : name === meant;
}

/**
 * What a student can have done: now, and at the step's beginning.
 * @type {Record<string, (now: Sight, first: Sight, condition: Condition) => boolean>}
 */
export const kActions = {
  drew: (now, first) =>
    kDrawn(now) && (now.settings.drawing !== first.settings.drawing || usedAny(now, 'pad', kOffer)),
  rubbed: (now, first) =>
    Boolean(now.settings.rubbed) && now.settings.rubbed !== first.settings.rubbed,
  trained: (now, first, { steps = 1 }) =>
    now.state.step - (now.state.step >= first.state.step ? first.state.step : 0) >= steps,
  rolled: (now, first) => now.settings.roll !== first.settings.roll,
  morphed: (now) => usedAny(now, 'morph-position', 'morph-play', 'strip'),
  walked: (now) => usedAny(now, 'code-plane', 'code-walk'),
  pulled: (now) => usedAny(now, 'code-slider-*'),
  sampled: (now) => usedAny(now, 'prior-sample'),
  used: (now, _, { item }) => usedAny(now, item),
};

/** @param {Condition} condition @param {Sight} now @param {Sight} first  when the step began */
export function isMet(condition, now, first) {
  if (condition.did) return kActions[condition.did](now, first, condition);
  const value = kFields[condition.field].see(now);
  if (value === null || value === undefined) return false;
  if (condition.below !== undefined) return value < condition.below;
  if (condition.above !== undefined) return value > condition.above;
  return value === condition.is;
}

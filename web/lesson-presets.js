// Presets of a lesson: what the laboratory is set to when a step begins, as a state in text.

/** @typedef {import('./lesson-format.js').Preset} Preset */

/** In the order in which the fields stand in a state: what is said in a preset, and its field. */
const kFields = [
  ['seed', 'seed'],
  ['rate', 'rate'],
  ['trainNoise', 'train-noise'],
  ['noise', 'noise'],
  ['roll', 'roll'],
  ['panel', 'panel'],
  ['drawing', 'drawing'],
];

/** @param {Preset} preset @returns {string} */
export function stateOfPreset(preset) {
  const fields = ['v1'];
  if (preset.recipe !== undefined) fields.push(`recipe=${recipeText(preset.recipe)}`);
  if (preset.trained) fields.push('weights=trained');
  for (const [name, field] of kFields) {
    if (preset[name] !== undefined) fields.push(`${field}=${preset[name]}`);
  }
  if (preset.hide) fields.push(`hide=${preset.hide.join(':') || 'none'}`);
  return fields.join(';');
}

/** A built-in recipe by its name, any other as its JSON in base64url. */
function recipeText(recipe) {
  if (typeof recipe === 'string') return recipe;
  const bytes = new TextEncoder().encode(JSON.stringify(recipe));
  const letters = btoa(String.fromCharCode(...bytes));
  return `json.${letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The name of the recipe in a preset, if there is one. @param {Preset} preset */
export function recipeNameOf({ recipe }) {
  return typeof recipe === 'object' ? /** @type {any} */ (recipe).name : recipe;
}

// The dialog that makes the code for a page of a course out of a few choices.

import { make } from './elements.js';
import { say } from './language.js';
import { embedCode } from './snippets.js';

const field = (id) =>
  /** @type {HTMLInputElement & HTMLSelectElement} */ (document.getElementById(`embed-${id}`));

/** Choices that a state as it is now has made already. */
const kOfStates = ['recipe', 'panel', 'theme', 'lang'];

/** The controls (src/lab/controls.h) under headings of words.js. */
const kGroups = {
  panels: ['draw', 'train', 'code', 'morph', 'inside', 'compare', 'keep'],
  header: ['recipe', 'status', 'colours', 'lessons', 'embed'],
  draw: ['rub', 'samples', 'noise', 'drawer', 'measures'],
  train: ['edit', 'run', 'step', 'reset', 'trained', 'curves', 'digits', 'settings'],
  keep: ['weights', 'figures', 'state'],
};

/** @param {import('./laboratory.js').Laboratory} laboratory */
export function openEmbedBuilder(laboratory) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('embed'));
  const form = dialog.querySelector('form');
  const copy = field('copy');
  offerRecipes(laboratory);
  offerControls(laboratory.engine.state().hidden);
  const update = () => {
    const asIsNow = chosen(form, 'start') === 'state';
    for (const id of kOfStates) field(id).disabled = asIsNow;
    field('said').textContent = '';
    try {
      field('code').value = embedCode(choices(form, laboratory, asIsNow));
      copy.disabled = false;
    } catch (error) {
      field('code').value = '';
      field('said').textContent = `${sentence(error)}.`;
      copy.disabled = true;
    }
  };
  form.oninput = update;
  copy.onclick = () => copyCode();
  update();
  dialog.showModal();
}

function offerRecipes({ engine, pretrained }) {
  const inUse = engine.state().recipe?.name;
  const options = pretrained.recipes.map((name) => new Option(name, name, false, name === inUse));
  field('recipe').replaceChildren(...options);
}

/** A box for each control, ticked while it is shown. @param {string[]} hidden */
function offerControls(hidden) {
  const box = (name) => {
    const input = make('input', { type: 'checkbox', name: 'embed-shown', value: name });
    /** @type {HTMLInputElement} */ (input).checked = !hidden.includes(name);
    return make('label', {}, input, make('span', {}, say(`hide.${name}`)));
  };
  const groups = Object.entries(kGroups).map(([heading, names]) =>
    make(
      ...['fieldset.choices', {}],
      make('legend', {}, say(`embed.of.${heading}`)),
      ...names.map(box),
    ),
  );
  field('shown').replaceChildren(...groups);
}

/** @returns {any} */
const chosen = (form, name) => new FormData(form).get(`embed-${name}`);

function choices(form, laboratory, asIsNow) {
  const size = { as: chosen(form, 'as'), height: field('height').valueAsNumber };
  const hide = hiddenIn(form);
  if (asIsNow) {
    const state = laboratory.engine.link().replace(/;hide=[^;]*/, '');
    return { ...size, state: hide ? `${state};hide=${hide}` : state };
  }
  const value = (id) => field(id).value || undefined;
  const wishes = Object.fromEntries(kOfStates.map((id) => [id, value(id)]));
  return { ...size, ...wishes, hide };
}

/** The controls whose boxes are not ticked, in the order of the table. */
function hiddenIn(form) {
  const boxes = [...form.querySelectorAll('[name="embed-shown"]:not(:checked)')];
  const names = boxes.map(({ value }) => value);
  if (kGroups.panels.every((panel) => names.includes(panel))) {
    throw new Error('expected one of the panels to be left');
  }
  return names.join(':') || undefined;
}

/** Without the name of the call, which nobody made here. */
const sentence = ({ message }) => {
  const words = message.replace(/^embedCode\(options\): /, '').replace(/\.$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

async function copyCode() {
  const code = field('code');
  code.select();
  try {
    await navigator.clipboard.writeText(code.value);
    field('said').textContent = say('embed.copied');
  } catch {
    field('said').textContent = say('embed.selected');
  }
}

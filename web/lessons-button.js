// The button that opens the lessons. It lies where the laboratory's header is empty, and where there is
// no such place the laboratory leaves it a strip at its edge.

import { say } from './language.js';

const kSize = 44;
const kGap = 12;
/** With its word beside the sign. */
const kInWords = 100;
/** The name in the header of narrow screens ends before this. */
const kNameEnd = 128;
/** The header's list of data and notes on the right take at most this much (src/lab/header.cpp). */
const kNotes = 480;

/** @param {() => void} open */
export function attachLessonsButton(open) {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById('lessons-open'));
  const action = /** @type {HTMLButtonElement} */ (document.getElementById('action-lessons'));
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
  button.onclick = action.onclick = open;
  action.disabled = false;
  button.hidden = false;
  button.title = say('lessons');
  // After the laboratory's own observer, which lays it out.
  new ResizeObserver(() => place(button, canvas)).observe(canvas);
}

/** @param {HTMLButtonElement} button @param {HTMLCanvasElement} canvas */
function place(button, canvas) {
  const layout = globalThis.hourglass.layout();
  const recipe = layout.recipe ?? layout['recipe-name'];
  const tab = layout['tab-draw'];
  const { classList } = document.body;
  if (!recipe || classList.contains('in-lesson')) return;
  const [x, y, width, height] = recipe;
  // On a phone that lies on its side the header is full of tabs.
  const isFull = tab && tab[1] < y + height;
  const isNarrow = x + width > canvas.clientWidth / 2 && x > canvas.clientWidth / 4;
  const free = isNarrow
    ? { from: kNameEnd, to: x - kGap }
    : { from: x + width + kGap, to: canvas.clientWidth - kNotes };
  const room = free.to - free.from;
  const fits = room >= kSize && !isFull;
  classList.toggle('lessons-aside', !fits && !button.hidden);
  button.classList.toggle('small', fits && room < kInWords);
  button.style.top = fits ? `${y + (height - kSize) / 2}px` : '';
  button.style.left = fits && !isNarrow ? `${free.from}px` : '';
  button.style.right = fits && isNarrow ? `${canvas.clientWidth - free.to}px` : '';
}

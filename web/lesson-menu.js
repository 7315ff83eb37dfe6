// The list of the page's lessons, with how far the student is in each.

import { inline, make } from './elements.js';
import { pageLanguage, pickLanguage, say } from './language.js';
import { kAnyLanguage } from './lesson-checks.js';
import { progressOf } from './lesson-progress.js';

/** @typedef {import('./lesson-format.js').Lesson} Lesson */
/** @typedef {{name: string, lesson: Lesson}} Entry */

/** A function that gives texts of a lesson in the language that suits best.
 * @param {Lesson} lesson */
export function languageOf({ languages }) {
  const language = languages[0] === kAnyLanguage ? '' : pickLanguage(languages);
  /** @param {Record<string, string>} words */
  const inLanguage = (words) => words[language] ?? words[kAnyLanguage];
  return { language, inLanguage };
}

/**
 * @param {Entry[]} entries
 * @param {(name: string) => void} onOpen
 * @returns {HTMLElement[]}
 */
export function menuParts(entries, onOpen) {
  const items = entries.map(({ name, lesson }) => {
    const { language, inLanguage } = languageOf(lesson);
    const button = make(
      ...['button.lesson-entry', { type: 'button', onclick: () => onOpen(name) }],
      make('strong', { lang: language }, inLanguage(lesson.title)),
      make('span', { lang: language }, ...inline(inLanguage(lesson.summary))),
      make('span.note', { lang: pageLanguage() }, standing(name, lesson)),
    );
    return make('li', {}, button);
  });
  return [make('p', {}, say('menuIntro')), make('ol.lesson-list', {}, ...items)];
}

function standing(name, { minutes, steps }) {
  const { step, done } = progressOf(name);
  const parts = [say('minutes', { minutes })];
  if (step > 0) parts.push(say('stepOf', { step: step + 1, steps: steps.length }));
  if (done) parts.push(`✓ ${say('finishedLesson')}`);
  return parts.join(' · ');
}

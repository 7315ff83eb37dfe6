// The panel of lessons beside the laboratory, below it on phones: its frame, which stays while steps
// and menu change in it.

import { make } from './elements.js';
import { say } from './language.js';

const kPanel = () => /** @type {HTMLElement} */ (document.getElementById('lesson'));

export class LessonPanel {
  #head = make('div.lesson-head');
  #body = make('div.lesson-body', { tabIndex: -1 });
  #foot = make('div.lesson-foot');
  #status = make('p.heard', { role: 'status' });

  constructor() {
    kPanel().replaceChildren(this.#head, this.#body, this.#foot, this.#status);
  }

  /** What steps and menu are in. */
  get body() {
    return this.#body;
  }
  get isOpen() {
    return !kPanel().hidden;
  }

  /**
   * @param {Object} content
   * @param {string} content.title
   * @param {(Node | null)[]} content.buttons  beside the title
   * @param {(Node | null)[]} [content.progress]  below it
   * @param {(Node | null)[]} content.body
   * @param {(Node | null)[]} content.foot
   * @param {string} content.language  of the title and the body
   */
  show({ title, buttons, progress = [], body, foot, language }) {
    kPanel().hidden = false;
    document.body.classList.add('in-lesson');
    this.#head.replaceChildren(
      make('h2', { id: 'lesson-title', lang: language }, title),
      ...present([this.#foldButton(), ...buttons, ...progress]),
    );
    this.#body.lang = language;
    this.#body.replaceChildren(...present(body));
    this.#foot.replaceChildren(...present(foot));
    this.#foot.hidden = present(foot).length === 0;
  }

  close() {
    kPanel().hidden = true;
    document.body.classList.remove('in-lesson', 'lesson-folded');
  }

  /** To the top of what has just been shown. @param {string} selector  that gets the focus */
  focus(selector) {
    this.#body.scrollTop = 0;
    const element = /** @type {HTMLElement | null} */ (kPanel().querySelector(selector));
    element?.focus({ preventScroll: true });
  }

  /** For screen readers. @param {string} words */
  announce(words) {
    this.#status.textContent = words;
  }

  /** On phones: the laboratory gets the whole screen but for the panel's head. */
  #foldButton() {
    const isFolded = () => document.body.classList.contains('lesson-folded');
    const button = make('button.round.fold', { type: 'button' });
    const label = () => {
      button.setAttribute('aria-expanded', String(!isFolded()));
      button.setAttribute('aria-label', say(isFolded() ? 'unfold' : 'fold'));
      button.textContent = isFolded() ? '▴' : '▾';
    };
    button.onclick = () => {
      document.body.classList.toggle('lesson-folded');
      label();
    };
    label();
    return button;
  }
}

/** @param {(Node | null)[]} nodes @returns {Node[]} */
const present = (nodes) => nodes.filter((node) => node !== null);

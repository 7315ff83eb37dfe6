// <hourglass-lab>: the laboratory as an element of a host's page. It loads nothing until the reader
// starts it; then it makes a frame, speaks with it, and has it give its GL context back when many
// others are in view. docs/embedding.md says what its attributes, commands and events are.

import { cssHeight, frameAddress, kParameters } from './address.js';
import { openChannel } from './channel.js';
import { hold, letGo } from './contexts.js';
import { drawLook, kStart } from './look.js';

/** Attributes that a running laboratory follows; for the others its frame is loaded anew. */
const kFollowed = ['recipe', 'weights', 'panel', 'theme', 'hide'];
/** Of these, those that say together which network there is. */
const kNetwork = ['recipe', 'weights'];

/** A frame that has loaded says so within this time, or there is no laboratory in it. */
const kAnswerMilliseconds = 15_000;
const kNoAnswer =
  'The laboratory did not answer. Its address may be wrong, its server out of reach, or this page may not be allowed to hold it.';

export class HourglassLab extends HTMLElement {
  static observedAttributes = [...kParameters, 'src', 'state', 'height'];

  #look = drawLook(this.attachShadow({ mode: 'open' }));
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {import('./channel.js').Channel | null} */
  #channel = null;
  /** @type {Promise<any> | null} */
  #ready = null;
  #settle = { resolve: (_state) => {}, reject: (_error) => {} };
  #timer = 0;
  /** For contexts.js. */
  #holder = { inView: true, release: () => this.#release() };
  #observer = new IntersectionObserver((entries) => {
    this.#holder.inView = entries.at(-1).isIntersecting;
    if (this.#holder.inView && this.#frame) hold(this.#holder);
  });

  constructor() {
    super();
    this.#look.button.onclick = () => {
      this.open().catch(() => {}); // it is said on the poster
      this.#frame?.focus({ preventScroll: true }); // the button that had the focus is gone
    };
  }

  connectedCallback() {
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.close(); // the browser drops a frame that is taken out of its page
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === 'height') this.#look.box.style.setProperty('--height', cssHeight(now));
    else if (!this.#frame) return;
    else if (kFollowed.includes(name)) this.#follow(name);
    else {
      this.close();
      this.open().catch(() => {});
    }
  }

  /** Starts the laboratory, as the reader does with the button. @returns {Promise<any>} its state */
  open() {
    if (this.#ready) return this.#ready;
    this.#look.failure.textContent = '';
    this.#ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#ready.catch(() => {}); // told to whoever listens
    const opening = this.#ready;
    try {
      if (!this.isConnected) throw new Error('the element is in no page yet');
      this.#makeFrame(frameAddress(this));
    } catch (error) {
      this.#fail(error.message);
    }
    return opening;
  }

  /** Back to the poster; what was trained and drawn is gone. */
  close() {
    clearTimeout(this.#timer);
    const reason = 'the laboratory was closed';
    this.#settle.reject(new Error(reason));
    this.#channel?.close(reason);
    this.#frame?.remove();
    this.#frame = this.#channel = this.#ready = null;
    this.#look.poster.hidden = false;
    this.#look.button.textContent = kStart;
    letGo(this.#holder);
  }

  /**
   * @param {string} name  of a command
   * @param {unknown} [value]
   * @returns {Promise<any>} the laboratory's reply; rejects with its refusal
   */
  async command(name, value) {
    if (!this.#ready) throw new Error('the laboratory has not been started: open() does');
    await this.#ready;
    return this.#channel.send(name, value);
  }

  #makeFrame(address) {
    const frame = document.createElement('iframe');
    frame.title = this.title || 'Hourglass, an autoencoder laboratory';
    frame.allow = 'cross-origin-isolated; clipboard-write';
    frame.onload = () => {
      this.#timer = window.setTimeout(() => this.#fail(kNoAnswer), kAnswerMilliseconds);
    };
    frame.src = address.href;
    const origin = address.protocol === 'file:' ? 'null' : address.origin;
    this.#channel = openChannel(frame, origin, (message) => this.#receive(message));
    this.#frame = frame;
    this.#look.poster.hidden = true;
    this.#look.box.append(frame);
    hold(this.#holder);
  }

  #receive(message) {
    clearTimeout(this.#timer); // there is a laboratory
    if (this.#frame) this.#frame.onload = null;
    if (message.event === 'loading') this.#keepFocus();
    if (message.type === 'ready') this.#settle.resolve(message.state);
    // One that could not start says so in its frame, with a button to try again.
    if (['ready', 'state', 'event', 'error'].includes(message.type)) {
      this.#dispatch(message.type, message.state ?? message.event ?? message.message);
    }
  }

  /** A frame that has the focus when its page comes from another process keeps it by name only. */
  #keepFocus() {
    if (this.shadowRoot.activeElement !== this.#frame) return;
    this.#frame.blur();
    this.#frame.focus({ preventScroll: true });
  }

  /** @param {string} sentence */
  #fail(sentence) {
    this.#settle.reject(new Error(sentence));
    this.close();
    this.#look.failure.textContent = sentence;
    this.#look.button.textContent = 'Try again';
    this.#dispatch('error', sentence);
  }

  #follow(name) {
    const together = kNetwork.includes(name) ? kNetwork : [name];
    const wished = together.filter((it) => this.getAttribute(it));
    const wishes = Object.fromEntries(wished.map((it) => [it, this.getAttribute(it)]));
    if (name === 'hide') wishes.hide ??= 'none';
    this.command('show', wishes).catch((error) => this.#dispatch('error', error.message));
  }

  #release() {
    this.command('release').catch(() => {}); // it has come into view again, or is no more
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(`hourglass-${type}`, { detail }));
  }
}

if (!customElements.get('hourglass-lab')) customElements.define('hourglass-lab', HourglassLab);

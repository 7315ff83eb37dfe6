// The laboratory's small form on 2-D canvases: a pad to draw on, what the network is given, and what
// it makes of it.

import { make } from './elements.js';
import { say } from './language.js';

/** Pixels of the pad's side, and of the pen. */
const kPad = 280;
const kPen = 24;
/** Pixels of a digit's side. */
const kSide = 28;

/** @param {number} side @param {string} id @param {string} word  what it is called */
function canvasOf(side, id, word) {
  return /** @type {HTMLCanvasElement} */ (
    make('canvas', { id, width: side, height: side, role: 'img', 'aria-label': say(word) })
  );
}

export class PlainView {
  #pad = canvasOf(kPad, 'plain-pad', 'plainPad');
  #given = canvasOf(kSide, 'plain-given', 'plainGiven');
  #made = canvasOf(kSide, 'plain-made', 'plainMade');
  #noise = /** @type {HTMLInputElement} */ (
    make('input', { id: 'plain-noise', type: 'range', min: '0', max: '1', step: '0.05', value: '0.5' })
  );
  #pen;
  #onChange;
  #scheduled = false;

  /** @param {() => void} onChange  of drawing or noise; at most once a frame */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#pen = this.#pad.getContext('2d', { willReadFrequently: true });
    this.#noise.oninput = () => this.change();
    this.#attachPen();
    this.#show();
    this.#clear();
    this.#drawExample();
  }

  /** Of the noise, 0 ... 1. */
  get strength() {
    return Number(this.#noise.value);
  }

  /** The drawing: kPad x kPad pixels of ink, 0 ... 1. @returns {{ink: Float32Array, side: number}} */
  get drawing() {
    const { data } = this.#pen.getImageData(0, 0, kPad, kPad);
    return { ink: Float32Array.from({ length: kPad * kPad }, (_, i) => data[4 * i] / 255), side: kPad };
  }

  /** @param {Float32Array} given @param {Float32Array} made  pixels of ink, 0 ... 1 */
  show(given, made) {
    paint(this.#given, given);
    paint(this.#made, made);
  }

  /** What is shown is to be made anew. */
  change() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      this.#onChange();
    });
  }

  #show() {
    const clear = make('button', { id: 'plain-clear', type: 'button' }, say('plainClear'));
    clear.onclick = () => this.#clear();
    const figure = (canvas, word) =>
      make('figure', {}, canvas, make('figcaption', {}, say(word)));
    const view = make(
      'section',
      { id: 'plain', 'aria-label': 'Hourglass' },
      make('p', { id: 'plain-why' }, say('plainWhy')),
      make(
        'div.figures',
        {},
        figure(this.#pad, 'plainPad'),
        figure(this.#given, 'plainGiven'),
        figure(this.#made, 'plainMade'),
      ),
      make('div.controls', {}, make('label', {}, say('plainNoise'), this.#noise), clear),
    );
    document.documentElement.dataset.plain = '';
    document.getElementById('canvas').replaceWith(view);
  }

  #attachPen() {
    const pad = this.#pad;
    /** @returns {[number, number]} */
    const at = ({ clientX, clientY }) => {
      const { left, top, width } = pad.getBoundingClientRect();
      return [((clientX - left) * kPad) / width, ((clientY - top) * kPad) / width];
    };
    let last = /** @type {[number, number]} */ ([0, 0]);
    const lineTo = (event) => {
      const next = at(event);
      this.#line(last, next);
      last = next;
    };
    pad.onpointerdown = (event) => {
      pad.setPointerCapture(event.pointerId);
      last = at(event);
      lineTo(event); // a dot
    };
    pad.onpointermove = (event) => {
      if (!pad.hasPointerCapture(event.pointerId)) return;
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const move of moves.length > 0 ? moves : [event]) lineTo(move);
    };
  }

  #line([x0, y0], [x1, y1]) {
    const pen = this.#pen;
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    pen.stroke();
    this.change();
  }

  #clear() {
    const pen = this.#pen;
    pen.fillRect(0, 0, kPad, kPad);
    Object.assign(pen, { strokeStyle: 'white', lineWidth: kPen, lineCap: 'round', lineJoin: 'round' });
    this.change();
  }

  /** A three. */
  #drawExample() {
    const pen = this.#pen;
    pen.beginPath();
    pen.arc(135, 95, 45, -0.85 * Math.PI, 0.5 * Math.PI);
    pen.arc(135, 190, 50, -0.5 * Math.PI, 0.85 * Math.PI);
    pen.stroke();
  }
}

/** @param {HTMLCanvasElement} canvas @param {Float32Array} pixels */
function paint(canvas, pixels) {
  const image = new ImageData(kSide, kSide);
  pixels.forEach((ink, i) => image.data.set([255 * ink, 255 * ink, 255 * ink, 255], 4 * i));
  canvas.getContext('2d').putImageData(image, 0, 0);
}

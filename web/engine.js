// The functions of the WebAssembly module (src/shell/web_*.cpp) as JavaScript sees them: numbers,
// strings and typed arrays in, the same out, sentences thrown as Errors. Nothing here waits.

/**
 * What state() gives; documented in docs/page-api.md.
 * @typedef {Object} State
 * @property {string} variant
 * @property {number} threads
 * @property {boolean} isolated
 * @property {{origin: string, synthetic: boolean, train: number, test: number} | null} dataset
 * @property {any} recipe
 * @property {number} inputs
 * @property {number} codeSize
 * @property {number} parameters
 * @property {boolean} pretrained
 * @property {string[]} pretrainedRecipes
 * @property {number} step
 * @property {number} totalSteps
 * @property {number} epoch
 * @property {number | null} loss
 * @property {number | null} testLoss
 * @property {number} imagesPerSecond
 * @property {boolean} training
 * @property {'waiting' | 'paused' | 'training' | 'finished'} runState
 * @property {number} commandsTaken
 * @property {number} refusedCommand
 * @property {string} refusal
 * @property {number} frames
 * @property {number} memoryBytes
 */

const kTextEncoder = new TextEncoder();
const kTextDecoder = new TextDecoder();

export class Engine {
  #module;

  /** @param {any} module  Emscripten's module object */
  constructor(module) {
    this.#module = module;
  }

  /** Opens the window on #canvas, with session and laboratory. Once, before all others.
   * @param {{threads: number, variant: string, isolated: boolean, reducedMotion: boolean}} options */
  boot({ threads, variant, isolated, reducedMotion }) {
    this.#withText(variant, (name) => {
      this.#check(
        this.#module._hg_boot(threads, name, isolated ? 1 : 0, reducedMotion ? 1 : 0),
      );
    });
  }

  /** Hands over one of the four IDX files, plain or gzip, for useData(). They have MNIST's names:
   * "train-images-idx3-ubyte" and so on.
   * @param {string} name @param {Uint8Array} bytes */
  file(name, bytes) {
    this.#withText(name, (text) =>
      this.#withBytes(bytes, (data) =>
        this.#check(this.#module._hg_file(text, data, bytes.length)),
      ),
    );
  }

  // Trained weights: what the page has, what is asked for and how much of it has come.

  /** @param {string} recipe  its name @param {number} bytes  of the file */
  offerPretrained(recipe, bytes) {
    this.#withText(recipe, (name) => this.#module._hg_offer_pretrained(name, bytes));
  }
  /** The recipe that was asked for last: when the module calls onPretrainedWanted. */
  wantedPretrained() {
    return this.#text(this.#module._hg_wanted_pretrained());
  }
  /** @param {string} recipe @param {number} share  0 to 1 */
  pretrainedProgress(recipe, share) {
    this.#withText(recipe, (name) => this.#module._hg_pretrained_progress(name, share));
  }
  /** They will not come. */
  dropPretrained() {
    this.#module._hg_drop_pretrained();
  }

  /** Draws a frame if one is wanted. @returns {boolean} whether another one is */
  frame() {
    return this.#module._hg_frame() !== 0;
  }
  /** Something happened that the next frames may show: input, a new size, a file. */
  wantFrames() {
    this.#module._hg_want_frames();
  }
  /** Without threads: trains for about this long. @returns {boolean} whether there is more to do
   * @param {number} milliseconds */
  work(milliseconds) {
    return this.#module._hg_work(milliseconds) !== 0;
  }
  /** A pen position between two frames, in CSS pixels of the canvas.
   * @param {number} x @param {number} y */
  pointer(x, y) {
    this.#module._hg_pointer(x, y);
  }
  contextLost() {
    this.#module._hg_context_lost();
  }
  contextRestored() {
    this.#module._hg_context_restored();
  }

  /** @returns {State} */
  state() {
    const state = JSON.parse(this.#text(this.#module._hg_state()));
    return { ...state, memoryBytes: this.#heap.length };
  }
  /** @returns {Record<string, [number, number, number, number]>} */
  layout() {
    return JSON.parse(this.#text(this.#module._hg_layout()));
  }

  // Commands to the session. Each returns its number: it has been taken up when
  // state().commandsTaken has reached it.

  /** @param {string} origin @param {boolean} synthetic */
  useData(origin, synthetic) {
    return this.#withText(origin, (text) =>
      this.#command(this.#module._hg_use_data(text, synthetic ? 1 : 0)),
    );
  }
  /** @param {string} recipe  a built-in recipe's name, or JSON */
  load(recipe) {
    return this.#withText(recipe, (text) => this.#command(this.#module._hg_load(text)));
  }
  /** Recipe and weights that come with the page.
   * @param {Uint8Array} bytes  a safetensors file */
  usePretrained(bytes) {
    return this.#withBytes(bytes, (data) =>
      this.#command(this.#module._hg_pretrained(data, bytes.length)),
    );
  }
  start() {
    return this.#command(this.#module._hg_start());
  }
  pause() {
    return this.#command(this.#module._hg_pause());
  }
  /** @param {number} steps */
  step(steps) {
    return this.#command(this.#module._hg_step(steps));
  }
  /** @param {number} seed */
  reset(seed) {
    return this.#command(this.#module._hg_reset(seed));
  }
  /** @param {Uint8Array} bytes  a safetensors file */
  importWeights(bytes) {
    return this.#withBytes(bytes, (data) =>
      this.#command(this.#module._hg_import(data, bytes.length)),
    );
  }

  // Results.

  /** @returns {ArrayBuffer} the network as a safetensors file */
  exportWeights() {
    return this.#result(this.#module._hg_export());
  }
  /** @param {Float32Array} image @returns {Float32Array} */
  denoise(image) {
    return this.#infer(this.#module._hg_denoise, image);
  }
  /** @param {Float32Array} image @returns {Float32Array} */
  encode(image) {
    return this.#infer(this.#module._hg_encode, image);
  }
  /** @param {Float32Array} code @returns {Float32Array} */
  decode(code) {
    return this.#infer(this.#module._hg_decode, code);
  }

  #infer(run, numbers) {
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    return this.#withBytes(
      bytes,
      (data) => new Float32Array(this.#result(run(data, numbers.length))),
    );
  }
  // Anew each time: memory that grew, perhaps on another thread, has a buffer of its own.
  get #heap() {
    return new Uint8Array(this.#module.wasmMemory.buffer);
  }

  #result(pointer) {
    if (!pointer) throw new Error(this.#text(this.#module._hg_last_error()));
    return this.#heap.slice(pointer, pointer + this.#module._hg_result_size()).buffer;
  }

  #check(error) {
    if (error) throw new Error(this.#text(error));
  }
  #command(number) {
    if (!number) throw new Error(this.#text(this.#module._hg_last_error()));
    return number;
  }

  #text(pointer) {
    const heap = this.#heap;
    // A copy: shared memory cannot be decoded in place.
    return kTextDecoder.decode(heap.slice(pointer, heap.indexOf(0, pointer)));
  }

  #withText(text, use) {
    return this.#withBytes(kTextEncoder.encode(`${text}\0`), use);
  }
  #withBytes(bytes, use) {
    return this.#withRoom(bytes.length, (room) => {
      this.#heap.set(bytes, room);
      return use(room);
    });
  }
  #withRoom(size, use) {
    const room = this.#module._hg_alloc(size);
    if (!room) throw new Error(`there is no memory left for ${size} bytes`);
    try {
      return use(room);
    } finally {
      this.#module._hg_free(room);
    }
  }
}

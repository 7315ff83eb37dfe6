// The functions of the WebAssembly module (src/shell/web_*.cpp) as JavaScript sees them: numbers,
// strings and typed arrays in, the same out, sentences thrown as Errors. Nothing here waits.

/**
 * What state() gives; documented in docs/page-api.md.
 * @typedef {Object} State
 * @property {string} variant
 * @property {number} threads
 * @property {boolean} isolated
 * @property {{origin: string, key: string, synthetic: boolean, train: number, test: number} | null} dataset
 * @property {{bytes: number, share: number | null} | null} mnist
 * @property {string} wantedData
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
 * @property {string} divergence
 * @property {string[]} hidden
 * @property {boolean} computing
 * @property {number} frames
 * @property {number} memoryBytes
 */

/**
 * What the laboratory asks of the page (src/lab/host_request.h).
 * @typedef {Object} HostRequest
 * @property {string} kind  "trained-weights", "first-weights", "save-file", "open-file", "all-data",
 *   "stop-data", "copy-link", "colours", "hidden" or "language"
 * @property {string} name
 * @property {ArrayBuffer} content
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
   * @param {{threads: number, variant: string, isolated: boolean, reducedMotion: boolean,
   *   colours: string, systemIsLight: boolean, remembered: boolean}} options
   *   colours: "light", "dark" or ""; remembered: the page keeps the state for the next visit */
  boot({ threads, variant, isolated, reducedMotion, colours, systemIsLight, remembered }) {
    const flags = [isolated, reducedMotion].map(Number);
    const last = [systemIsLight, remembered].map(Number);
    this.#withText(variant, (name) =>
      this.#withText(colours, (scheme) =>
        this.#check(
          this.#module._hg_boot(threads, name, ...flags, scheme, ...last),
        ),
      ),
    );
  }

  /** In place of boot(), without window and laboratory: what they would do must not be asked for.
   * @param {{threads: number, variant: string, isolated: boolean}} options */
  bootPlain({ threads, variant, isolated }) {
    this.#withText(variant, (name) =>
      this.#check(this.#module._hg_boot_plain(threads, name, Number(isolated))),
    );
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

  // All of MNIST: that the page has it, how much has come, and that it will not come.

  /** @param {number} bytes */
  offerData(bytes) {
    this.#module._hg_offer_data(bytes);
  }
  /** @param {number} share  0 to 1 */
  dataProgress(share) {
    this.#module._hg_data_progress(share);
  }
  dropData() {
    this.#module._hg_drop_data();
  }

  // Images of the visitor's own.

  /** An IDX file, plain or gzip, for useOwnFiles(). @param {string} name @param {Uint8Array} bytes */
  ownFile(name, bytes) {
    this.#withText(name, (text) =>
      this.#withBytes(bytes, (data) =>
        this.#check(this.#module._hg_own_file(text, data, bytes.length)),
      ),
    );
  }
  /** One of several, for useOwnPictures(). @param {import('./pictures.js').Picture} picture */
  ownPicture(picture) {
    this.#withPicture(picture, this.#module._hg_own_picture);
  }
  /** Onto the pad. @param {import('./pictures.js').Picture} picture */
  showPicture(picture) {
    this.#withPicture(picture, this.#module._hg_show_picture);
  }

  // Trained weights: what the page has, what is asked for and how much of it has come.

  /** @param {string} recipe  its name @param {number} bytes  of the file */
  offerPretrained(recipe, bytes) {
    this.#withText(recipe, (name) => this.#module._hg_offer_pretrained(name, bytes));
  }
  /** @param {string} recipe @param {number} share  0 to 1 */
  pretrainedProgress(recipe, share) {
    this.#withText(recipe, (name) => this.#module._hg_pretrained_progress(name, share));
  }
  /** They will not come. */
  dropPretrained() {
    this.#module._hg_drop_pretrained();
  }

  // What the laboratory asks for and is told.

  /** The oldest request that was not yet taken, or null. The module calls onRequest for each.
   * @returns {HostRequest | null} */
  takeRequest() {
    const request = JSON.parse(this.#text(this.#module._hg_take_request()));
    return request && { ...request, content: this.#copy(this.#module._hg_result()) };
  }
  /** @param {string} words  for the bottom of the laboratory */
  say(words) {
    this.#withText(words, (text) => this.#module._hg_say(text));
  }
  /** @param {boolean} light */
  systemColours(light) {
    this.#module._hg_system_colours(Number(light));
  }

  // The state as text (src/lab/state_table.h).

  /** What follows # in a link. */
  link() {
    return this.#textOrError(this.#module._hg_link());
  }
  /** The same in full. */
  stateText() {
    return this.#text(this.#module._hg_state_text());
  }
  /** The recipe whose trained weights a state starts from, or ''. @param {string} state */
  trainedRecipe(state) {
    return this.#withText(state, (text) =>
      this.#textOrError(this.#module._hg_trained_recipe(text)),
    );
  }
  /** A command; 0 when none was needed.
   * @param {string} state
   * @param {ArrayBuffer | Uint8Array | null} weights  a safetensors file, or null: from the seed
   * @param {string} done  what stands beside the offer to undo it; empty: there is none */
  loadState(state, weights, done) {
    const bytes = new Uint8Array(weights ?? []);
    return this.#numberOrError(
      this.#withText(state, (text) =>
        this.#withText(done, (words) =>
          this.#withBytes(bytes, (data) =>
            this.#module._hg_load_state(text, data, bytes.length, words),
          ),
        ),
      ),
    );
  }
  /** The same from the page's memory. @param {string} state
   * @param {Float32Array} parameters  as parameters() gave them */
  bringBack(state, parameters) {
    const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
    return this.#numberOrError(
      this.#withText(state, (text) =>
        this.#withBytes(bytes, (data) =>
          this.#module._hg_bring_back(text, data, parameters.length),
        ),
      ),
    );
  }
  /** The network's weights as they are, without the room that a file would take in the module.
   * @returns {Float32Array} */
  parameters() {
    const { parameters } = this.state();
    const start = this.#module._hg_parameters();
    return new Float32Array(this.#heap.slice(start, start + 4 * parameters).buffer);
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
  /** Two fingers (src/lab/lab.h). */
  pinch(x, y, dx, dy, factor) {
    this.#module._hg_pinch(x, y, dx, dy, factor);
  }
  endPinch() {
    this.#module._hg_end_pinch();
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

  /** What can be hidden (src/lab/controls.h). @returns {string[]} */
  controls() {
    return JSON.parse(this.#text(this.#module._hg_controls()));
  }

  // Commands to the session. Each returns its number: it has been taken up when
  // state().commandsTaken has reached it.

  /** What the page comes with. @param {string} origin @param {boolean} synthetic */
  useData(origin, synthetic) {
    return this.#withText(origin, (text) =>
      this.#command(this.#module._hg_use_data(text, synthetic ? 1 : 0)),
    );
  }
  /** All of MNIST, by file() as well. */
  useMnist() {
    return this.#command(this.#module._hg_use_mnist());
  }
  useOwnFiles() {
    return this.#command(this.#module._hg_use_own_files());
  }
  useOwnPictures() {
    return this.#command(this.#module._hg_use_own_pictures());
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

  /** A drawing as the digit that a network is shown (src/data/digit_normalization.h).
   * @param {Float32Array} ink  side x side pixels, 0 ... 1 @param {number} side
   * @returns {Float32Array} */
  digit(ink, side) {
    return this.#infer((data) => this.#module._hg_digit(data, side), ink);
  }

  #withPicture({ ink, rows, columns }, take) {
    const bytes = new Uint8Array(ink.buffer, ink.byteOffset, ink.byteLength);
    this.#withBytes(bytes, (data) => take(data, rows, columns));
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
    return this.#copy(pointer);
  }
  #copy(result) {
    const { buffer } = this.#heap.slice(result, result + this.#module._hg_result_size());
    this.#module._hg_drop_result(); // it may be as large as a network
    return buffer;
  }

  #numberOrError(number) {
    if (number < 0) throw new Error(this.#text(this.#module._hg_last_error()));
    return number;
  }
  #textOrError(pointer) {
    if (!pointer) throw new Error(this.#text(this.#module._hg_last_error()));
    return this.#text(pointer);
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
    // The module would take what comes before one for the whole.
    if (text.includes('\0')) throw new Error('expected text without null characters');
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

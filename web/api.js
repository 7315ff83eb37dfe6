// window.hourglass: the page for scripts and tests. Documented in docs/page-api.md.

import { linkWith } from './address.js';
import { usePretrained } from './content.js';
import { takeImages } from './files.js';
import { applyState } from './link.js';
import { embedCode } from './snippets.js';

/** @typedef {import('./engine.js').State} State */

/**
 * @typedef {Object} HourglassApi
 * @property {Promise<State>} ready  the laboratory can be used; rejects when it could not start
 * @property {() => State} state
 * @property {() => Record<string, [number, number, number, number]>} layout
 * @property {(recipe: string | object) => Promise<State>} load
 * @property {() => Promise<State>} start
 * @property {() => Promise<State>} pause
 * @property {(steps?: number) => Promise<State>} step
 * @property {(seed?: number) => Promise<State>} reset
 * @property {(image: Float32Array) => Promise<Float32Array>} denoise
 * @property {(image: Float32Array) => Promise<Float32Array>} encode
 * @property {(code: Float32Array) => Promise<Float32Array>} decode
 * @property {() => Promise<ArrayBuffer>} exportWeights
 * @property {(file: ArrayBuffer | ArrayBufferView) => Promise<State>} importWeights
 * @property {(recipe?: string) => Promise<State>} loadPretrained
 * @property {() => Promise<State>} loadMnist
 * @property {() => Promise<void>} stopMnist
 * @property {(files: Iterable<File>) => Promise<State>} loadImages
 * @property {() => Promise<string>} link
 * @property {(link: string) => Promise<State>} applyLink
 * @property {() => Promise<string>} saveState
 * @property {(text: string) => Promise<State>} loadState
 * @property {(options?: import('./snippets.js').EmbedOptions) => string} embedCode
 */

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */

/**
 * @param {Promise<Laboratory>} started  rejects when the page could not start
 * @returns {HourglassApi}
 */
export function makeApi(started) {
  /** @type {Laboratory | undefined} */
  let laboratory;
  const ready = started.then((it) => {
    laboratory = it;
    return it.engine.state();
  });
  ready.catch(() => {}); // the page itself says why; nobody has to listen

  const engineNow = () => {
    if (!laboratory) throw new Error('Hourglass has not started yet: wait for hourglass.ready');
    return laboratory.engine;
  };
  /** Runs when the page has started; errors tell which call they belong to.
   * @template T
   * @param {string} call
   * @param {(running: Laboratory) => T | Promise<T>} run
   * @returns {Promise<T>} */
  const calling = async (call, run) => {
    const running = await started;
    try {
      return await run(running);
    } catch (error) {
      throw new Error(`${call}: ${error.message}`, { cause: error });
    }
  };
  const command = ({ commands }, issue) => commands.inTurn(() => commands.send(issue));
  /** What has to fit the digits waits for them, unless they are not to be had. */
  const fitting = (running, issue) =>
    running.commands.inTurn(async () => {
      await running.digits.arrived().catch(() => {});
      return running.commands.send(issue);
    });

  return Object.freeze({
    ready,
    state: () => engineNow().state(),
    layout: () => engineNow().layout(),

    load: (recipe) =>
      calling('load(recipe)', (running) => {
        const text = recipeText(recipe);
        return fitting(running, () => running.engine.load(text));
      }),
    start: () =>
      calling('start()', ({ engine, commands, digits }) =>
        commands.inTurn(async () => {
          await digits.arrived();
          return commands.send(() => engine.start());
        }),
      ),
    pause: () => calling('pause()', (running) => command(running, () => running.engine.pause())),
    step: (steps = 1) =>
      calling(`step(n)`, (running) => {
        checkWholeNumber('n', steps, 1);
        return trainSteps(running, steps);
      }),
    reset: (seed) =>
      calling('reset(seed)', (running) => {
        if (seed !== undefined) checkWholeNumber('the seed', seed, 0);
        const { engine } = running;
        return command(running, () => engine.reset(seed ?? engine.state().recipe?.seed ?? 0));
      }),

    denoise: (image) =>
      calling('denoise(image)', ({ engine }) => engine.denoise(checkedNumbers(image))),
    encode: (image) =>
      calling('encode(image)', ({ engine }) => engine.encode(checkedNumbers(image))),
    decode: (code) => calling('decode(code)', ({ engine }) => engine.decode(checkedNumbers(code))),

    exportWeights: () => calling('exportWeights()', ({ engine }) => engine.exportWeights()),
    importWeights: (file) =>
      calling('importWeights(file)', (running) => {
        const bytes = fileBytes(file);
        return fitting(running, () => running.engine.importWeights(bytes));
      }),
    loadPretrained: (recipe) =>
      calling('loadPretrained(recipe)', (running) =>
        usePretrained(running, recipe ?? running.engine.state().recipe?.name),
      ),

    loadMnist: () => calling('loadMnist()', (running) => running.mnist.use(running)),
    stopMnist: () => calling('stopMnist()', ({ mnist }) => mnist.stop()),
    loadImages: (files) =>
      calling('loadImages(files)', async (running) => {
        await takeImages(running, checkedFiles(files));
        return running.engine.state();
      }),

    link: () => calling('link()', ({ engine }) => linkWith(engine.link())),
    applyLink: (link) =>
      calling('applyLink(link)', (running) =>
        applyState(running, checkedText(link), 'Link opened'),
      ),
    saveState: () => calling('saveState()', ({ engine }) => engine.stateText()),
    loadState: (text) =>
      calling('loadState(text)', (running) =>
        applyState(running, checkedText(text), 'State loaded'),
      ),
    embedCode,
  });
}

/** @param {Laboratory} running @param {number} steps */
async function trainSteps({ engine, commands, digits }, steps) {
  const first = await commands.inTurn(async () => {
    await digits.arrived();
    // From a standstill, so that exactly these steps are counted.
    const { step } = await commands.send(() => engine.pause());
    await commands.send(() => engine.step(steps));
    return step;
  });
  const end = await commands.until((state) => !state.training);
  const done = end.step - first;
  if (done < steps && end.runState !== 'finished') {
    throw new Error(`it was interrupted after ${Math.max(done, 0)} of ${steps} steps`);
  }
  return end;
}

function recipeText(recipe) {
  if (typeof recipe === 'string') return recipe;
  if (recipe !== null && typeof recipe === 'object') return JSON.stringify(recipe);
  throw new Error(`expected a name, a recipe object or its JSON, got ${describe(recipe)}`);
}

function checkedText(text) {
  if (typeof text === 'string') return text;
  throw new Error(`expected a state as text, got ${describe(text)}`);
}

function checkWholeNumber(what, value, least) {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new Error(`${what} must be a whole number from ${least} up, got ${describe(value)}`);
}

// How many there must be depends on the network, and the engine checks it.
function checkedNumbers(numbers) {
  if (!(numbers instanceof Float32Array)) {
    throw new Error(`expected a Float32Array, got ${describe(numbers)}`);
  }
  const bad = numbers.findIndex((number) => !Number.isFinite(number));
  if (bad >= 0) throw new Error(`expected finite numbers, but number ${bad} is ${numbers[bad]}`);
  return numbers;
}

function checkedFiles(files) {
  const all = typeof files?.[Symbol.iterator] === 'function' ? [...files] : [];
  if (all.length > 0 && all.every((file) => file instanceof File)) return all;
  throw new Error(`expected Files, got ${describe(files)}`);
}

function fileBytes(file) {
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  if (ArrayBuffer.isView(file)) {
    return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  }
  throw new Error(`expected an ArrayBuffer with a safetensors file, got ${describe(file)}`);
}

function describe(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'object') return `a value of type ${value.constructor?.name ?? 'object'}`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

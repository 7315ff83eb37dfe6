// The page: loads the module, opens the laboratory, brings weights and digits.

import { attachActions } from './actions.js';
import { clearAddress, stateInAddress } from './address.js';
import { makeApi } from './api.js';
import { coloursIn, showColours, systemIsLight, watchSystemColours } from './colours.js';
import { bringDigits, bringFirstWeights, kFirstRecipe } from './content.js';
import { downloadManifest } from './download.js';
import { openEmbedBuilder } from './embed-builder.js';
import { embeddingIn, stateOf } from './embedded.js';
import { Engine } from './engine.js';
import { attachDrop } from './files.js';
import { attachHost } from './host.js';
import { isolate, keepOffline } from './isolation.js';
import { Laboratory } from './laboratory.js';
import { translatePage } from './language.js';
import { attachLessons } from './lessons.js';
import { applyState, takeUpState } from './link.js';
import { loadModule, moduleSize, usableVariants } from './loader.js';
import { lastKept, Memory, recall } from './memory.js';
import { PlainEngine, PlainLaboratory } from './plain.js';
import { bringMnist, MnistFiles, offerWantedData } from './mnist.js';
import { PretrainedFiles } from './pretrained.js';
import { hasCanvas2d, hasStyle, hasWebGl2 } from './probes.js';
import { announce, LoadingScreen, showNotice } from './screen.js';
import { attachScrolling } from './scrolling.js';
import { attachSight } from './sight.js';
import { ownMemory } from './tabs.js';
import { showTwins } from './twins.js';

translatePage();
const loading = new LoadingScreen();
const kParameters = new URLSearchParams(location.search);
const kEmbedding = embeddingIn(location.search);
/** `?fresh`: as on the first visit, and nothing of it is kept; so is what a course page shows. */
const kFresh = kParameters.has('fresh') || kEmbedding !== null;

const started = start();
globalThis.hourglass = makeApi(started);
started.then(
  (laboratory) => {
    attachActions(globalThis.hourglass, laboratory);
    if (laboratory instanceof PlainLaboratory) return;
    attachLessons(globalThis.hourglass, laboratory);
    showTwins(laboratory.engine);
    if (kParameters.has('embed-builder')) openEmbedBuilder(laboratory);
  },
  (error) => loading.fail(`Hourglass could not start: ${error.message}.`),
);

if (kEmbedding) embed(kEmbedding);

async function start() {
  if (document.documentElement.dataset.failed || !hasStyle()) return new Promise(() => {}); // guard.js says why
  const forced = kParameters.get('variant');
  if (await isolate(forced)) return new Promise(() => {}); // the page begins anew
  const memory = kFresh ? -1 : await ownMemory(lastKept);
  const remembered = memory < 0 ? null : await recall(memory);
  const colours = coloursIn(wishedColours()) || coloursIn(remembered?.state ?? '');
  showColours(colours || (systemIsLight() ? 'light' : 'dark'));
  const found = Promise.all([downloadManifest(), usableVariants(forced)]);
  found.catch(() => {}); // should WebGL 2 be missing, this is said first
  const isPlain = !hasWebGl2();
  if (isPlain && (kEmbedding || !hasCanvas2d())) {
    throw new Error(
      'it draws with WebGL 2, which this browser does not offer now; switch on hardware acceleration in its settings, or use another browser',
    );
  }
  const [manifest, variants] = await found;

  loading.say('Loading the engine and a trained network.');
  const pretrained = new PretrainedFiles(manifest);
  loading.expect(moduleSize(manifest, variants[0]) + pretrained.size(kFirstRecipe));
  const onBytes = (bytes) => loading.received(bytes);
  pretrained.fetch(kFirstRecipe, onBytes).catch(() => {}); // tried again below
  const open = isPlain ? openPlain : openLaboratory;
  const laboratory = await open(manifest, variants, pretrained, onBytes, colours);
  loading.close();

  if (laboratory instanceof PlainLaboratory) await bringFirstWeights(laboratory);
  else await moveIn(laboratory, memory, remembered);
  // What the start does not need.
  bringDigits(laboratory, manifest, Promise.race([laboratory.calm(), laboratory.digits.wanted]))
    .then(() => laboratory.calm())
    .then(() => keepOffline(manifest.version));
  return laboratory;
}

/** @param {Laboratory} laboratory @param {number} memory  this tab's: tabs.js */
async function moveIn(laboratory, memory, remembered) {
  await bringFirstState(laboratory, remembered);
  if (!kFresh) remember(laboratory, memory);
  attachDrop(laboratory);
  watchSystemColours((light) => laboratory.systemColours(light));
  addEventListener('hashchange', () => openAddress(laboratory, 'Link opened'));
}

/** In a frame of a page that may command it. @param {import('./embedded.js').Embedding} embedding */
function embed({ alone, parent }) {
  const opened = started.then((laboratory) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    attachScrolling(canvas, (words) => laboratory.say(words));
    return { laboratory, sight: attachSight(laboratory, canvas, alone) };
  });
  opened.catch(() => {}); // the page itself says why
  try {
    attachHost(globalThis.hourglass, opened, parent);
  } catch (error) {
    showNotice(`${error.message}.`);
  }
}

/** The state in the address, with what a host page wishes. @param {string[]} trained  recipes */
function wishedState(trained) {
  const text = stateInAddress();
  const wishes = kEmbedding?.wishes ?? {};
  if (!text && Object.keys(wishes).length === 0) return '';
  return kEmbedding ? stateOf({ recipe: kFirstRecipe, ...wishes }, text, trained) : text;
}

/** What is wrong with the wishes is said when the laboratory is open. */
function wishedColours() {
  try {
    return wishedState([]);
  } catch {
    return '';
  }
}

/** The state in the address, else the one that was remembered, else that of the first visit. Never
 * rejects. */
async function bringFirstState(laboratory, remembered) {
  if (await openAddress(laboratory, '')) return;
  const mayHide = isReload() && !kParameters.has('lesson'); // lessons hide by themselves
  const kept = remembered && (mayHide ? remembered : showingAll(remembered));
  if (kept && (await bringBack(laboratory, kept))) return;
  await bringFirstWeights(laboratory);
}

const isReload = () =>
  /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType('navigation')[0])?.type ===
  'reload';

/** What a link hides it hides while its page is open, not at a later visit.
 * @param {import('./memory.js').Remembered} remembered */
const showingAll = (remembered) => ({
  ...remembered,
  state: remembered.state.replace(/;hide=[^;]*/, ''),
});

/** Takes up the state in the address, if there is one. @returns {Promise<boolean>} done */
async function openAddress(laboratory, done) {
  try {
    const text = wishedState(laboratory.pretrained.recipes);
    if (!text) return false;
    await applyState(laboratory, text, done);
    return true;
  } catch (error) {
    showNotice(`This link was not opened: ${error.message}.`);
    return false;
  } finally {
    // A frame that is loaded anew opens as it was meant to.
    if (!kEmbedding && location.hash) clearAddress();
  }
}

/** @param {Laboratory} laboratory @param {import('./memory.js').Remembered} remembered */
async function bringBack(laboratory, { state, weights, run, step }) {
  try {
    const { commands, engine, mnist } = laboratory;
    if (weights) await commands.send(() => engine.bringBack(state, weights));
    else await takeUpState(laboratory, state, '');
    const steps = step > 0 ? ` after ${step.toLocaleString('en')} steps` : '';
    const network = weights ? `your network${steps}` : 'without the weights';
    if (run) laboratory.say(`Welcome back: ${network}`);
    if (engine.state().wantedData === 'mnist' && mnist.bytes > 0) bringMnist(laboratory);
    else offerWantedData(laboratory);
    return true;
  } catch {
    // Of another version of the page, or damaged: perhaps the weights alone.
    return weights !== null && bringBack(laboratory, { state, weights: null, run, step });
  }
}

/** @param {Laboratory} laboratory @param {number} memory  this tab's, or none: tabs.js */
function remember(laboratory, memory) {
  const say = (words) => laboratory.say(words);
  if (memory < 0) return say('Other tabs keep what is theirs; nothing of this one is kept');
  const events = {
    onNothing: () => say('This browser keeps nothing here: a reload starts afresh'),
    onFull: () => say('The browser’s storage is full: what follows is not kept. Save it as a file'),
    onRoom: () => say('There is room again: all is kept'),
  };
  laboratory.remember(new Memory(laboratory.engine, memory, events));
}

async function openPlain(manifest, variants, pretrained, onBytes) {
  /** @type {PlainLaboratory | undefined} */
  let laboratory;
  const { module, variant, threads } = await loadModule({
    manifest,
    variants,
    onBytes,
    onSnapshot: () => laboratory?.news(),
    onAbort: (reason) => laboratory?.breakDown(reason),
  });
  const engine = new PlainEngine(module);
  engine.bootPlain({ threads, variant, isolated: globalThis.crossOriginIsolated === true });
  laboratory = new PlainLaboratory(engine, pretrained, threads, stopped);
  listenForBreakdowns(laboratory);
  return laboratory;
}

async function openLaboratory(manifest, variants, pretrained, onBytes, colours) {
  /** @type {Laboratory | undefined} */
  let laboratory;
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
  const { module, variant, threads } = await loadModule({
    manifest,
    variants,
    canvas,
    onBytes,
    onSnapshot: () => laboratory?.news(),
    onRequest: () => laboratory?.requested(),
    onAbort: (reason) => laboratory?.breakDown(reason),
  });
  loading.say('Opening the laboratory.');
  const engine = new Engine(module);
  const isolated = globalThis.crossOriginIsolated === true;
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  engine.boot({
    ...{ threads, variant, isolated, reducedMotion },
    ...{ colours, systemIsLight: systemIsLight(), remembered: !kFresh },
  });
  const mnist = new MnistFiles(manifest);
  laboratory = new Laboratory(engine, pretrained, mnist, canvas, threads, stopped);
  // Its upper right corner says so to those who see it.
  if (threads === 0) announce('Ready. Training is slower here, without threads.');
  listenForBreakdowns(laboratory);
  return laboratory;
}

/** @param {string} reason @param {boolean} isKept  a reload brings back what there was */
function stopped(reason, isKept) {
  const kept = isKept
    ? ' Your network and your drawing are kept as they were a few seconds ago, and come back.'
    : '';
  loading.fail(`Hourglass has stopped working: ${reason}.${kept}`);
}

/** A training thread that breaks down reports here, through its worker's error event. */
function listenForBreakdowns(laboratory) {
  addEventListener('error', ({ error, message }) => {
    if (error instanceof WebAssembly.RuntimeError || error instanceof ErrorEvent) {
      laboratory.breakDown(error.message || message);
    }
  });
}

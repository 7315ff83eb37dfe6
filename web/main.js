// The page: loads the module, opens the laboratory, brings weights and digits.

import { attachActions } from './actions.js';
import { makeApi } from './api.js';
import { bringDigits, bringFirstWeights, kFirstRecipe } from './content.js';
import { downloadManifest } from './download.js';
import { Engine } from './engine.js';
import { Laboratory } from './laboratory.js';
import { loadModule, moduleSize, usableVariants } from './loader.js';
import { PretrainedFiles } from './pretrained.js';
import { hasWebGl2 } from './probes.js';
import { LoadingScreen } from './screen.js';

const loading = new LoadingScreen();

const started = start();
globalThis.hourglass = makeApi(started);
started.then(
  () => attachActions(globalThis.hourglass),
  (error) => loading.fail(`Hourglass could not start: ${error.message}.`),
);

async function start() {
  const forced = new URLSearchParams(location.search).get('variant');
  const found = Promise.all([downloadManifest(), usableVariants(forced)]);
  found.catch(() => {}); // should WebGL 2 be missing, this is said first
  if (!hasWebGl2()) {
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
  const laboratory = await openLaboratory(manifest, variants, pretrained, onBytes);
  loading.close();

  await bringFirstWeights(laboratory);
  bringDigits(laboratory, manifest);
  return laboratory;
}

async function openLaboratory(manifest, variants, pretrained, onBytes) {
  /** @type {Laboratory | undefined} */
  let laboratory;
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
  const { module, variant, threads } = await loadModule({
    manifest,
    variants,
    canvas,
    onBytes,
    onSnapshot: () => laboratory?.news(),
    onPretrainedWanted: () => laboratory?.pretrainedWanted(),
    onAbort: (reason) => laboratory?.breakDown(reason),
  });
  loading.say('Opening the laboratory.');
  const engine = new Engine(module);
  const isolated = globalThis.crossOriginIsolated === true;
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
  engine.boot({ threads, variant, isolated, reducedMotion });
  laboratory = new Laboratory(engine, pretrained, canvas, threads, (reason) =>
    loading.fail(`Hourglass has stopped working: ${reason}`),
  );
  listenForBreakdowns(laboratory);
  return laboratory;
}

/** A training thread that breaks down reports here, through its worker's error event. */
function listenForBreakdowns(laboratory) {
  addEventListener('error', ({ error, message }) => {
    if (error instanceof WebAssembly.RuntimeError || error instanceof ErrorEvent) {
      laboratory.breakDown(error.message || message);
    }
  });
}

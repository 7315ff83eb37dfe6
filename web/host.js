// The page's side of the talk with the page that holds it in a frame (docs/embedding.md): it says
// what happens here and takes commands, from its parent alone.

import { checkParent, stateOf } from './embedded.js';
import { checkedCommand, idOf, isOurs, kProtocol } from './host-messages.js';
import { applyState, keepHidden } from './link.js';

/** The state is told at most once in this time. */
const kStateMilliseconds = 250;
/** More commands than these under way are refused. */
const kMostCommands = 64;

/** @typedef {import('./laboratory.js').Laboratory} Laboratory */
/** @typedef {import('./sight.js').Sight} Sight */

/**
 * What a command does with its value, which has been checked.
 * @type {Record<string, (it: {api: import('./api.js').HourglassApi, laboratory: Laboratory,
 *   sight: Sight}, value: any) => unknown>}
 */
const kCommands = {
  state: ({ api }) => api.state(),
  load: ({ api }, recipe) => api.load(recipe),
  start: ({ api }) => api.start(),
  pause: ({ api }) => api.pause(),
  step: ({ api, sight }, steps) => sight.during(() => api.step(steps)),
  reset: ({ api }, seed) => api.reset(seed),
  loadMnist: ({ api }) => api.loadMnist(),
  stopMnist: ({ api }) => api.stopMnist(),
  denoise: ({ api }, image) => api.denoise(Float32Array.from(image)),
  link: ({ api }) => api.link(),
  applyState: ({ laboratory }, text) => applyState(laboratory, text, ''),
  show: ({ laboratory }, wishes) => show(laboratory, wishes),
  theme: ({ laboratory }, theme) => show(laboratory, { theme }),
  release: ({ sight }) => sight.release(),
};

/** @param {Laboratory} laboratory @param {import('./embedded.js').Wishes} wishes */
async function show(laboratory, wishes) {
  const text = stateOf(wishes, '', laboratory.pretrained.recipes);
  const state = laboratory.engine.state();
  return text ? applyState(laboratory, keepHidden(text, state), '') : state;
}

/**
 * @param {import('./api.js').HourglassApi} api
 * @param {Promise<{laboratory: Laboratory, sight: Sight}>} opened
 * @param {string} allowed  the only origin to talk with; '' for any. Throws where it is none.
 */
export function attachHost(api, opened, allowed) {
  checkParent(allowed);
  if (parent === window) return;
  const tell = (message) =>
    parent.postMessage({ hourglass: kProtocol, ...message }, allowed || '*');
  tell({ type: 'event', event: 'loading' });

  let waiting = 0;
  addEventListener('message', async (event) => {
    if (!isOurs(event.data)) return;
    const answer = (message) => answerTo(event, { id: idOf(event.data), ...message });
    try {
      checkSender(event, allowed);
      const { command, value } = checkedCommand(event.data);
      if (waiting >= kMostCommands) {
        throw new Error(`${command}: ${waiting} commands are under way; wait for their replies`);
      }
      waiting += 1;
      try {
        answer({ type: 'reply', value: await kCommands[command]({ api, ...(await opened) }, value) });
      } finally {
        waiting -= 1;
      }
    } catch (error) {
      answer({ type: 'error', message: error.message });
    }
  });

  opened.then(
    ({ laboratory, sight }) => {
      tell({ type: 'ready', state: api.state() });
      reportTraining(laboratory, tell);
      sight.onChange((seen) => tell({ type: 'event', event: seen ? 'in-view' : 'out-of-view' }));
    },
    (error) => tell({ type: 'error', id: null, message: error.message }),
  );
}

function checkSender({ source, origin }, allowed) {
  if (source !== parent) throw new Error('only the page that holds this frame may command it');
  if (allowed && origin !== allowed) {
    throw new Error(`this frame takes commands from ${allowed} only, and this came from ${origin}`);
  }
}

function answerTo({ source, origin }, message) {
  // A page without an origin (a file, a sandbox) can be answered in no narrower way.
  const targetOrigin = origin === 'null' ? '*' : origin;
  source?.postMessage({ hourglass: kProtocol, ...message }, { targetOrigin });
}

/** Tells of each turn in training at once, and of the state every now and then. */
function reportTraining(laboratory, tell) {
  let { runState, recipe } = laboratory.engine.state();
  let timer = 0;
  let told = performance.now();
  const tellState = () => {
    timer = 0;
    told = performance.now();
    tell({ type: 'state', state: laboratory.engine.state() });
  };
  laboratory.watch((state) => {
    if (state.runState !== runState) tell({ type: 'event', event: state.runState });
    if (state.recipe?.name !== recipe?.name) tell({ type: 'event', event: 'recipe' });
    ({ runState, recipe } = state);
    timer ||= window.setTimeout(tellState, Math.max(0, told + kStateMilliseconds - performance.now()));
  });
}

// Buttons of the page that do what a control of the laboratory does go when that is hidden.

import { embeddingIn } from './embedded.js';

/** By their ids: the controls (src/lab/controls.h) of which one at least must be shown. */
const kTwins = {
  'action-start': ['run'],
  'action-pause': ['run'],
  'action-step': ['step'],
  'action-reset': ['reset'],
  'action-pretrained': ['trained'],
  'action-save': ['weights'],
  'action-load': ['weights', 'state'],
  'action-link': ['state'],
  'action-embed': ['embed'],
  'action-lessons': ['lessons'],
  'lessons-open': ['lessons'],
};

/** Shows those that are not hidden, and one to have all back where no course page decides.
 * @param {import('./engine.js').Engine} engine */
export function showTwins(engine) {
  const { hidden } = engine.state();
  for (const [id, controls] of Object.entries(kTwins)) {
    document.getElementById(id).hidden = controls.every((it) => hidden.includes(it));
  }
  const canShowAll = hidden.length > 0 && embeddingIn(location.search) === null;
  document.getElementById('action-show-all').hidden = !canShowAll;
}

// The page's address, whose part after # holds a state and is seen by no server.

import { embeddingIn } from './embedded.js';

/** The address with this state; out of a frame it leads to the whole page. @param {string} text */
export function linkWith(text) {
  const end = embeddingIn(location.search) ? /[?#]/ : '#';
  return `${location.href.split(end, 1)[0]}#${text}`;
}

/** The state in the page's address, or ''. */
export function stateInAddress() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text); // some programs encode what needs it not
  } catch {
    return text;
  }
}

/** From here on the address says nothing of the state: it has been taken up, and will change. */
export function clearAddress() {
  try {
    history.replaceState(null, '', location.pathname + location.search);
  } catch {
    // A page without an origin may not: there it goes on saying how this visit began.
  }
}

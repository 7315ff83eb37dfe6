// Pointer and keyboard, as far as SDL leaves them to the page: coalesced pen positions, pointer
// capture, focus, and keys that belong to the browser. Buttons, wheel and touches reach SDL itself.

/** Whatever may change what the laboratory shows. */
const kInputEvents = [
  ...['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerenter', 'pointerleave'],
  ...['wheel', 'keydown', 'keyup', 'focus', 'blur'],
];

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./engine.js').Engine} engine
 * @param {() => void} onInput  a frame is wanted
 */
export function attachPointer(canvas, engine, onInput) {
  for (const type of kInputEvents) canvas.addEventListener(type, onInput, { passive: true });

  canvas.addEventListener('pointerdown', (event) => {
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
  });

  // SDL sees one position a frame; a pen gives several.
  canvas.addEventListener('pointermove', (event) => {
    if (!event.isPrimary || (event.buttons & 1) === 0) return;
    const { left, top } = canvas.getBoundingClientRect();
    const samples = event.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of samples.length > 0 ? samples : [event]) {
      engine.pointer(clientX - left, clientY - top);
    }
  });

  // SDL cancels the end of each touch, which the browser calls an error where it is not to be.
  canvas.addEventListener('touchend', (event) => {
    if (!event.cancelable) event.preventDefault = () => {};
  }, { capture: true, passive: true });

  // In the capture phase, so that SDL, which would claim them, does not see them.
  const leaveToBrowser = (event) => event.stopImmediatePropagation();
  canvas.addEventListener('keydown', (event) => {
    if (belongsToBrowser(event)) leaveToBrowser(event);
  }, { capture: true });
  canvas.addEventListener('wheel', (event) => {
    if (event.ctrlKey) leaveToBrowser(event); // zoom
  }, { capture: true, passive: true });
}

/** Tab leaves the canvas; reload, zoom, developer tools and the like stay the browser's. */
function belongsToBrowser({ key, ctrlKey, metaKey, altKey }) {
  if (key === 'Tab' || /^F\d+$/.test(key) || altKey) return true;
  const editing = ['a', 'c', 'v', 'x', 'y', 'z'].includes(key.toLowerCase());
  return (ctrlKey || metaKey) && key.length === 1 && !editing;
}

// A frame does not keep the page that holds it from being scrolled: wheel and fingers belong to that
// page until the laboratory was clicked or tapped, and again when the pointer has left the frame.

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(words: string) => void} say  a few words at the laboratory's bottom
 */
export function attachScrolling(canvas, say) {
  const { dataset } = document.documentElement; // style.css lets fingers scroll while it is asleep
  dataset.embedded = 'asleep';
  const isAsleep = () => dataset.embedded === 'asleep';
  const wake = () => {
    dataset.embedded = 'awake';
    canvas.focus({ preventScroll: true });
  };
  const sleep = () => (dataset.embedded = 'asleep');

  // In the capture phase at the window: before SDL, which would claim them.
  const capture = { capture: true, passive: true };
  const leaveToHost = (event) => {
    if (isAsleep() && event.target === canvas) event.stopImmediatePropagation();
  };
  for (const type of ['wheel', 'touchstart', 'touchmove', 'touchend', 'touchcancel']) {
    addEventListener(type, leaveToHost, capture);
  }
  addEventListener('pointerdown', (event) => {
    if (event.target !== canvas) return;
    if (event.pointerType === 'touch') leaveToHost(event);
    else wake();
  }, capture);
  addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') leaveToHost(event);
  }, capture);
  addEventListener('pointercancel', (event) => {
    if (isAsleep() && event.pointerType === 'touch') say('Tap here once, then draw');
  }, capture);
  canvas.addEventListener('click', wake); // a finger that stayed in its place

  document.documentElement.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch') sleep(); // fingers leave with every lift
  });
  addEventListener('blur', sleep);
}

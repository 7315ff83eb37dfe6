// Two fingers on the plane of codes move and zoom it; anywhere else they zoom the page, which is the
// browser's.

/** The item that takes them, as layout() names it. */
const kItem = 'code-plane';

/** Where two touches are. @param {TouchList} touches @param {DOMRect} canvas */
function placeOf([a, b], { left, top }) {
  return {
    x: (a.clientX + b.clientX) / 2 - left,
    y: (a.clientY + b.clientY) / 2 - top,
    apart: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./engine.js').Engine} engine
 * @param {() => void} onInput  a frame is wanted
 */
export function attachPinch(canvas, engine, onInput) {
  /** @type {ReturnType<typeof placeOf> | null} */
  let last = null;

  const areOnItem = (touches) => {
    const item = engine.layout()[kItem];
    if (!item) return false;
    const { left, top } = canvas.getBoundingClientRect();
    return [...touches].every(({ clientX, clientY }) => {
      const [x, y] = [clientX - left - item[0], clientY - top - item[1]];
      return x >= 0 && y >= 0 && x < item[2] && y < item[3];
    });
  };

  // Not passive: the browser must not zoom the page meanwhile.
  canvas.addEventListener('touchstart', (event) => {
    if (event.touches.length !== 2 || !areOnItem(event.touches)) return;
    event.preventDefault();
    last = placeOf(event.touches, canvas.getBoundingClientRect());
    engine.pinch(last.x, last.y, 0, 0, 1);
  }, { passive: false });

  canvas.addEventListener('touchmove', (event) => {
    if (!last || event.touches.length !== 2) return;
    const now = placeOf(event.touches, canvas.getBoundingClientRect());
    engine.pinch(now.x, now.y, now.x - last.x, now.y - last.y, now.apart / last.apart);
    last = now;
    onInput();
  }, { passive: true });

  const lifted = ({ touches }) => {
    if (!last || touches.length > 0) return;
    last = null;
    engine.endPinch();
    onInput();
  };
  canvas.addEventListener('touchend', lifted, { passive: true });
  canvas.addEventListener('touchcancel', lifted, { passive: true });
}

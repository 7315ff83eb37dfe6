// The canvas as a drawing surface: its size, the screen's density, and a context that may be lost.

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./engine.js').Engine} engine
 * @param {import('./frames.js').Frames} frames
 */
export function attachSurface(canvas, engine, frames) {
  // The engine measures the canvas at each frame; here it only learns that there is reason to.
  new ResizeObserver(() => frames.drawNow()).observe(canvas);
  watchDensity(() => frames.drawNow());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) frames.request();
  });

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // else it is never restored
    engine.contextLost();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    engine.contextRestored();
    frames.request();
  });
}

/** Calls `onChange` at each change of devicePixelRatio (zoom, another screen). */
function watchDensity(onChange) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener(
    'change',
    () => {
      onChange();
      watchDensity(onChange); // a query tells of leaving one density only
    },
    { once: true },
  );
}

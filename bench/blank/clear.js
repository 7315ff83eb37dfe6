const gl = document.querySelector('canvas').getContext('webgl2');
requestAnimationFrame(() => {
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  requestAnimationFrame(() => (globalThis.isDrawn = true));
});

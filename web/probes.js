// What this browser can do, found out by trying.

// A module with one function () -> v128 whose body is `body`: it validates only where the engine
// knows every instruction in it.
function moduleWith(body) {
  const code = [0x00 /* no locals */, ...body, 0x0b /* end */];
  // prettier-ignore
  return new Uint8Array([
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,  // "\0asm", version 1
    0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b,        // types: one, () -> v128
    0x03, 0x02, 0x01, 0x00,                          // functions: one, of type 0
    0x0a, code.length + 2, 0x01, code.length,        // code: one body of this length
    ...code,
  ]);
}

/** Fixed-width SIMD, its last addition included: i8x16.popcnt. */
export function hasSimd() {
  // prettier-ignore
  return WebAssembly.validate(moduleWith([
    0x41, 0x00,  // i32.const 0
    0xfd, 0x0f,  // i8x16.splat
    0xfd, 0x62,  // i8x16.popcnt
  ]));
}

/** Relaxed SIMD: the fused multiply-add that our products use. */
export function hasRelaxedSimd() {
  const operand = [0x41, 0x00, 0xfd, 0x11]; // i32.const 0, i32x4.splat
  const relaxedMadd = [0xfd, 0x85, 0x02]; // f32x4.relaxed_madd
  return WebAssembly.validate(moduleWith([...operand, ...operand, ...operand, ...relaxedMadd]));
}

/** The page's style sheets have arrived whole. */
export function hasStyle() {
  return [...document.querySelectorAll('link')].every(({ rel, sheet }) => rel !== 'stylesheet' || sheet);
}

/** WebGL 2 on a canvas of its own, so that the page's canvas stays untouched. */
export function hasWebGl2() {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/** The small form of the laboratory draws with this: plain.js. */
export function hasCanvas2d() {
  return document.createElement('canvas').getContext('2d') !== null;
}

/** A worker that takes longer than this to answer will not do. */
const kWorkerMilliseconds = 5_000;

/**
 * Shared memory between threads: a worker writes into it and the page sees the number. Browsers
 * exist that offer SharedArrayBuffer and refuse to send it.
 * @returns {Promise<boolean>}
 */
export async function hasThreads() {
  if (!globalThis.crossOriginIsolated) return false;
  /** @type {Worker | undefined} */
  let worker;
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    worker = new Worker(new URL('probe-worker.js', import.meta.url));
    const answer = await new Promise((resolve) => {
      setTimeout(resolve, kWorkerMilliseconds, false);
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => resolve(false);
      worker.postMessage(memory);
    });
    return answer === true && Atomics.load(new Int32Array(memory.buffer), 0) === 1;
  } catch {
    return false;
  } finally {
    worker?.terminate();
  }
}

// The other side of hasThreads() in probes.js.
self.onmessage = ({ data: memory }) => {
  Atomics.store(new Int32Array(memory.buffer), 0, 1);
  self.postMessage(true);
};

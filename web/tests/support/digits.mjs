// The page's test digits, as the page itself serves them.

/**
 * How far the network's reconstructions are from the first test digits, under the noise that its
 * recipe is tested with (none or Gaussian), through window.hourglass alone.
 * @param {import('playwright-core').Page} page
 * @param {number} [count]
 * @returns {Promise<number>} mean squared error per pixel
 */
export function testErrorOf(page, count = 400) {
  return page.evaluate(async (most) => {
    const { denoise, state } = globalThis.hourglass;
    const packed = await fetch('data/t10k-images-idx3-ubyte.gz');
    const plain = packed.body.pipeThrough(new DecompressionStream('gzip'));
    const pixels = new Uint8Array(await new Response(plain).arrayBuffer()).subarray(16);
    const { kind, strength } = state().recipe.test_noise;
    // Box and Muller's method on a small generator of its own: the same noise in every run.
    let seed = 1;
    const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const noisy = (x) =>
      kind === 'gaussian' ? Math.min(1, Math.max(0, x + strength * normal())) : x;

    const images = Math.min(most, pixels.length / 784);
    let sum = 0;
    for (let i = 0; i < images; ++i) {
      const clean = Float32Array.from(pixels.subarray(784 * i, 784 * (i + 1)), (byte) => byte / 255);
      const rebuilt = await denoise(clean.map(noisy));
      clean.forEach((value, at) => (sum += (rebuilt[at] - value) ** 2));
    }
    return sum / (784 * images);
  }, count);
}

// How the rivals' training steps are timed.

/**
 * @typedef {Object} RivalTrainer
 * @property {number} images                 in a step
 * @property {() => unknown} step            one training step; awaited
 * @property {() => Promise<number>} loss    of the last step
 * @property {number} [firstLoss]            set by imagesPerSecond()
 */

/**
 * @param {RivalTrainer} trainer
 * @param {{warmup: number, seconds: number}} job
 * @returns {Promise<number>} images a second; of one step at least
 */
export async function imagesPerSecond(trainer, { warmup, seconds }) {
  if (trainer.firstLoss === undefined) {
    await trainer.step();
    trainer.firstLoss = await trainer.loss();
  }
  await repeat(trainer.step, warmup);
  const { steps, elapsed } = await repeat(trainer.step, seconds);
  const loss = await trainer.loss();
  if (!(loss < trainer.firstLoss)) {
    throw new Error(`the loss went from ${trainer.firstLoss} to ${loss}: nothing was learnt`);
  }
  return (steps * trainer.images) / elapsed;
}

async function repeat(step, seconds) {
  const start = performance.now();
  for (let steps = 1; ; ++steps) {
    await step();
    const elapsed = (performance.now() - start) / 1000;
    if (elapsed >= seconds) return { steps, elapsed };
  }
}

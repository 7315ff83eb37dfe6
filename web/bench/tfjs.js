// TensorFlow.js on its WebAssembly backend, with SIMD and threads. Whole steps in the framework:
// batch, noise, forward, backward, Adam. Weight decay, which its Adam has not, is left out.

import { batches, digits, layersOf, recipeOf } from './material.js';
import { imagesPerSecond } from './timing.js';

const kFolder = new URL('../rivals/tfjs/', import.meta.url).href;

function load(script) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = kFolder + script;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${script} could not be fetched`));
    document.head.append(element);
  });
}

export async function open() {
  await load('tf.min.js');
  await load('tf-backend-wasm.min.js');
  const { tf } = globalThis;
  tf.wasm.setWasmPaths(kFolder);
  tf.wasm.setThreadsCount(navigator.hardwareConcurrency);
  await tf.setBackend('wasm');
  for (const flag of ['WASM_HAS_SIMD_SUPPORT', 'WASM_HAS_MULTITHREAD_SUPPORT']) {
    if (!(await tf.env().getAsync(flag))) throw new Error(`TF.js: ${flag} is false`);
  }
  const { count, pixels } = await digits();
  const images = tf.tensor2d(pixels, [count, 784]);
  return {
    /** @param {import('./bench.js').Job} job */
    async imagesPerSecond(job) {
      const recipe = await recipeOf(job);
      tf.engine().startScope();
      try {
        return await imagesPerSecond(trainerOf(tf, recipe, images), job);
      } finally {
        tf.engine().endScope();
        tf.disposeVariables();
      }
    },
  };
}

/** @returns {import('./timing.js').RivalTrainer} */
function trainerOf(tf, recipe, images) {
  const layers = layersOf(recipe).map((layer) => build(tf, layer));
  const optimizer = tf.train.adam(recipe.optimizer.learning_rate);
  const next = batches(images.shape[0], recipe.batch_size);
  // Noise that an image keeps needs no drawing.
  const seen = recipe.noise.fixed ? corrupt(tf, images, recipe.noise) : null;
  let loss = tf.scalar(0);
  const step = () => {
    loss.dispose();
    loss = tf.tidy(() => {
      const indices = tf.tensor1d(next(), 'int32');
      const clean = tf.gather(images, indices);
      const noisy = seen ? tf.gather(seen, indices) : corrupt(tf, clean, recipe.noise);
      return optimizer.minimize(() => lossOf(tf, recipe, layers, noisy, clean), true);
    });
  };
  return { images: recipe.batch_size, step, loss: async () => (await loss.data())[0] };
}

function corrupt(tf, images, { kind, strength }) {
  if (kind === 'none') return images;
  return tf.randomNormal(images.shape, 0, strength).add(images).clipByValue(0, 1);
}

function lossOf(tf, recipe, layers, noisy, clean) {
  let x = noisy;
  let penalty = null;
  for (const layer of layers) {
    if (layer.kind === 'gaussian') {
      const [mean, logVariance] = layer.run(x);
      penalty = tf.sum(tf.exp(logVariance).add(mean.square()).sub(logVariance).sub(1)).mul(0.5);
      x = tf
        .randomNormal(mean.shape)
        .mul(tf.exp(logVariance.mul(0.5)))
        .add(mean);
    } else {
      x = layer.run(x); // the last sigmoid belongs to the loss
    }
  }
  if (recipe.loss === 'mse') return tf.squaredDifference(tf.sigmoid(x), clean).mean();
  // max(x, 0) - x t + log(1 + exp(-|x|)) is stable for any x.
  const each = tf
    .relu(x)
    .sub(x.mul(clean))
    .add(tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
  const loss = recipe.reduction === 'sum' ? each.sum() : each.mean();
  return penalty ? loss.add(penalty) : loss;
}

function build(tf, { kind, activation, inputs, units, height, width, channels }) {
  const weights = (shape, fanIn) => {
    const bound = 1 / Math.sqrt(fanIn);
    return tf.variable(tf.randomUniform(shape, -bound, bound));
  };
  const activate = (x) => (activation === 'relu' ? tf.relu(x) : x);
  const dense = () => {
    const [a, bias] = [weights([inputs, units], inputs), weights([units], inputs)];
    return (x) => tf.fused.matMul({ a: x, b: a, bias });
  };
  switch (kind) {
    case 'dense': {
      const product = dense();
      return { kind, run: (x) => activate(product(x)) };
    }
    case 'gaussian': {
      const [mean, logVariance] = [dense(), dense()];
      return { kind, run: (x) => [mean(x), logVariance(x)] };
    }
    case 'convolution': {
      const [filter, bias] = [weights([3, 3, inputs, units], 9 * inputs), weights([units], inputs)];
      return { kind, run: (x) => activate(tf.conv2d(x, filter, 1, 'same').add(bias)) };
    }
    case 'max_pool':
      return { kind, run: (x) => tf.maxPool(x, 2, 2, 'valid') };
    case 'upsample':
      return {
        kind,
        run: (x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]),
      };
    case 'unflatten':
      return { kind, run: (x) => x.reshape([-1, height, width, channels]) };
    case 'flatten':
      return { kind, run: (x) => x.reshape([x.shape[0], -1]) };
    default:
      throw new Error(`there is no layer "${kind}" in this comparison`);
  }
}

// jax-js on its WebAssembly backend. The whole step is one compiled function: batch, noise,
// forward, backward, Adam; it is waited for without blocking, so that jax-js' workers run. Weight
// decay is left out. Arrays are owned: a function uses its arguments up, and `.ref` keeps one.

import { batches, digits, layersOf, recipeOf } from './material.js';
import { imagesPerSecond } from './timing.js';

const kScript = new URL('../rivals/jax/index.js', import.meta.url).href;

export async function open() {
  const jax = await import(kScript);
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const { count, pixels } = await digits();
  const images = jax.numpy.array(pixels, { shape: [count, 784] });
  const trainers = new Map(); // compiling takes seconds: once for each system
  return {
    /** @param {import('./bench.js').Job} job */
    async imagesPerSecond(job) {
      const recipe = await recipeOf(job);
      const name = JSON.stringify(recipe);
      if (!trainers.has(name)) trainers.set(name, trainerOf(jax, recipe, images));
      return imagesPerSecond(trainers.get(name), job);
    },
  };
}

/** @returns {import('./timing.js').RivalTrainer} */
function trainerOf(jax, recipe, images) {
  const { numpy: np, random, jit, valueAndGrad, tree } = jax;
  const layers = layersOf(recipe).map((layer) => build(jax, layer));
  // Noise that an image keeps needs no drawing.
  const seen = recipe.noise.fixed
    ? corrupt(jax, random.key(0), images.ref, recipe.noise)
    : images.ref;

  const compiled = jit(
    ({ parameters, first, second, rate, correction, key, indices, images, seen }) => {
      const [noiseKey, codeKey] = np.split(random.split(key), 2).map((half) => half.reshape([2]));
      const clean = np.take(images, indices.ref, 0);
      const shown = np.take(seen, indices, 0);
      const noisy = recipe.noise.fixed ? shown : corrupt(jax, noiseKey, shown, recipe.noise);
      const objective = (p) => lossOf(jax, recipe, layers, p, { noisy, clean, key: codeKey });
      const [loss, gradient] = valueAndGrad(objective)(tree.ref(parameters));
      return [loss, adam(jax, { parameters, first, second, gradient, rate, correction })];
    },
  );

  const parameters = layers.map((layer) => layer.parameters);
  const zeros = () => tree.map((p) => np.zeros(p.shape), parameters);
  let state = { parameters, first: zeros(), second: zeros() };
  let loss = np.zeros([]);
  let count = 0;
  const next = batches(images.shape[0], recipe.batch_size);
  const step = async () => {
    ++count;
    loss.dispose();
    [loss, state] = compiled({
      ...state,
      rate: np.array(recipe.optimizer.learning_rate / (1 - 0.9 ** count)),
      correction: np.array(1 / Math.sqrt(1 - 0.999 ** count)),
      key: random.key(count),
      indices: np.array(next(), { dtype: np.int32 }),
      images: images.ref,
      seen: seen.ref,
    });
    await jax.blockUntilReady(state);
  };
  return {
    images: recipe.batch_size,
    step,
    loss: async () => (await loss.ref.data())[0],
  };
}

function corrupt({ numpy: np, random }, key, images, { kind, strength }) {
  if (kind === 'none') {
    key.dispose();
    return images;
  }
  return np.clip(images.add(random.normal(key, images.shape).mul(strength)), 0, 1);
}

/** Of noisy and clean images, which it only borrows. Uses the parameters up. */
function lossOf({ numpy: np, nn, random }, recipe, layers, parameters, { noisy, clean, key }) {
  let x = noisy.ref;
  let penalty = null;
  layers.forEach((layer, i) => {
    const result = layer.run(parameters[i], x);
    if (layer.kind !== 'gaussian') {
      x = result; // the last sigmoid belongs to the loss
      return;
    }
    const [mean, logVariance] = result;
    const spread = np.exp(logVariance.ref.mul(0.5)).mul(random.normal(key.ref, mean.shape));
    const each = np.exp(logVariance.ref).add(np.square(mean.ref)).sub(logVariance).sub(1);
    penalty = np.sum(each).mul(0.5);
    x = mean.add(spread);
  });
  if (recipe.loss === 'mse') return np.mean(np.square(nn.sigmoid(x).sub(clean.ref)));
  // max(x, 0) - x t + log(1 + exp(-|x|)) is stable for any x.
  const tail = np.log1p(np.exp(np.absolute(x.ref).mul(-1)));
  const each = nn.relu(x.ref).sub(x.mul(clean.ref)).add(tail);
  const loss = recipe.reduction === 'sum' ? np.sum(each) : np.mean(each);
  return penalty ? loss.add(penalty) : loss;
}

function adam({ numpy: np, tree }, { parameters, first, second, gradient, rate, correction }) {
  const [ps, structure] = tree.flatten(parameters);
  const [ms, vs, gs] = [first, second, gradient].map((arrays) => tree.leaves(arrays));
  ps.forEach((p, i) => {
    const m = ms[i].mul(0.9).add(gs[i].ref.mul(0.1));
    const v = vs[i].mul(0.999).add(np.square(gs[i]).mul(0.001));
    const size = np.sqrt(v.ref).mul(correction.ref).add(1e-8);
    ps[i] = p.sub(m.ref.mul(rate.ref).div(size));
    [ms[i], vs[i]] = [m, v];
  });
  const [newParameters, newFirst, newSecond] = [ps, ms, vs].map((arrays) =>
    tree.unflatten(structure, arrays),
  );
  return { parameters: newParameters, first: newFirst, second: newSecond };
}

/** A layer's first parameters, and what it does with them: run(parameters, x), using both up. */
function build(jax, { kind, activation, inputs, units, height, width, channels }) {
  const { numpy: np, lax, nn, random } = jax;
  const weights = (shape, fanIn) => {
    const bound = 1 / Math.sqrt(fanIn);
    const key = random.key(Math.floor(Math.random() * 2 ** 31));
    return random.uniform(key, shape, { minval: -bound, maxval: bound });
  };
  const dense = () => ({ w: weights([inputs, units], inputs), b: weights([units], inputs) });
  const product = ({ w, b }, x) => np.matmul(x, w).add(b);
  const activate = (x) => (activation === 'relu' ? nn.relu(x) : x);
  switch (kind) {
    case 'dense':
      return { kind, parameters: dense(), run: (p, x) => activate(product(p, x)) };
    case 'gaussian':
      return {
        kind,
        parameters: [dense(), dense()],
        run: ([mean, logVariance], x) => [product(mean, x.ref), product(logVariance, x)],
      };
    case 'convolution':
      return {
        kind,
        parameters: {
          w: weights([units, inputs, 3, 3], 9 * inputs),
          b: weights([units, 1, 1], 9 * inputs),
        },
        run: ({ w, b }, x) => activate(lax.convGeneralDilated(x, w, [1, 1], 'SAME').add(b)),
      };
    case 'max_pool':
      return { kind, parameters: [], run: (_, x) => np.max(blocks(x, 2), [3, 5]) };
    case 'upsample':
      return { kind, parameters: [], run: (_, x) => doubled(np, x) };
    case 'unflatten':
      return { kind, parameters: [], run: (_, x) => x.reshape([-1, channels, height, width]) };
    case 'flatten':
      return { kind, parameters: [], run: (_, x) => x.reshape([x.shape[0], -1]) };
    default:
      throw new Error(`there is no layer "${kind}" in this comparison`);
  }
}

/** (n, c, h, w) as (n, c, h / side, side, w / side, side). */
function blocks(x, side) {
  const [n, c, h, w] = x.shape;
  return x.reshape([n, c, h / side, side, w / side, side]);
}

function doubled(np, x) {
  const [n, c, h, w] = x.shape;
  const twice = np.broadcastTo(x.reshape([n, c, h, 1, w, 1]), [n, c, h, 2, w, 2]);
  return twice.reshape([n, c, 2 * h, 2 * w]);
}

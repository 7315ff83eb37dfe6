// The loops of ElementwiseKernel. Included by one file per instruction set, each compiled with
// flags of its own: see panel_kernel.h.
#pragma once

#include "engine/kernels/elementwise.h"
#include "engine/kernels/philox_kernel.h"
#include "engine/kernels/vector_math.h"

namespace hourglass {
namespace {

template <int kLanes>
struct Linear {
  using V = typename VectorMath<kLanes>::Vector;
  static V value(V z) { return z; }
  static V times_derivative(V gradient, V /*y*/) { return gradient; }
};

template <int kLanes>
struct Relu {
  using V = typename VectorMath<kLanes>::Vector;
  static V value(V z) { return VectorMath<kLanes>::at_least(z, 0); }
  static V times_derivative(V gradient, V y) { return y > V{} ? gradient : V{}; }
};

template <int kLanes>
struct Sigmoid {
  using V = typename VectorMath<kLanes>::Vector;
  static V value(V z) { return VectorMath<kLanes>::sigmoid(z); }
  static V times_derivative(V gradient, V y) { return gradient * (y * (1 - y)); }
};

template <int kLanes>
struct Tanh {
  using V = typename VectorMath<kLanes>::Vector;
  static V value(V z) { return VectorMath<kLanes>::tanh(z); }
  static V times_derivative(V gradient, V y) { return gradient * (1 - y * y); }
};

// Of a register of numbers.
template <int kLanes>
struct LossStep {
  typename VectorMath<kLanes>::Vector losses, y, gradient;
};

// A loss is made in two steps, of which the first is told z alone.
template <int kLanes, class Function>
struct Mse {
  using V = typename VectorMath<kLanes>::Vector;
  static V prepare(V z) { return Function::value(z); }
  static LossStep<kLanes> step(V y, V /*z*/, V target, float scale) {
    const V difference = y - target;
    return {difference * difference, y, Function::times_derivative(difference * (2 * scale), y)};
  }
};

// One e^-|z| serves the sigmoid, 1 / (1 + e^-|z|) or e^-|z| / (1 + e^-|z|), and the loss,
// log(1 + e^-|z|) + max(z, 0) - z target.
template <int kLanes>
struct Bce {
  using M = VectorMath<kLanes>;
  using V = typename M::Vector;
  static V prepare(V z) { return M::exponential(M::at_least(M::negative_magnitude(z), -88)); }
  static LossStep<kLanes> step(V e, V z, V target, float scale) {
    const V y = (z < V{} ? e : M::all(1)) / (M::all(1) + e);
    const V losses = M::log_one_plus(e) + M::subtract_product(M::at_least(z, 0), z, target);
    return {losses, y, (y - target) * scale};
  }
};

// y = f(x) for n numbers. The last, fewer than a register holds, go through one as the others do:
// so a number's result does not depend on where it stands.
template <int kLanes, class Function>
void apply(const float* x, float* y, std::size_t n, Function f) {
  using M = VectorMath<kLanes>;
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) M::store(f(M::load(x + i)), y + i);
  if (i == n) return;
  float last[kLanes] = {};
  std::memcpy(last, x + i, (n - i) * sizeof(float));
  M::store(f(M::load(last)), last);
  std::memcpy(y + i, last, (n - i) * sizeof(float));
}

template <int kLanes, class Function>
void apply_in_place(float* y, std::size_t n) {
  apply<kLanes>(y, y, n, Function::value);
}

// Two loops, by way of y: in one, each number's chain of operations is so long that the processor
// finds too few others to work on meanwhile (binary cross-entropy took 1.5 times as long).
template <int kLanes, class Loss>
double column_loss(const float* target, float* z, float* y, std::size_t n, float scale) {
  using M = VectorMath<kLanes>;
  apply<kLanes>(z, y, n, Loss::prepare);
  typename M::Vector sums{};
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const LossStep<kLanes> step =
        Loss::step(M::load(y + i), M::load(z + i), M::load(target + i), scale);
    sums += step.losses;
    M::store(step.y, y + i);
    M::store(step.gradient, z + i);
  }
  double sum = 0;
  for (int lane = 0; lane < kLanes; ++lane) sum += static_cast<double>(sums[lane]);
  if (i == n) return sum;
  float last_y[kLanes] = {}, last_z[kLanes] = {}, last_target[kLanes] = {};
  const std::size_t left = n - i, bytes = left * sizeof(float);
  std::memcpy(last_y, y + i, bytes);
  std::memcpy(last_z, z + i, bytes);
  std::memcpy(last_target, target + i, bytes);
  const LossStep<kLanes> step =
      Loss::step(M::load(last_y), M::load(last_z), M::load(last_target), scale);
  M::store(step.y, last_y);
  M::store(step.gradient, last_z);
  std::memcpy(y + i, last_y, bytes);
  std::memcpy(z + i, last_z, bytes);
  for (std::size_t lane = 0; lane < left; ++lane) sum += static_cast<double>(step.losses[lane]);
  return sum;
}

template <int kLanes>
constexpr ElementwiseKernel elementwise() {
  return {.sigmoid = apply_in_place<kLanes, Sigmoid<kLanes>>,
          .tanh = apply_in_place<kLanes, Tanh<kLanes>>,
          .mse_linear = column_loss<kLanes, Mse<kLanes, Linear<kLanes>>>,
          .mse_relu = column_loss<kLanes, Mse<kLanes, Relu<kLanes>>>,
          .mse_sigmoid = column_loss<kLanes, Mse<kLanes, Sigmoid<kLanes>>>,
          .mse_tanh = column_loss<kLanes, Mse<kLanes, Tanh<kLanes>>>,
          .bce = column_loss<kLanes, Bce<kLanes>>,
          .philox = philox_blocks<kLanes>};
}

}  // namespace
}  // namespace hourglass

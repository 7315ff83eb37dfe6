#include "engine/optimizer.h"

#include <Eigen/Core>
#include <cassert>
#include <cmath>

namespace hourglass {
namespace {

constexpr Eigen::Index kTile =
    1 << 14;  // parameters: three or four arrays of it fit a core's cache
constexpr double kFlush = 1e-30;

// One tile in registers and cache: the element loop is what the compiler vectorises.
template <class S>
void adam(const OptimizerSpec& spec, std::int64_t step, Eigen::Index n, const S* gradient, S* w,
          S* m, S* v) {
  const auto beta1 = static_cast<S>(spec.beta1), beta2 = static_cast<S>(spec.beta2);
  const auto decay = static_cast<S>(spec.weight_decay), epsilon = static_cast<S>(spec.epsilon);
  const auto t = static_cast<double>(step);
  const auto rate = static_cast<S>(spec.learning_rate / (1 - std::pow(spec.beta1, t)));
  const auto correction = static_cast<S>(1 / std::sqrt(1 - std::pow(spec.beta2, t)));
  const auto flush = static_cast<S>(kFlush);
  for (Eigen::Index i = 0; i < n; ++i) {
    const S g = gradient[i] + decay * w[i];
    const S first = beta1 * m[i] + (S{1} - beta1) * g;
    const S second = beta2 * v[i] + (S{1} - beta2) * g * g;
    m[i] = std::abs(first) < flush ? S{0} : first;
    v[i] = second < flush ? S{0} : second;
    w[i] -= rate * m[i] / (std::sqrt(v[i]) * correction + epsilon);
  }
}

template <class S>
void sgd(const OptimizerSpec& spec, Eigen::Index n, const S* gradient, S* w, S* buffer) {
  const auto rate = static_cast<S>(spec.learning_rate), momentum = static_cast<S>(spec.momentum);
  const auto decay = static_cast<S>(spec.weight_decay), flush = static_cast<S>(kFlush);
  for (Eigen::Index i = 0; i < n; ++i) {
    const S velocity = momentum * buffer[i] + gradient[i] + decay * w[i];
    buffer[i] = std::abs(velocity) < flush ? S{0} : velocity;
    w[i] -= rate * buffer[i];
  }
}

}  // namespace

template <class S>
void update(const OptimizerSpec& spec, std::span<const S> gradient, std::span<S> parameters,
            OptimizerState<S>& state, Workers& workers) {
  assert(gradient.size() == parameters.size() && state.first.size() == parameters.size());
  ++state.step;
  const auto size = static_cast<Eigen::Index>(parameters.size());
  workers.run(static_cast<int>((size + kTile - 1) / kTile), [&](int tile) {
    const Eigen::Index at = tile * kTile, n = std::min(kTile, size - at);
    if (spec.kind == OptimizerKind::adam) {
      adam<S>(spec, state.step, n, gradient.data() + at, parameters.data() + at,
              state.first.data() + at, state.second.data() + at);
    } else {
      sgd<S>(spec, n, gradient.data() + at, parameters.data() + at, state.first.data() + at);
    }
  });
}

template void update<float>(const OptimizerSpec&, std::span<const float>, std::span<float>,
                            OptimizerState<float>&, Workers&);
template void update<double>(const OptimizerSpec&, std::span<const double>, std::span<double>,
                             OptimizerState<double>&, Workers&);

}  // namespace hourglass

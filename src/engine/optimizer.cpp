#include "engine/optimizer.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace hourglass {
namespace {

// Parts of a layer: enough for eight threads.
constexpr Index kParts = 8;
// Numbers at whose multiples parts begin, so that no vector straddles two cache lines.
constexpr Index kAligned = 16;
constexpr double kFlush = 1e-30;

// What a step of Adam multiplies with, the same for all parameters.
template <class S>
struct AdamFactors {
  AdamFactors(const OptimizerSpec& spec, std::int64_t step)
      : beta1(static_cast<S>(spec.beta1)),
        beta2(static_cast<S>(spec.beta2)),
        decay(static_cast<S>(spec.weight_decay)),
        epsilon(static_cast<S>(spec.epsilon)),
        rate(static_cast<S>(spec.learning_rate /
                            (1 - std::pow(spec.beta1, static_cast<double>(step))))),
        correction(
            static_cast<S>(1 / std::sqrt(1 - std::pow(spec.beta2, static_cast<double>(step))))) {}

  S beta1, beta2, decay, epsilon, rate, correction;
};

// One part in registers and cache: the element loop is what the compiler vectorises.
template <class S>
void adam(const AdamFactors<S>& f, Index n, const S* gradient, S* w, S* m, S* v) {
  const auto [beta1, beta2, decay, epsilon, rate, correction] = f;
  const auto flush = static_cast<S>(kFlush);
  for (Index i = 0; i < n; ++i) {
    const S g = gradient[i] + decay * w[i];
    const S first = beta1 * m[i] + (S{1} - beta1) * g;
    const S second = beta2 * v[i] + (S{1} - beta2) * g * g;
    m[i] = std::abs(first) < flush ? S{0} : first;
    v[i] = second < flush ? S{0} : second;
    w[i] -= rate * m[i] / (std::sqrt(v[i]) * correction + epsilon);
  }
}

template <class S>
void sgd(const OptimizerSpec& spec, Index n, const S* gradient, S* w, S* buffer) {
  const auto rate = static_cast<S>(spec.learning_rate), momentum = static_cast<S>(spec.momentum);
  const auto decay = static_cast<S>(spec.weight_decay), flush = static_cast<S>(kFlush);
  for (Index i = 0; i < n; ++i) {
    const S velocity = momentum * buffer[i] + gradient[i] + decay * w[i];
    buffer[i] = std::abs(velocity) < flush ? S{0} : velocity;
    w[i] -= rate * buffer[i];
  }
}

// Where a part of the layer at begin ... end - 1 starts, in an arena of `size`.
Index start_of(Index part, Index begin, Index end, Index size) {
  const Index exact = begin + (end - begin) * part / kParts;
  return std::min(size, (exact + kAligned - 1) / kAligned * kAligned);
}

}  // namespace

template <class S>
void update(const OptimizerSpec& spec, std::span<const S> gradient, std::span<const Index> ends,
            std::span<S> parameters, OptimizerState<S>& state, Workers& workers) {
  assert(gradient.size() == parameters.size() && state.first.size() == parameters.size());
  assert(!ends.empty() && ends.back() == static_cast<Index>(parameters.size()));
  ++state.step;
  const AdamFactors<S> factors(spec, state.step);
  const auto layers = static_cast<int>(ends.size());
  workers.run(kParts * layers, [&](int tile) {
    const auto layer = static_cast<std::size_t>(tile % layers);
    const Index part = tile / layers, begin = layer > 0 ? ends[layer - 1] : 0, end = ends[layer];
    const Index at = start_of(part, begin, end, ends.back());
    const Index n = start_of(part + 1, begin, end, ends.back()) - at;
    if (spec.kind == OptimizerKind::adam) {
      adam<S>(factors, n, gradient.data() + at, parameters.data() + at, state.first.data() + at,
              state.second.data() + at);
    } else {
      sgd<S>(spec, n, gradient.data() + at, parameters.data() + at, state.first.data() + at);
    }
  });
}

template void update<float>(const OptimizerSpec&, std::span<const float>, std::span<const Index>,
                            std::span<float>, OptimizerState<float>&, Workers&);
template void update<double>(const OptimizerSpec&, std::span<const double>, std::span<const Index>,
                             std::span<double>, OptimizerState<double>&, Workers&);

}  // namespace hourglass

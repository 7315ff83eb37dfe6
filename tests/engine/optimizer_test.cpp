#include "engine/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace hourglass {
namespace {

// Several layers, which begin and end where no vector does; one has fewer numbers than parts.
constexpr std::size_t kCount = (1 << 15) + 77;
const std::vector<Index> kLayers{1001, 1006, 20'003, kCount};
const std::vector<Index> kOne{1};

TEST(Adam, FollowsAlgorithmOneOfKingmaAndBa) {
  const OptimizerSpec spec{.learning_rate = 0.01, .weight_decay = 0.1};
  std::vector<double> gradient(kCount), w(kCount), expected(kCount), m(kCount), v(kCount);
  for (std::size_t i = 0; i < kCount; ++i)
    expected[i] = w[i] = std::sin(0.37 * static_cast<double>(i));
  OptimizerState<double> state(kCount);
  Workers workers(2);
  for (int t = 1; t <= 5; ++t) {
    for (std::size_t i = 0; i < kCount; ++i)
      gradient[i] = std::cos(0.11 * static_cast<double>(i) + t);
    for (std::size_t i = 0; i < kCount; ++i) {
      const double g = gradient[i] + spec.weight_decay * expected[i];
      m[i] = spec.beta1 * m[i] + (1 - spec.beta1) * g;
      v[i] = spec.beta2 * v[i] + (1 - spec.beta2) * g * g;
      const double m_hat = m[i] / (1 - std::pow(spec.beta1, t));
      const double v_hat = v[i] / (1 - std::pow(spec.beta2, t));
      expected[i] -= spec.learning_rate * m_hat / (std::sqrt(v_hat) + spec.epsilon);
    }
    update<double>(spec, gradient, kLayers, w, state, workers);
  }
  for (std::size_t i = 0; i < kCount; ++i) ASSERT_NEAR(w[i], expected[i], 1e-12) << i;
}

TEST(Sgd, AddsMomentumAndDecay) {
  const OptimizerSpec spec{
      .kind = OptimizerKind::sgd, .learning_rate = 0.1, .weight_decay = 0.5, .momentum = 0.9};
  std::vector<double> gradient{2.0}, w{1.0};
  OptimizerState<double> state(1);
  Workers workers(1);
  update<double>(spec, gradient, kOne, w, state, workers);
  EXPECT_DOUBLE_EQ(w[0], 1 - 0.1 * 2.5);
  update<double>(spec, gradient, kOne, w, state, workers);
  EXPECT_DOUBLE_EQ(w[0], 0.75 - 0.1 * (0.9 * 2.5 + 2 + 0.5 * 0.75));
}

// Moments of weights that get no gradient decay for ever; as denormals they would slow every step.
TEST(Adam, FlushesMomentsBeforeTheyBecomeDenormal) {
  std::vector<float> gradient{1e-12f}, w{0.5f};
  OptimizerState<float> state(1);
  Workers workers(1);
  update<float>({}, gradient, kOne, w, state, workers);
  gradient[0] = 0;
  for (int step = 0; step < 2000; ++step) {
    update<float>({}, gradient, kOne, w, state, workers);
    ASSERT_FALSE(std::fpclassify(state.first[0]) == FP_SUBNORMAL) << step;
    ASSERT_FALSE(std::fpclassify(state.second[0]) == FP_SUBNORMAL) << step;
  }
  EXPECT_EQ(state.first[0], 0.0f);
}

}  // namespace
}  // namespace hourglass

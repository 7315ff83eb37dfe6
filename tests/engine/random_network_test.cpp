// Networks at random, with losses and penalties at random: whatever validate() lets through has the
// gradient of what is minimised, in double precision, against central differences; and encode and
// decode give what the way forward in training gives.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/initialization.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/penalties.h"
#include "engine/random.h"
#include "support/layers.h"

namespace hourglass {
namespace {

using namespace test;

constexpr Index kSide = 8;
constexpr Index kImages = 5;

// Whole numbers at random, the same for a seed everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : key_{seed, 77} {}
  Index below(Index count) {
    return std::min(count - 1,
                    static_cast<Index>(uniform(key_, next_++) * static_cast<float>(count)));
  }
  // Without corners, at which a central difference is no derivative.
  Activation smooth() {
    constexpr Activation kSmooth[] = {Activation::linear, Activation::tanh, Activation::sigmoid};
    return kSmooth[below(3)];
  }

 private:
  RandomKey key_;
  std::uint64_t next_ = 0;
};

void add_convolutions(Dice& dice, std::vector<LayerSpec>& layers) {
  layers.push_back(unflatten(kSide, kSide, 1));
  for (Index i = dice.below(2); i >= 0; --i) {
    layers.push_back(convolution(1 + dice.below(5), dice.smooth()));
  }
  layers.push_back(flatten());
}

NetworkSpec random_network(std::uint64_t seed) {
  Dice dice(seed);
  NetworkSpec spec;
  spec.inputs = kSide * kSide;
  if (dice.below(2) == 1) {
    add_convolutions(dice, spec.encoder);
  }
  for (Index i = dice.below(3); i > 0; --i) {
    spec.encoder.push_back(dense(1 + dice.below(40), dice.smooth()));
  }
  if (dice.below(3) == 0) {
    spec.encoder.push_back(gaussian(1 + dice.below(6)));
  } else {
    spec.encoder.push_back(dense(1 + dice.below(12), dice.smooth()));
  }
  for (Index i = dice.below(3); i > 0; --i) {
    spec.decoder.push_back(dense(1 + dice.below(40), dice.smooth()));
  }
  if (dice.below(2) == 1) {
    const Index channels = 1 + dice.below(4);
    spec.decoder.push_back(dense(kSide * kSide / 4 * channels, dice.smooth()));
    spec.decoder.push_back(unflatten(kSide / 2, kSide / 2, channels));
    spec.decoder.push_back(dice.below(2) == 1 ? upsample()
                                              : transposed(channels, 2, dice.smooth()));
    spec.decoder.push_back(convolution(1, Activation::sigmoid));
    spec.decoder.push_back(flatten());
  } else {
    spec.decoder.push_back(dense(spec.inputs, Activation::sigmoid));
  }
  return spec;
}

// Each kind that the network can have, with even odds. The corner of |x| is where no activation at
// random lies.
std::vector<PenaltySpec> random_penalties(const NetworkSpec& network, Dice& dice) {
  std::vector<PenaltySpec> penalties;
  for (const PenaltyKind kind :
       {PenaltyKind::l1_sum, PenaltyKind::l1_mean, PenaltyKind::kl_sparsity,
        PenaltyKind::contractive, PenaltyKind::kl_normal}) {
    PenaltySpec penalty{kind, 0.1 * static_cast<double>(1 + dice.below(5))};
    if (dice.below(2) == 1) penalty.layer = dice.below(static_cast<Index>(network.encoder.size()));
    penalties.push_back(penalty);
    if (dice.below(2) == 0 || !validate(penalties, network).ok()) penalties.pop_back();
  }
  return penalties;
}

class RandomNetwork : public testing::TestWithParam<int> {
 protected:
  RandomNetwork() {
    initialize<double>(network, Initialization::he, seed, parameters);
    pass.epsilon = Matrix<double>::Random(pass.epsilon.rows(), pass.epsilon.cols());
  }

  // What is minimised; leaves in the pass and the penalties what the way back needs.
  double objective(const std::vector<double>& at) {
    network.forward(at.data(), x, pass, workers);
    const double scale = loss_scale(reduction, x.size());
    double columns[kImages];
    const double mean =
        loss_and_gradient<double>(loss, output_activation(spec), x, pass.gradients.back(), output,
                                  columns, workers, reduction);
    penalties.add_up(pass, kImages);
    return mean * scale * static_cast<double>(x.size()) +
           penalties.measure(at.data(), x, pass, scale, {seed, 6}, workers);
  }

  const std::uint64_t seed = static_cast<std::uint64_t>(GetParam());
  const NetworkSpec spec = random_network(seed);
  Dice dice{seed + 1000};
  const LossKind loss = dice.below(2) == 1 ? LossKind::bce : LossKind::mse;
  const LossReduction reduction = dice.below(2) == 1 ? LossReduction::sum : LossReduction::mean;
  const Network<double> network{spec};
  std::vector<double> parameters =
      std::vector<double>(static_cast<std::size_t>(network.parameter_count()));
  Pass<double> pass{network, kImages};
  Penalties<double> penalties{network, random_penalties(spec, dice), kImages};
  Workers workers{2};
  Matrix<double> x = (Matrix<double>::Random(spec.inputs, kImages).array() + 1) / 2;
  Matrix<double> output{spec.inputs, kImages};
};

TEST_P(RandomNetwork, HasTheGradientOfWhatIsMinimised) {
  ASSERT_TRUE(validate(spec).ok()) << validate(spec).error().message;
  const double here = objective(parameters);
  std::vector<double> gradient(parameters.size(), 1e9);
  network.backward(parameters.data(), x, pass, gradient.data(), workers, penalties.added());
  penalties.add_to(gradient.data());
  constexpr double kStep = 1e-6;
  for (const TensorInfo& tensor : network.tensors()) {
    for (int pick = 0; pick < 6; ++pick) {
      const auto at = static_cast<std::size_t>(tensor.offset + dice.below(tensor.size));
      std::vector<double> moved = parameters;
      moved[at] += kStep;
      const double above = objective(moved);
      moved[at] -= 2 * kStep;
      const double below = objective(moved);
      ASSERT_NEAR(gradient[at], (above - below) / (2 * kStep), 1e-7 * std::max(1.0, here))
          << tensor.name << " element " << at - static_cast<std::size_t>(tensor.offset);
    }
  }
}

// A variational one encodes to the mean of what training draws a code from: without noise the same.
TEST_P(RandomNetwork, EncodesAndDecodesToWhatTrainingSees) {
  pass.epsilon.setZero();
  objective(parameters);
  Pass<double> other(network, kImages, false);
  Matrix<double> code(network.code_size(), kImages), decoded(spec.inputs, kImages);
  network.encode(parameters.data(), x, other, code, workers);
  network.decode(parameters.data(), code, other, decoded, workers);
  const Matrix<double>& seen = pass.outputs[static_cast<std::size_t>(network.encoder_layers() - 1)];
  EXPECT_LT((code - seen.leftCols(kImages)).cwiseAbs().maxCoeff(), 1e-12);
  EXPECT_LT((decoded - output).cwiseAbs().maxCoeff(), 1e-12);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomNetwork, testing::Range(0, 60));

}  // namespace
}  // namespace hourglass

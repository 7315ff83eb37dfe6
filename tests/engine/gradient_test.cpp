// Every layer, activation and loss: back-propagation in double precision against central
// differences of the loss.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "engine/initialization.h"
#include "engine/loss.h"
#include "engine/network.h"

namespace hourglass {
namespace {

using Combination = std::tuple<Activation, Activation, LossKind>;  // hidden, last, loss

class GradientOf : public testing::TestWithParam<Combination> {
 protected:
  static constexpr Index kInputs = 7, kImages = 5;

  GradientOf() {
    initialize<double>(network, Initialization::pytorch, 1, parameters);
    x = (Matrix<double>::Random(kInputs, kImages).array() + 1) / 2;
    target = (Matrix<double>::Random(kInputs, kImages).array() + 1) / 2;
  }

  static NetworkSpec spec() {
    const auto [hidden, last, loss] = GetParam();
    return {kInputs, {{6, hidden}, {3, Activation::linear}}, {{5, hidden}, {kInputs, last}}};
  }

  // Leaves the gradient of the loss in pass.gradients.back().
  double loss_of(const std::vector<double>& at) {
    const auto [hidden, last, loss] = GetParam();
    network.forward(at.data(), x, pass, workers);
    Matrix<double> output(kInputs, kImages);
    double columns[kImages];
    return loss_and_gradient<double>(loss, last, target, pass.gradients.back(), output, columns,
                                     workers);
  }

  Network<double> network{spec()};
  std::vector<double> parameters =
      std::vector<double>(static_cast<std::size_t>(network.parameter_count()));
  Pass<double> pass{network, kImages};
  Matrix<double> x, target;
  Workers workers{1};
};

TEST_P(GradientOf, AgreesWithCentralDifferences) {
  std::vector<double> gradient(parameters.size(), 1e9);  // must be assigned, not added to
  loss_of(parameters);
  network.backward(parameters.data(), x, pass, gradient.data(), workers);
  constexpr double kStep = 1e-6;
  for (const TensorInfo& tensor : network.tensors()) {
    for (Index i = tensor.offset; i < tensor.offset + tensor.size; ++i) {
      const auto at = static_cast<std::size_t>(i);
      std::vector<double> moved = parameters;
      moved[at] = parameters[at] + kStep;
      const double above = loss_of(moved);
      moved[at] = parameters[at] - kStep;
      const double below = loss_of(moved);
      ASSERT_NEAR(gradient[at], (above - below) / (2 * kStep), 1e-8)
          << tensor.name << " element " << i - tensor.offset;
    }
  }
}

std::string combination_name(const testing::TestParamInfo<Combination>& info) {
  const char* activations[] = {"linear", "relu", "sigmoid", "tanh"};
  const auto [hidden, last, loss] = info.param;
  return std::string(activations[static_cast<int>(hidden)]) + "_" +
         activations[static_cast<int>(last)] + (loss == LossKind::mse ? "_mse" : "_bce");
}

INSTANTIATE_TEST_SUITE_P(Mse, GradientOf,
                         testing::Combine(testing::Values(Activation::linear, Activation::relu,
                                                          Activation::sigmoid, Activation::tanh),
                                          testing::Values(Activation::linear, Activation::relu,
                                                          Activation::sigmoid, Activation::tanh),
                                          testing::Values(LossKind::mse)),
                         combination_name);
INSTANTIATE_TEST_SUITE_P(Bce, GradientOf,
                         testing::Combine(testing::Values(Activation::relu, Activation::tanh),
                                          testing::Values(Activation::sigmoid),
                                          testing::Values(LossKind::bce)),
                         combination_name);

}  // namespace
}  // namespace hourglass

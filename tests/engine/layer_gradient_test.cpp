// Layers of images, the gaussian head and the penalties: the gradient of all that is minimised, in
// double precision, against central differences.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/initialization.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/penalties.h"
#include "support/layers.h"

namespace hourglass {
namespace {

using namespace test;

constexpr Activation kRelu = Activation::relu, kTanh = Activation::tanh,
                     kSigmoid = Activation::sigmoid, kLinear = Activation::linear;

struct Case {
  const char* name;
  NetworkSpec network;
  std::vector<PenaltySpec> penalties = {};
  LossKind loss = LossKind::bce;
  LossReduction reduction = LossReduction::mean;
};

class LayerGradientOf : public testing::TestWithParam<Case> {
 protected:
  // More images than convolutions have tiles, so that some tiles have two.
  static constexpr Index kImages = 19;

  LayerGradientOf() {
    initialize<double>(network, Initialization::he, 3, parameters);
    for (double& p : parameters) p += 0.05;  // biases as well
    pass.epsilon = Matrix<double>::Random(pass.epsilon.rows(), pass.epsilon.cols());
  }

  // Leaves in the pass and in the penalties what the way back needs.
  double objective(const std::vector<double>& at) {
    network.forward(at.data(), x, pass, workers);
    const double scale = loss_scale(GetParam().reduction, x.size());
    double columns[kImages];
    Matrix<double> output(x.rows(), x.cols());
    const double loss = loss_and_gradient<double>(
        GetParam().loss, output_activation(network.spec()), target, pass.gradients.back(), output,
        columns, workers, GetParam().reduction);
    penalties.add_up(pass, kImages);
    return loss * scale * static_cast<double>(x.size()) +
           penalties.measure(at.data(), x, pass, scale, {5, 6}, workers);
  }

  static Matrix<double> pixels(Index inputs) {
    return (Matrix<double>::Random(inputs, kImages).array() + 1) / 2;
  }

  Network<double> network{GetParam().network};
  std::vector<double> parameters =
      std::vector<double>(static_cast<std::size_t>(network.parameter_count()));
  Pass<double> pass{network, kImages};
  Penalties<double> penalties{network, GetParam().penalties, kImages};
  Matrix<double> x = pixels(network.inputs()), target = pixels(network.inputs());
  Workers workers{2};
};

TEST_P(LayerGradientOf, AgreesWithCentralDifferences) {
  std::vector<double> gradient(parameters.size(), 1e9);  // must be assigned, not added to
  const double here = objective(parameters);
  network.backward(parameters.data(), x, pass, gradient.data(), workers, penalties.added());
  penalties.add_to(gradient.data());
  constexpr double kStep = 1e-6;
  for (const TensorInfo& tensor : network.tensors()) {
    double largest = 0;
    for (Index i = tensor.offset; i < tensor.offset + tensor.size; ++i) {
      const auto at = static_cast<std::size_t>(i);
      std::vector<double> moved = parameters;
      moved[at] = parameters[at] + kStep;
      const double above = objective(moved);
      moved[at] = parameters[at] - kStep;
      const double below = objective(moved);
      ASSERT_NEAR(gradient[at], (above - below) / (2 * kStep), 1e-8 * std::max(1.0, here))
          << tensor.name << " element " << i - tensor.offset;
      largest = std::max(largest, std::abs(gradient[at]));
    }
    EXPECT_GT(largest, 1e-6) << tensor.name;  // not all zero on both sides
  }
}

std::string name_of(const testing::TestParamInfo<Case>& test_case) { return test_case.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Images, LayerGradientOf,
    testing::Values(
        Case{"ConvolutionsPoolUpsample",
             {30,
              {unflatten(6, 5, 1), convolution(3, kTanh), max_pool(), convolution(2, kTanh)},
              {upsample(), flatten(), dense(30, kSigmoid)}}},
        Case{"RectifiedWithOddSizes",
             {35,
              {unflatten(5, 7, 1), convolution(4, kRelu), max_pool()},
              {convolution(4, kRelu), upsample(), flatten(), dense(35, kSigmoid)}}},
        Case{"FewerEqualAndMoreChannels",
             {30,
              {unflatten(3, 2, 5), convolution(4, kTanh), convolution(4, kLinear),
               convolution(7, kSigmoid)},
              {convolution(5, kSigmoid)}}},
        Case{"TransposedOfBothKernels",
             {24,
              {unflatten(2, 3, 4), transposed(3, 3, kTanh), flatten(), dense(6, kTanh)},
              {unflatten(1, 3, 2), transposed(5, 2, kTanh), flatten(), dense(24, kSigmoid)}}},
        Case{"EndsWithAnUpsampledImage",
             {16,
              {unflatten(4, 4, 1), max_pool(), convolution(2, kTanh)},
              {convolution(1, kTanh), upsample()}},
             {},
             LossKind::mse}),
    name_of);

const NetworkSpec kVariational{
    9, {dense(7, kTanh), gaussian(3)}, {dense(6, kTanh), dense(9, kSigmoid)}};

INSTANTIATE_TEST_SUITE_P(
    Variational, LayerGradientOf,
    testing::Values(Case{"Sum",
                         kVariational,
                         {{PenaltyKind::kl_normal, 0.7}},
                         LossKind::bce,
                         LossReduction::sum},
                    Case{"MeanWithL1OnTheCode",
                         kVariational,
                         {{PenaltyKind::kl_normal, 2}, {PenaltyKind::l1_sum, 0.01}}},
                    Case{"Convolutional",
                         {16,
                          {unflatten(4, 4, 1), convolution(3, kTanh), max_pool(), flatten(),
                           gaussian(2)},
                          {dense(8, kTanh), unflatten(2, 2, 2), transposed(1, 3, kSigmoid)}},
                         {{PenaltyKind::kl_normal, 1}}}),
    name_of);

const NetworkSpec kShallow{9, {dense(5, kSigmoid)}, {dense(9, kSigmoid)}};
const NetworkSpec kDeep{
    9, {dense(8, kTanh), dense(6, kSigmoid), dense(4, kTanh)}, {dense(9, kSigmoid)}};

INSTANTIATE_TEST_SUITE_P(
    Penalties, LayerGradientOf,
    testing::Values(Case{"L1Sum", kDeep, {{PenaltyKind::l1_sum, 0.02}}},
                    Case{"L1MeanOfTwoLayers",
                         kDeep,
                         {{PenaltyKind::l1_mean, 0.5, 0, 0}, {PenaltyKind::l1_mean, 0.3, 0, 2}}},
                    Case{"KlSparsity", kShallow, {{PenaltyKind::kl_sparsity, 0.3, 0.05}}},
                    Case{"KlSparsityInside", kDeep, {{PenaltyKind::kl_sparsity, 0.1, 0.2, 1}}},
                    Case{"ContractiveOfOneLayer", kShallow, {{PenaltyKind::contractive, 0.4}}},
                    Case{"ContractiveDeep", kDeep, {{PenaltyKind::contractive, 0.4}}},
                    Case{"ContractiveWithL1",
                         kDeep,
                         {{PenaltyKind::contractive, 0.1}, {PenaltyKind::l1_sum, 0.02, 0, 1}}}),
    name_of);

}  // namespace
}  // namespace hourglass

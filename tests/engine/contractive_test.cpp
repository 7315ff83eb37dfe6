// The contractive penalty against the Jacobian itself, by central differences.
#include "engine/contractive.h"

#include <gtest/gtest.h>

#include <vector>

#include "engine/initialization.h"
#include "support/layers.h"

namespace hourglass {
namespace {

using test::dense;

class ContractiveOf : public testing::Test {
 protected:
  static constexpr Index kImages = 3;

  // Mean over the images of the squared Frobenius norm of d code / d x.
  static double jacobian_norm(const Network<double>& network, const std::vector<double>& parameters,
                              const Matrix<double>& x) {
    Pass<double> pass(network, kImages, false);
    Workers workers(1);
    Matrix<double> above(network.code_size(), kImages), below = above;
    double squares = 0;
    constexpr double kStep = 1e-5;
    for (Index i = 0; i < x.rows(); ++i) {
      Matrix<double> moved = x;
      moved.row(i).array() += kStep;
      network.encode(parameters.data(), moved, pass, above, workers);
      moved.row(i).array() -= 2 * kStep;
      network.encode(parameters.data(), moved, pass, below, workers);
      squares += ((above - below) / (2 * kStep)).squaredNorm();
    }
    return squares / kImages;
  }

  // The mean of the penalty over the directions of `draws` steps.
  static double penalty(const Network<double>& network, const std::vector<double>& parameters,
                        const Matrix<double>& x, int draws) {
    Pass<double> pass(network, kImages);
    Workers workers(1);
    Contractive<double> contractive(network, kImages);
    std::vector<Matrix<double>> added;
    for (Index i = 0; i < network.encoder_layers(); ++i) {
      added.push_back(Matrix<double>::Zero(network.layer(i).outputs(), kImages));
    }
    network.forward(parameters.data(), x, pass, workers);
    double sum = 0;
    for (int draw = 0; draw < draws; ++draw) {
      const RandomKey key{1, stream_id(Stream::directions, static_cast<std::uint64_t>(draw))};
      sum += contractive.measure(1, parameters.data(), kImages, pass, key, added, workers);
    }
    return sum / draws;
  }

  static void expect_near(const std::vector<LayerSpec>& encoder, int draws, double tolerance) {
    const Network<double> network({8, encoder, {dense(8, Activation::sigmoid)}});
    std::vector<double> parameters(static_cast<std::size_t>(network.parameter_count()));
    initialize<double>(network, Initialization::he, 2, parameters);
    const Matrix<double> x = Matrix<double>::Random(8, kImages).cwiseAbs();
    const double exact = jacobian_norm(network, parameters, x);
    EXPECT_NEAR(penalty(network, parameters, x, draws), exact, tolerance * exact);
  }
};

TEST_F(ContractiveOf, OneLayerIsExact) {
  expect_near({dense(5, Activation::sigmoid)}, 1, 1e-8);
  expect_near({dense(5, Activation::tanh)}, 1, 1e-8);
  expect_near({dense(5, Activation::relu)}, 1, 1e-8);
}

// A code of one number: its only directions, +1 and -1, give the exact norm.
TEST_F(ContractiveOf, DeepEncoderOfOneNumberIsExact) {
  expect_near({dense(6, Activation::tanh), dense(1, Activation::sigmoid)}, 1, 1e-8);
}

TEST_F(ContractiveOf, DeepEncoderIsExactInTheMean) {
  expect_near({dense(6, Activation::tanh), dense(5, Activation::sigmoid)}, 20'000, 0.02);
}

}  // namespace
}  // namespace hourglass

#include "engine/network.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/initialization.h"
#include "support/layers.h"

namespace hourglass {
namespace {

NetworkSpec recipe_b() {
  return {784,
          {{128, Activation::relu}, {32, Activation::linear}},
          {{128, Activation::relu}, {784, Activation::sigmoid}}};
}

TEST(NetworkSpecOf, CountsParameters) {
  EXPECT_EQ(parameter_count(recipe_b()),
            784 * 128 + 128 + 128 * 32 + 32 + 32 * 128 + 128 + 128 * 784 + 784);
}

TEST(NetworkSpecOf, RefusesWhatCannotBeBuilt) {
  NetworkSpec spec = recipe_b();
  EXPECT_TRUE(validate(spec).ok());
  spec.decoder.back().units = 783;
  EXPECT_NE(validate(spec).error().message.find("784, got 783"), std::string::npos);
  spec = recipe_b();
  spec.encoder[1].units = 0;
  EXPECT_NE(validate(spec).error().message.find("encoder[1].units"), std::string::npos);
  spec.encoder.clear();
  EXPECT_FALSE(validate(spec).ok());
  spec = recipe_b();
  spec.encoder[0].units = 65'536;
  spec.encoder[1].units = 65'536;
  EXPECT_NE(validate(spec).error().message.find("parameters"), std::string::npos);
}

TEST(NetworkOf, NamesItsTensorsAsPyTorchDoes) {
  const Network<float> network(recipe_b());
  std::vector<std::string> names;
  Index end = 0;
  for (const TensorInfo& tensor : network.tensors()) {
    names.push_back(tensor.name);
    EXPECT_EQ(tensor.offset, end);
    end += tensor.size;
  }
  EXPECT_EQ(end, network.parameter_count());
  EXPECT_EQ(names,
            (std::vector<std::string>{"encoder.0.weight", "encoder.0.bias", "encoder.2.weight",
                                      "encoder.2.bias", "decoder.0.weight", "decoder.0.bias",
                                      "decoder.2.weight", "decoder.2.bias"}));
}

TEST(NetworkOf, DecodesWhatItEncodesToTheReconstruction) {
  const Network<float> network(recipe_b());
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
  initialize<float>(network, Initialization::he, 3, parameters);
  const Matrix<float> x = Matrix<float>::Random(784, 11).cwiseAbs();
  Pass<float> pass(network, 16);
  Workers workers(2);
  Matrix<float> code(32, 11), decoded(784, 11), reconstructed(784, 11);
  network.encode(parameters.data(), x, pass, code, workers);
  network.decode(parameters.data(), code, pass, decoded, workers);
  network.reconstruct(parameters.data(), x, pass, reconstructed, workers);
  EXPECT_EQ(decoded, reconstructed);
  EXPECT_GT(decoded.minCoeff(), 0.0f);
  EXPECT_LT(decoded.maxCoeff(), 1.0f);
}

TEST(Initialize, DrawsFromTheNamedDistributions) {
  const Network<float> network(recipe_b());
  std::vector<float> p(static_cast<std::size_t>(network.parameter_count()));
  const auto deviation = [&](const TensorInfo& tensor) {
    const Eigen::Map<Column<float>> w(p.data() + tensor.offset, tensor.size);
    return std::sqrt(w.cast<double>().squaredNorm() / static_cast<double>(tensor.size));
  };
  const TensorInfo& weight = network.tensors()[0];
  const TensorInfo& bias = network.tensors()[1];
  initialize<float>(network, Initialization::pytorch, 1, p);
  EXPECT_NEAR(deviation(weight), 1 / std::sqrt(784.0) / std::sqrt(3.0), 2e-4);
  EXPECT_GT(deviation(bias), 0.01);
  initialize<float>(network, Initialization::xavier, 1, p);
  EXPECT_NEAR(deviation(weight), std::sqrt(6.0 / (784 + 128)) / std::sqrt(3.0), 2e-4);
  EXPECT_EQ(deviation(bias), 0);
  initialize<float>(network, Initialization::he, 1, p);
  EXPECT_NEAR(deviation(weight), std::sqrt(2.0 / 784), 2e-4);
  EXPECT_EQ(deviation(bias), 0);
}

TEST(Initialize, CountsTheFansOfConvolutionsAsPyTorchDoes) {
  using namespace test;
  const Network<float> network(
      {784,
       {unflatten(28, 28, 1), convolution(32, Activation::relu), max_pool()},
       {transposed(16, 3, Activation::relu), convolution(1, Activation::sigmoid)}});
  std::vector<float> p(static_cast<std::size_t>(network.parameter_count()));
  const auto expect_bound = [&](std::size_t i, double bound) {
    const TensorInfo& tensor = network.tensors()[i];
    const float largest =
        Eigen::Map<Column<float>>(p.data() + tensor.offset, tensor.size).cwiseAbs().maxCoeff();
    EXPECT_LE(largest, bound) << tensor.name;
    EXPECT_GT(largest, 0.9 * bound) << tensor.name;
  };
  initialize<float>(network, Initialization::pytorch, 1, p);
  expect_bound(0, 1 / std::sqrt(9.0 * 1));
  expect_bound(2, 1 / std::sqrt(9.0 * 16));  // of ConvTranspose2d: its outputs
  expect_bound(4, 1 / std::sqrt(9.0 * 16));
  initialize<float>(network, Initialization::xavier, 1, p);
  expect_bound(0, std::sqrt(6.0 / (9 * 1 + 9 * 32)));
  expect_bound(2, std::sqrt(6.0 / (9 * 32 + 9 * 16)));
  expect_bound(4, std::sqrt(6.0 / (9 * 16 + 9 * 1)));
}

TEST(NetworkOf, NamesWhatPyTorchCountsAsModules) {
  using namespace test;
  const Network<float> network(
      {784,
       {unflatten(28, 28, 1), convolution(2, Activation::relu), max_pool(), flatten(), gaussian(3)},
       {dense(784, Activation::sigmoid)}});
  std::vector<std::string> names;
  for (const TensorInfo& tensor : network.tensors()) names.push_back(tensor.name);
  EXPECT_EQ(names, (std::vector<std::string>{
                       "encoder.1.weight", "encoder.1.bias", "encoder.5.mean.weight",
                       "encoder.5.log_variance.weight", "encoder.5.mean.bias",
                       "encoder.5.log_variance.bias", "decoder.0.weight", "decoder.0.bias"}));
}

// Outside training the code is the mean; in training it is drawn with what the caller gives.
TEST(NetworkOf, DrawsItsCodeInTrainingAlone) {
  using namespace test;
  const Network<double> network({5, {gaussian(2)}, {dense(5, Activation::linear)}});
  std::vector<double> p(static_cast<std::size_t>(network.parameter_count()));
  initialize<double>(network, Initialization::pytorch, 4, p);
  const Matrix<double> x = Matrix<double>::Random(5, 3);
  Pass<double> pass(network, 3);
  Workers workers(1);
  Matrix<double> mean(2, 3);
  network.encode(p.data(), x, pass, mean, workers);
  pass.epsilon.setConstant(-2);
  network.forward(p.data(), x, pass, workers);
  const Matrix<double>& statistics = pass.outputs[0];
  EXPECT_EQ(mean, statistics.topRows(2));
  const Matrix<double> expected = mean.array() - 2 * (statistics.bottomRows(2).array() / 2).exp();
  EXPECT_TRUE(pass.outputs[1].isApprox(expected, 1e-14));
}

}  // namespace
}  // namespace hourglass

#include "engine/network.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/initialization.h"

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

}  // namespace
}  // namespace hourglass

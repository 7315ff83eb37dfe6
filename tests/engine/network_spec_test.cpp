#include "engine/network_spec.h"

#include <gtest/gtest.h>

#include "support/layers.h"

namespace hourglass {
namespace {

using namespace test;

NetworkSpec recipe_e3() {
  return {784,
          {unflatten(28, 28, 1), convolution(32, Activation::relu), max_pool(),
           convolution(32, Activation::relu), max_pool()},
          {convolution(32, Activation::relu), upsample(), convolution(32, Activation::relu),
           upsample(), convolution(1, Activation::sigmoid), flatten()}};
}

std::string fault(const NetworkSpec& spec) {
  const auto valid = validate(spec);
  return valid.ok() ? "accepted" : valid.error().message;
}

NetworkSpec with_encoder(std::vector<LayerSpec> layers) {
  return {784, std::move(layers), {dense(784, Activation::sigmoid)}};
}

TEST(NetworkSpecOf, E3HasItsPublishedParameters) {
  const NetworkSpec spec = recipe_e3();
  ASSERT_EQ(fault(spec), "accepted");
  EXPECT_EQ(parameter_count(spec), 28'353);
  EXPECT_EQ(spec.code_size(), 7 * 7 * 32);
  EXPECT_EQ(output_activation(spec), Activation::sigmoid);
  const auto shapes = layer_shapes(spec);
  EXPECT_EQ(shapes[1], (Shape{28, 28, 32}));
  EXPECT_EQ(parameter_count(spec.encoder[1], shapes[0]), 320);
  EXPECT_EQ(parameter_count(spec.encoder[3], shapes[2]), 9248);
  EXPECT_EQ(parameter_count(spec.decoder[4], shapes[8]), 289);
}

TEST(NetworkSpecOf, SaysWhichLayerDoesNotFitAndWhatWasExpected) {
  EXPECT_EQ(fault(with_encoder({convolution(3, Activation::relu)})),
            "encoder[0]: expected an image to come in (put an unflatten before this layer), got a "
            "vector of 784 numbers");
  EXPECT_EQ(fault(with_encoder({unflatten(28, 28, 1), dense(3, Activation::relu)})),
            "encoder[1]: expected a vector to come in (put a flatten before this layer), got an "
            "image (28, 28, 1)");
  EXPECT_EQ(fault(with_encoder({unflatten(28, 27, 1), convolution(1, Activation::relu)})),
            "encoder[0]: expected height x width x channels to be the 784 numbers that come in, "
            "got 756");
  EXPECT_EQ(fault(with_encoder({unflatten(1, 784, 1), max_pool()})),
            "encoder[1]: expected an image of at least 2x2 pixels to come in, got (1, 784, 1)");
  EXPECT_EQ(
      fault(with_encoder({unflatten(28, 28, 1), convolution(0, Activation::relu), flatten()})),
      "encoder[1].channels: expected 1 to 65536, got 0");
  EXPECT_EQ(
      fault(with_encoder({unflatten(28, 28, 1), transposed(1, 5, Activation::relu), flatten()})),
      "encoder[1].kernel: expected 2 to 3, got 5");
  EXPECT_EQ(fault(with_encoder({gaussian(3), dense(3, Activation::relu)})),
            "encoder[0]: expected a gaussian head only as the encoder's last layer");
  EXPECT_EQ(fault({784, {dense(3, Activation::relu)}, {gaussian(784)}}),
            "decoder[0]: expected a gaussian head only as the encoder's last layer");
  EXPECT_EQ(fault(with_encoder({unflatten(28, 28, 1), flatten()})),
            "encoder: expected a layer beside flatten and unflatten");
  EXPECT_EQ(fault({784, {dense(3, Activation::relu)}, {dense(783, Activation::sigmoid)}}),
            "decoder: expected its last layer to give as many numbers as there are inputs, 784, "
            "got 783");
}

// There PyTorch would count the numbers in another order.
TEST(NetworkSpecOf, RefusesAnotherImageStraightAfterAFlatten) {
  NetworkSpec spec{784,
                   {unflatten(28, 28, 1), convolution(4, Activation::relu), flatten()},
                   {unflatten(28, 28, 4), convolution(1, Activation::sigmoid)}};
  EXPECT_EQ(fault(spec), "accepted");
  spec.decoder[0] = unflatten(14, 14, 16);
  EXPECT_EQ(fault(spec),
            "decoder[0]: expected the image that was flattened just before, (28, 28, 4), got (14, "
            "14, 16)");
}

TEST(NetworkSpecOf, RefusesSizesThatAreTooLargeBeforeTheyOverflow) {
  EXPECT_EQ(
      fault(with_encoder({unflatten(28, 28, 1), convolution(65'536, Activation::relu), flatten()})),
      "encoder[1]: expected at most 262144 numbers to come out, got (28, 28, 65536)");
  EXPECT_EQ(fault(with_encoder({unflatten(65'536, 65'536, 65'536), flatten()})),
            "encoder[0]: expected height x width x channels to be the 784 numbers that come in, "
            "got 281474976710656");
  std::vector<LayerSpec> doubling(20, upsample());
  doubling.insert(doubling.begin(), unflatten(28, 28, 1));
  EXPECT_NE(fault(with_encoder(doubling)).find("encoder[5]: expected at most"), std::string::npos);
}

}  // namespace
}  // namespace hourglass

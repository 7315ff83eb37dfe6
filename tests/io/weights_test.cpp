#include "io/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <map>

#include "engine/initialization.h"
#include "engine/network.h"
#include "io/recipe_json.h"
#include "io/safetensors.h"
#include "support/layers.h"

namespace hourglass {
namespace {

using testing::HasSubstr;
using Bytes = std::vector<std::uint8_t>;

Recipe small_recipe() {
  Recipe recipe;
  recipe.name = "small";
  recipe.network = {6,
                    {{4, Activation::relu}, {2, Activation::linear}},
                    {{3, Activation::relu}, {6, Activation::sigmoid}}};
  return recipe;
}

Model small_model() {
  const Recipe recipe = small_recipe();
  const Network<float> network(recipe.network);
  Model model{recipe, std::vector<float>(static_cast<std::size_t>(network.parameter_count()))};
  initialize<float>(network, Initialization::pytorch, 7, model.parameters);
  return model;
}

std::vector<TensorToWrite> tensors_of(const Model& model) {
  const Network<float> network(model.recipe.network);
  std::vector<TensorToWrite> tensors;
  for (const TensorInfo& info : network.tensors()) {
    tensors.push_back(
        {info.name,
         {info.shape.begin(), info.shape.end()},
         std::span(model.parameters)
             .subspan(static_cast<std::size_t>(info.offset), static_cast<std::size_t>(info.size))});
  }
  return tensors;
}

std::string message_of(std::span<const TensorToWrite> tensors) {
  const Result<Model> model = read_weights(write_safetensors(tensors, {}), small_recipe());
  return model.ok() ? "accepted" : model.error().message;
}

TEST(Weights, RoundTripIsBitExact) {
  Model model = small_model();
  model.parameters[0] = -0.0f;
  model.parameters[1] = 1e-42f;  // a denormal
  const Result<Model> again = read_weights(write_weights(model));
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again.value().recipe, model.recipe);
  ASSERT_EQ(again.value().parameters.size(), model.parameters.size());
  EXPECT_EQ(std::memcmp(again.value().parameters.data(), model.parameters.data(),
                        model.parameters.size() * sizeof(float)),
            0);
}

TEST(Weights, SixteenBitsRoundEveryNumberAndKeepTheRecipe) {
  const Model model = small_model();
  for (const auto& [precision, error] :
       {std::pair{Precision::f16, 0x1p-11f}, {Precision::bf16, 0x1p-8f}}) {
    const auto file = write_weights(model, precision);
    ASSERT_TRUE(file.ok()) << file.error().message;
    const Result<Model> again = read_weights(file.value());
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again.value().recipe, model.recipe);
    ASSERT_EQ(again.value().parameters.size(), model.parameters.size());
    bool rounded = false;
    for (std::size_t i = 0; i < model.parameters.size(); ++i) {
      const float exact = model.parameters[i];
      EXPECT_NEAR(again.value().parameters[i], exact, error * std::abs(exact)) << i;
      rounded |= again.value().parameters[i] != exact;
    }
    EXPECT_TRUE(rounded);
    // What has been rounded once stays as it is.
    EXPECT_EQ(write_weights(again.value(), precision).value(), file.value());
  }
}

TEST(Weights, ANumberTooLargeForSixteenBitsIsRefused) {
  Model model = small_model();
  model.parameters[25] = 1e5f;  // after 4 x 6 weights
  const auto file = write_weights(model, Precision::f16);
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().message,
            "the tensor encoder.0.bias holds the number 1e+05, which is beyond F16; expected at "
            "most 65504");
  EXPECT_TRUE(write_weights(model, Precision::bf16).ok());
}

TEST(Weights, AnInfinityOfSixteenBitsIsRefused) {
  Bytes file = write_weights(small_model(), Precision::f16).value();
  file[file.size() - 1] = 0x7c;  // the last number, little-endian
  file[file.size() - 2] = 0x00;
  EXPECT_THAT(read_weights(file).error().message,
              HasSubstr("not finite: element 5 of decoder.2.bias"));
}

TEST(Weights, TensorsHaveThePlacesOfPyTorchsModules) {
  const Bytes file = write_weights(small_model());
  const Result<TensorFile> read = parse_safetensors(file);
  ASSERT_TRUE(read.ok());
  std::vector<std::string> seen;
  for (const TensorView& tensor : read.value().tensors) {
    seen.push_back(tensor.name + shape_to_text(tensor.shape));
  }
  EXPECT_THAT(seen, testing::ElementsAre("encoder.0.weight(4, 6)", "encoder.0.bias(4)",
                                         "encoder.2.weight(2, 4)", "encoder.2.bias(2)",
                                         "decoder.0.weight(3, 2)", "decoder.0.bias(3)",
                                         "decoder.2.weight(6, 3)", "decoder.2.bias(6)"));
  EXPECT_EQ(read.value().metadata.at("format"), "pt");
}

// The same function in PyTorch: tests/io/pytorch_module_test.py, which needs it; the orders alone
// here.
TEST(Weights, TensorsOfImagesGoIntoPyTorchsOrder) {
  using namespace test;
  Recipe recipe;
  recipe.network = {
      4,
      {unflatten(2, 2, 1), convolution(2, Activation::relu), convolution(1, Activation::relu),
       transposed(3, 2, Activation::relu), max_pool(), flatten(), dense(2, Activation::linear)},
      {dense(8, Activation::relu), unflatten(2, 2, 2), flatten(), dense(4, Activation::sigmoid)}};
  const Network<float> network(recipe.network);
  Model model{recipe, std::vector<float>(static_cast<std::size_t>(network.parameter_count()))};
  for (const TensorInfo& info : network.tensors()) {  // each element its place in its tensor
    for (Index i = 0; i < info.size; ++i) {
      model.parameters[static_cast<std::size_t>(info.offset + i)] = static_cast<float>(i);
    }
  }
  const Bytes file = write_weights(model);
  const Result<TensorFile> read = parse_safetensors(file);
  ASSERT_TRUE(read.ok());
  std::map<std::string, std::vector<float>> tensors;
  for (const TensorView& tensor : read.value().tensors) {
    tensors[tensor.name + shape_to_text(tensor.shape)] = values_of(tensor);
  }
  using Values = std::vector<float>;
  // (out, in, y, x) of what lies as (y, x, in, out).
  EXPECT_EQ(tensors["encoder.1.weight(2, 1, 3, 3)"],
            (Values{0, 2, 4, 6, 8, 10, 12, 14, 16, 1, 3, 5, 7, 9, 11, 13, 15, 17}));
  // The same of what lies as (-y, -x, out, in): fewer channels come out.
  EXPECT_EQ(tensors["encoder.3.weight(1, 2, 3, 3)"],
            (Values{16, 14, 12, 10, 8, 6, 4, 2, 0, 17, 15, 13, 11, 9, 7, 5, 3, 1}));
  // (in, out, y, x) of what lies as (y, x, out, in).
  EXPECT_EQ(tensors["encoder.5.weight(1, 3, 2, 2)"],
            (Values{0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}));
  // (2, c y x) of what lies as (2, y x c), c = 3.
  EXPECT_EQ(tensors["encoder.9.weight(2, 12)"],
            (Values{0,  3,  6,  9,  1,  4,  7,  10, 2,  5,  8,  11,
                    12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23}));
  // (c y x, 2) of what lies as (y x c, 2), c = 2; and its bias.
  EXPECT_EQ(tensors["decoder.0.weight(8, 2)"],
            (Values{0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15}));
  EXPECT_EQ(tensors["decoder.0.bias(8)"], (Values{0, 2, 4, 6, 1, 3, 5, 7}));
  const Result<Model> again = read_weights(file);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again.value().parameters, model.parameters);
}

TEST(Weights, FilesWithoutARecipeNeedOne) {
  const Model model = small_model();
  auto tensors = tensors_of(model);
  std::reverse(tensors.begin(), tensors.end());  // any order will do
  const Bytes file = write_safetensors(tensors, {});
  EXPECT_THAT(read_weights(file).error().message, HasSubstr("without a recipe"));
  const Result<Model> read = read_weights(file, model.recipe);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().parameters, model.parameters);
}

TEST(Weights, MissingUnexpectedAndMisshapenTensorsAreNamed) {
  const Model model = small_model();
  auto tensors = tensors_of(model);
  EXPECT_EQ(message_of(tensors), "accepted");

  auto missing = tensors;
  missing.erase(missing.begin() + 3);
  EXPECT_EQ(message_of(missing), "the weights lack the tensor encoder.2.bias of shape (2)");

  auto misshapen = tensors;
  misshapen[0].shape = {6, 4};
  EXPECT_EQ(message_of(misshapen),
            "the weights have encoder.0.weight of shape (6, 4), expected (4, 6)");

  auto more = tensors;
  more.push_back({"encoder.4.weight", {1}, std::span(model.parameters).first(1)});
  EXPECT_THAT(message_of(more), HasSubstr("have the tensor \"encoder.4.weight\""));
}

TEST(Weights, NumbersThatAreNotFiniteAreRefused) {
  for (const float bad : {std::nanf(""), INFINITY, -INFINITY}) {
    Model model = small_model();
    model.parameters[25] = bad;  // after 4 x 6 weights
    EXPECT_THAT(message_of(tensors_of(model)), HasSubstr("element 1 of encoder.0.bias"));
  }
}

TEST(Weights, ABadRecipeInsideIsToldAsSuch) {
  const Model model = small_model();
  const Bytes file = write_safetensors(tensors_of(model), {{"hourglass.recipe", "{}"}});
  EXPECT_EQ(read_weights(file).error().message, "the recipe inside the weights: encoder: missing");
}

TEST(Weights, AHugeNetworkWithoutItsNumbersIsRefused) {
  Recipe recipe = small_recipe();
  recipe.network.inputs = 1000;
  recipe.network.encoder[0].units = 30000;
  recipe.network.decoder.back().units = 1000;
  const Bytes file = write_safetensors({}, {{"hourglass.recipe", recipe_to_json(recipe)}});
  EXPECT_EQ(read_weights(file).error().message,
            "the weights lack the tensor encoder.0.weight of shape (30000, 1000)");
}

TEST(Weights, EveryTruncationIsRefused) {
  for (const Precision precision : {Precision::f32, Precision::f16}) {
    const Bytes file = write_weights(small_model(), precision).value();
    for (std::size_t length = 0; length < file.size(); ++length) {
      EXPECT_FALSE(read_weights(std::span(file).first(length)).ok()) << length;
    }
  }
}

}  // namespace
}  // namespace hourglass

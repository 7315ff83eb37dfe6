#include "io/recipe_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/builtin_recipes.h"
#include "io/file.h"
#include "support/layers.h"

namespace hourglass {
namespace {

using testing::HasSubstr;

constexpr char kSmallest[] = R"({
  "encoder": [{"units": 8, "activation": "relu"}],
  "decoder": [{"units": 784, "activation": "sigmoid"}]
})";

std::string message_of(std::string_view json) {
  const Result<Recipe> recipe = parse_recipe(json);
  return recipe.ok() ? "accepted" : recipe.error().message;
}

// The smallest recipe with one more field.
std::string with(const std::string& field) {
  return std::string(kSmallest, sizeof kSmallest - 2) + ", " + field + "}";
}

TEST(RecipeJson, WhatIsAbsentHasTheUsualValue) {
  const Result<Recipe> recipe = parse_recipe(kSmallest);
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  Recipe expected;
  expected.network.encoder = {{8, Activation::relu}};
  expected.network.decoder = {{784, Activation::sigmoid}};
  EXPECT_EQ(recipe.value(), expected);
}

TEST(RecipeJson, EveryFieldIsRead) {
  const Result<Recipe> recipe = parse_recipe(R"({
    "name": "n", "title": "t", "description": "d", "inputs": 4,
    "encoder": [{"units": 3, "activation": "tanh"}, {"units": 2, "activation": "linear"}],
    "decoder": [{"units": 4, "activation": "sigmoid"}],
    "initialization": "he", "loss": "bce",
    "optimizer": {"kind": "sgd", "learning_rate": 0.5, "weight_decay": 0.25, "momentum": 0.75},
    "schedule": {"kind": "plateau", "minimum": 1e-5, "factor": 0.5, "patience": 3,
                 "threshold": 0.01, "cooldown": 2, "epsilon": 1e-9},
    "early_stop": {"patience": 6},
    "noise": {"kind": "salt_and_pepper", "strength": 0.3},
    "test_noise": {"kind": "uniform", "strength": 1.5},
    "sampling": "random", "steps": 77, "epochs": 3, "batch_size": 5,
    "seed": 18446744073709551615})");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  Recipe expected;
  expected.name = "n";
  expected.title = "t";
  expected.description = "d";
  expected.network = {
      4, {{3, Activation::tanh}, {2, Activation::linear}}, {{4, Activation::sigmoid}}};
  expected.initialization = Initialization::he;
  expected.loss = LossKind::bce;
  expected.optimizer.kind = OptimizerKind::sgd;
  expected.optimizer.learning_rate = 0.5;
  expected.optimizer.weight_decay = 0.25;
  expected.optimizer.momentum = 0.75;
  expected.schedule = {ScheduleKind::plateau, 1e-5, 0.5, 0.01, 1e-9, 3, 2};
  expected.early_stop.patience = 6;
  expected.noise = {NoiseKind::salt_and_pepper, 0.3f};
  expected.test_noise = {NoiseKind::uniform, 1.5f};
  expected.sampling = Sampling::random;
  expected.steps = 77;
  expected.epochs = 3;
  expected.batch_size = 5;
  expected.seed = 18446744073709551615u;
  EXPECT_EQ(recipe.value(), expected);
}

TEST(RecipeJson, RoundTripIsExact) {
  Recipe recipe;
  recipe.name = "quote\" back\\slash \n caf\xc3\xa9";
  recipe.network = {784, {{9, Activation::tanh}}, {{784, Activation::sigmoid}}};
  recipe.initialization = Initialization::xavier;
  recipe.optimizer = {OptimizerKind::adam, 1.0 / 3, 1e-5, 0.95, 0.9999, 1e-7, 0};
  recipe.schedule = {ScheduleKind::plateau, 1e-7, 1.0 / 3, 0.1, 0, 0, 1};
  recipe.early_stop.patience = 1;
  recipe.noise = {NoiseKind::uniform, 0.1f};
  recipe.test_noise = {NoiseKind::masking, 0.123456789f};
  recipe.sampling = Sampling::random;
  recipe.steps = 123456789;
  recipe.epochs = 4;
  recipe.seed = 0xfedcba9876543210u;
  const std::string text = recipe_to_json(recipe);
  const Result<Recipe> again = parse_recipe(text);
  ASSERT_TRUE(again.ok()) << again.error().message << "\n" << text;
  EXPECT_EQ(again.value(), recipe) << text;
  EXPECT_THAT(text, HasSubstr(R"("strength": 0.1})"));
}

TEST(RecipeJson, MixedAndFixedNoiseAreReadAndRoundTrip) {
  const Result<Recipe> mixed = parse_recipe(with(
      R"("noise": {"mixture": [{"kind": "gaussian", "strength": 0.1, "weight": 2.5},
                               {"kind": "none"}], "fixed": true})"));
  ASSERT_TRUE(mixed.ok()) << mixed.error().message;
  EXPECT_EQ(mixed.value().noise, NoiseSpec{});
  EXPECT_TRUE(mixed.value().noise_fixed);
  EXPECT_EQ(mixed.value().noise_mixture,
            (std::vector<NoiseShare>{{{NoiseKind::gaussian, 0.1f}, 2.5f}, {{}, 1}}));
  const std::string text = recipe_to_json(mixed.value());
  const Result<Recipe> again = parse_recipe(text);
  ASSERT_TRUE(again.ok()) << again.error().message << "\n" << text;
  EXPECT_EQ(again.value(), mixed.value()) << text;

  EXPECT_TRUE(parse_recipe(with(R"("noise": {"kind": "uniform", "strength": 1, "fixed": true})"))
                  .value()
                  .noise_fixed);
  EXPECT_EQ(message_of(with(R"("noise": {"mixture": []})")),
            "noise.mixture: expected a list of kinds of noise, got an array");
  EXPECT_EQ(message_of(with(R"("noise": {"mixture": [{"kind": "uniform"}]})")),
            "noise.mixture[0].strength: missing");
  EXPECT_THAT(message_of(with(R"("noise": {"mixture": [{"kind": "none"}], "kind": "none"})")),
              HasSubstr("unknown field \"kind\""));
  EXPECT_EQ(message_of(with(R"("noise": {"kind": "none", "fixed": 1})")),
            "noise.fixed: expected true or false, got 1");
  EXPECT_THAT(message_of(with(R"("test_noise": {"kind": "none", "fixed": true})")),
              HasSubstr("unknown field \"fixed\""));
}

TEST(RecipeJson, EveryKindOfLayerAndPenaltyIsReadAndWritten) {
  const Result<Recipe> recipe = parse_recipe(R"({
    "inputs": 64,
    "encoder": [{"kind": "unflatten", "height": 8, "width": 8, "channels": 1},
                {"kind": "convolution", "channels": 3, "activation": "sigmoid"},
                {"kind": "max_pool"}, {"kind": "flatten"}, {"kind": "gaussian", "units": 5}],
    "decoder": [{"kind": "dense", "units": 16, "activation": "relu"},
                {"kind": "unflatten", "height": 2, "width": 2, "channels": 4},
                {"kind": "transposed_convolution", "channels": 2, "kernel": 2,
                 "activation": "tanh"},
                {"kind": "upsample"},
                {"kind": "convolution", "channels": 1, "activation": "sigmoid"}],
    "loss": "bce", "reduction": "sum",
    "penalties": [{"kind": "kl_normal", "weight": 2}, {"kind": "l1_mean", "weight": 0.5},
                  {"kind": "kl_sparsity", "weight": 1e-5, "target": 0.125, "on": "encoder[1]"}]})");
  ASSERT_TRUE(recipe.ok()) << recipe.error().message;
  using namespace test;
  Recipe expected;
  expected.network = {
      64,
      {unflatten(8, 8, 1), convolution(3, Activation::sigmoid), max_pool(), flatten(), gaussian(5)},
      {dense(16, Activation::relu), unflatten(2, 2, 4), transposed(2, 2, Activation::tanh),
       upsample(), convolution(1, Activation::sigmoid)}};
  expected.loss = LossKind::bce;
  expected.reduction = LossReduction::sum;
  expected.penalties = {{PenaltyKind::kl_normal, 2},
                        {PenaltyKind::l1_mean, 0.5},
                        {PenaltyKind::kl_sparsity, 1e-5, 0.125, 1}};
  EXPECT_EQ(recipe.value(), expected);
  const Result<Recipe> again = parse_recipe(recipe_to_json(expected));
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again.value(), expected);
}

TEST(RecipeJson, FaultsInLayersAndPenaltiesNameThem) {
  EXPECT_EQ(message_of(R"({"encoder": [{"kind": "conv"}], "decoder": []})"),
            "encoder[0].kind: expected dense, convolution, transposed_convolution, max_pool, "
            "upsample, flatten, unflatten or gaussian, got \"conv\"");
  EXPECT_THAT(message_of(R"({"encoder": [{"kind": "max_pool", "units": 3}], "decoder": []})"),
              testing::StartsWith("encoder[0]: unknown field \"units\""));
  EXPECT_EQ(message_of(with(R"("penalties": 3)")),
            "penalties: expected a list of penalties, got 3");
  EXPECT_EQ(message_of(with(R"("penalties": [{"kind": "l1_sum"}])")),
            "penalties[0].weight: missing");
  EXPECT_EQ(message_of(with(R"("penalties": [{"kind": "l1_sum", "weight": -1}])")),
            "penalties[0].weight: expected a number from 0 to 1000000, got -1");
  EXPECT_EQ(
      message_of(with(R"("penalties": [{"kind": "l1_sum", "weight": 1, "on": "encoder[1]"}])")),
      "penalties[0].on: expected code or encoder[0] to encoder[0], got encoder[1]");
  for (const char* place : {"encoder[]", "encoder[x]", "encoder[99999999999]", "encoder", "1"}) {
    EXPECT_THAT(message_of(with(R"("penalties": [{"kind": "l1_sum", "weight": 1, "on": ")" +
                                std::string(place) + "\"}]")),
                HasSubstr("penalties[0].on: expected code or a layer such as encoder[0], got \""));
  }
  EXPECT_EQ(message_of(with(R"("penalties": [{"kind": "kl_sparsity", "weight": 1}])")),
            "penalties[0]: kl_sparsity needs a layer with the activation sigmoid");
  EXPECT_EQ(message_of(with(R"("penalties": [{"kind": "kl_normal", "weight": 1}])")),
            "penalties[0]: kl_normal needs an encoder that ends with a gaussian layer");
}

TEST(RecipeJson, EveryBuiltinRecipeIsValidAndRoundTrips) {
  ASSERT_GE(builtin_recipes().size(), 5u);
  for (const BuiltinRecipe& builtin : builtin_recipes()) {
    const Result<Recipe> recipe = parse_recipe(builtin.json);
    ASSERT_TRUE(recipe.ok()) << builtin.name << ": " << recipe.error().message;
    EXPECT_EQ(recipe.value().name, builtin.name);
    EXPECT_FALSE(recipe.value().title.empty());
    EXPECT_FALSE(recipe.value().description.empty());
    const Result<Recipe> again = parse_recipe(recipe_to_json(recipe.value()));
    ASSERT_TRUE(again.ok()) << builtin.name;
    EXPECT_EQ(again.value(), recipe.value()) << builtin.name;
  }
}

TEST(RecipeJson, BuiltinRecipesAreTheFilesOfTheRepository) {
  for (const BuiltinRecipe& builtin : builtin_recipes()) {
    const auto file = read_file(
        HOURGLASS_SOURCE_DIR "/assets/recipes/" + std::string(builtin.name) + ".json", 1 << 20);
    ASSERT_TRUE(file.ok()) << file.error().message;
    EXPECT_EQ(std::string(file.value().begin(), file.value().end()), builtin.json);
  }
}

TEST(RecipeJson, BuiltinRecipesHaveTheSizesOfTheirSystems) {
  const auto parameters = [](std::string_view name) {
    return parameter_count(builtin_recipe(name).value().network);
  };
  EXPECT_EQ(parameters("A"), 418334);
  EXPECT_EQ(parameters("B"), 209968);
  EXPECT_EQ(parameters("C"), 641344);
  EXPECT_EQ(parameters("E1"), 476720);
  EXPECT_EQ(parameters("C-8"), 622504);
  EXPECT_EQ(parameters("D2-64"), 101200);
  EXPECT_EQ(parameters("E2"), 222384);
  EXPECT_EQ(parameters("E3"), 28353);
  EXPECT_EQ(parameters("F-VAE"), 652824);
}

TEST(RecipeJson, UnknownNameListsTheNames) {
  EXPECT_EQ(builtin_recipe("Z").error().message,
            "there is no recipe named \"Z\"; expected A, B, B-masking, C, C-2, C-4, C-8, C-32, D1, "
            "D2-64, D2-128, D2-256, D3-1e-5, D3-1e-4, D3-1e-3, D4-0.3, D4-0.5, D4-0.8, D4-0.9, D5, "
            "E1, E2, E3, F-L1, F-KL, F-contractive, F-conv-transposed, F-VAE, "
            "F-VAE-2 or Hinton");
}

TEST(RecipeJson, WrongTypesNameTheField) {
  EXPECT_EQ(message_of(R"({"encoder": [{"units": 4, "activation": "relu"}, {"units": "x"}]})"),
            "encoder[1].units: expected a whole number from 1 to 65536, got \"x\"");
  EXPECT_EQ(message_of(with(R"("batch_size": 1.5)")),
            "batch_size: expected a whole number from 1 to 9223372036854775807, got 1.5");
  EXPECT_EQ(message_of(with(R"("seed": -1)")),
            "seed: expected a whole number from 0 to 18446744073709551615, got -1");
  EXPECT_EQ(message_of(with(R"("loss": "mae")")), "loss: expected mse or bce, got \"mae\"");
  EXPECT_EQ(message_of(with(R"("noise": {"kind": "gaussian", "strength": true})")),
            "noise.strength: expected a number, got true");
  EXPECT_EQ(message_of(with(R"("optimizer": [1])")), "optimizer: expected an object, got an array");
  EXPECT_EQ(message_of("[]"), "expected an object, got an array");
  EXPECT_EQ(message_of(R"({"encoder": 3})"), "encoder: expected a list of layers, got 3");
}

TEST(RecipeJson, WholeNumbersBeyondTheirRangeAreRefused) {
  for (const char* units : {"0", "-1", "65537", "9223372036854775808", "18446744073709551615",
                            "-9223372036854775808"}) {
    EXPECT_THAT(message_of(std::string(R"({"encoder": [{"units": )") + units + "}]}"),
                HasSubstr("encoder[0].units: expected a whole number"))
        << units;
  }
}

TEST(RecipeJson, UnknownFieldsAreToldWithTheNearestName) {
  EXPECT_THAT(message_of(with(R"("epoch": 3)")),
              testing::StartsWith("unknown field \"epoch\", did you mean \"epochs\"?"));
  EXPECT_THAT(message_of(with(R"("optimizer": {"kind": "adam", "momentum": 0.9})")),
              testing::StartsWith("optimizer: unknown field \"momentum\""));
  EXPECT_THAT(message_of(R"({"encodr": []})"), HasSubstr("did you mean \"encoder\"?"));
}

TEST(RecipeJson, MissingFieldsAreTold) {
  EXPECT_EQ(message_of("{}"), "encoder: missing");
  EXPECT_EQ(message_of(with(R"("noise": {"kind": "gaussian"})")), "noise.strength: missing");
}

TEST(RecipeJson, FieldsGivenTwiceAreRefused) {
  EXPECT_THAT(message_of(with(R"("seed": 1, "seed": 2)")), HasSubstr("\"seed\" is there twice"));
}

TEST(RecipeJson, WhatMakesNoSenseIsRefusedByValidation) {
  EXPECT_THAT(message_of(with(R"("batch_size": 1000000)")), HasSubstr("batch_size"));
  EXPECT_THAT(message_of(with(R"("noise": {"kind": "masking", "strength": 2})")),
              HasSubstr("noise.strength"));
}

TEST(RecipeJson, FaultsInTheTextHaveALineAndAColumn) {
  EXPECT_THAT(message_of("{\n  \"name\": nul\n}"), HasSubstr("line 2, column 14: "));
  EXPECT_THAT(message_of("{]"), HasSubstr("line 1, column 2: "));
  EXPECT_THAT(message_of(""), HasSubstr("line 1, column 1: "));
}

TEST(RecipeJson, EveryTruncationIsRefused) {
  const std::string whole(builtin_recipes()[0].json);
  const std::size_t end = whole.rfind('}');
  for (std::size_t length = 0; length <= end; ++length) {
    EXPECT_FALSE(parse_recipe(whole.substr(0, length)).ok()) << length;
  }
}

// One byte changed may give another recipe, but never anything worse than an error.
TEST(RecipeJson, EveryChangedByteIsSurvived) {
  const std::string whole(builtin_recipes()[1].json);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char byte : {'\0', '"', '{', '9', '\xff', '-', 'e'}) {
      std::string changed = whole;
      changed[at] = byte;
      const Result<Recipe> recipe = parse_recipe(changed);
      if (recipe.ok()) {
        EXPECT_TRUE(validate(recipe.value()).ok());
      } else {
        EXPECT_FALSE(recipe.error().message.empty());
      }
    }
  }
}

TEST(RecipeJson, OversizedAndDeepTextsAreRefused) {
  EXPECT_THAT(message_of(std::string((1 << 20) + 1, ' ')), HasSubstr("more than the limit"));
  EXPECT_THAT(message_of(std::string(1 << 19, '[')), HasSubstr("nested more than 16 deep"));
  std::string objects;
  for (int i = 0; i < 1000; ++i) objects += "{\"a\":";
  EXPECT_THAT(message_of(objects), HasSubstr("nested more than 16 deep"));
}

TEST(RecipeJson, HugeContentMakesNoHugeMessage) {
  const std::string huge(1 << 19, 'x');
  EXPECT_LT(message_of("\"" + huge).size(), 400u);
  EXPECT_LT(message_of(with("\"" + huge + "\": 1")).size(), 600u);
  EXPECT_LT(message_of(with("\"loss\": \"" + huge + "\"")).size(), 400u);
  EXPECT_LT(message_of(with("\"seed\": 1" + std::string(1 << 19, '0'))).size(), 400u);
}

TEST(RecipeJson, OnlyStrictJsonIsTaken) {
  for (const std::string& text :
       {with("\"seed\": 1,"), with("\"seed\": 0x1"), with("\"seed\": NaN"),
        with("\"name\": \"\xff\""), std::string(kSmallest) + "{}",
        std::string(kSmallest) + "// end", std::string(kSmallest) + '\0' + "rest"}) {
    EXPECT_THAT(message_of(text), testing::StartsWith("the recipe is no valid JSON")) << text;
  }
}

}  // namespace
}  // namespace hourglass

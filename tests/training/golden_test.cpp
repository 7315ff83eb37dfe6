// Whole training steps against PyTorch's, tensor by tensor: golden/make_training_steps.py.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/initialization.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/random.h"
#include "io/builtin_recipes.h"
#include "io/recipe_json.h"
#include "io/safetensors.h"
#include "io/weights.h"
#include "training/objective.h"

namespace hourglass {
namespace {

using nlohmann::json;

constexpr double kTolerance = 1e-5;  // relative to the tensor's norm

// It stays for good, so that a loop may go over a part of it.
const json& golden() {
  static const json numbers = [] {
    std::ifstream file(HOURGLASS_SOURCE_DIR "/tests/golden/training_steps.json");
    return json::parse(file);
  }();
  return numbers;
}

Matrix<float> images(std::uint64_t step, Index count) {
  Matrix<float> x(784, count);
  fill_uniform({0, stream_id(Stream::digits, step)}, 0,
               {x.data(), static_cast<std::size_t>(x.size())});
  return (x.array() < 0.75f).select(0.0f, x);
}

void expect_digest(const json& expected, std::uint64_t number, std::span<const float> values,
                   const std::string& name) {
  ASSERT_EQ(expected["size"].get<std::size_t>(), values.size()) << name;
  double squares = 0, projection = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i];
    squares += x * x;
    projection += (random_bits({0, stream_id(Stream::picks, number)}, i) & 1) != 0 ? -x : x;
  }
  const double norm = expected["norm"], near = kTolerance * norm;
  EXPECT_NEAR(std::sqrt(squares), norm, near) << name;
  EXPECT_NEAR(projection, expected["projection"].get<double>(), near) << name;
  for (const json& sample : expected["samples"]) {
    EXPECT_NEAR(values[sample[0].get<std::size_t>()], sample[1].get<double>(), near)
        << name << " element " << sample[0];
  }
}

// The weights of a file as PyTorch would write it.
Model load(const json& tensors, const Recipe& recipe) {
  std::vector<std::vector<float>> values;
  std::vector<TensorToWrite> file;
  const Network<float> network(recipe.network);
  for (const TensorInfo& info : network.tensors()) {
    const json& tensor = tensors.at(info.name);
    const auto bound = tensor["bound"].get<float>();
    std::vector<float>& u = values.emplace_back(static_cast<std::size_t>(info.size));
    fill_uniform({0, stream_id(Stream::weights, tensor["number"].get<std::uint64_t>())}, 0, u);
    for (float& w : u) w = bound * (2 * w - 1);
    file.push_back({info.name, {info.shape.begin(), info.shape.end()}, u});
  }
  Result<Model> model = read_weights(write_safetensors(file, {}), recipe);
  EXPECT_TRUE(model.ok()) << model.error().message;
  return model.value();
}

// `arena` goes through a file as well, into PyTorch's order.
void expect_tensors(const json& tensors, const char* what, const Recipe& recipe,
                    const std::vector<float>& arena) {
  const std::vector<std::uint8_t> bytes = write_weights({recipe, arena});
  const Result<TensorFile> file = parse_safetensors(bytes);
  ASSERT_TRUE(file.ok()) << file.error().message;
  ASSERT_EQ(file.value().tensors.size(), tensors.size());
  for (const TensorView& view : file.value().tensors) {
    ASSERT_TRUE(tensors.contains(view.name)) << view.name;
    std::vector<float> values(view.bytes.size() / sizeof(float));
    std::memcpy(values.data(), view.bytes.data(), view.bytes.size());
    const json& tensor = tensors[view.name];
    expect_digest(tensor[what], tensor["number"].get<std::uint64_t>(), values,
                  view.name + " " + what);
  }
}

struct TrainingRun {
  Recipe recipe;
  std::vector<float> parameters;
  Network<float> network{recipe.network};
  std::vector<float> gradient = parameters;
  OptimizerState<float> state{parameters.size()};
  Objective objective{network, recipe};
  Workers workers{2};

  explicit TrainingRun(const Model& model) : recipe(model.recipe), parameters(model.parameters) {}

  StepLoss step(std::int64_t number, const Matrix<float>& x, const Matrix<float>& target) {
    const StepLoss loss =
        objective.differentiate(recipe, number, parameters, target, x, gradient, workers);
    update<float>(recipe.optimizer, gradient, network.layer_ends(), parameters, state, workers);
    return loss;
  }
};

TEST(TrainingSteps, AgreeWithPyTorchTensorByTensor) {
  const json& file = golden();
  for (const json& expected : file["cases"]) {
    const auto recipe = parse_recipe(expected["recipe"].dump());
    ASSERT_TRUE(recipe.ok()) << recipe.error().message;
    SCOPED_TRACE(recipe.value().name);
    TrainingRun run(load(expected["tensors"], recipe.value()));
    std::vector<float> drawn(run.parameters.size());
    initialize<float>(run.network, Initialization::pytorch, 0, drawn);
    EXPECT_EQ(run.parameters, drawn);
    for (std::size_t step = 0; step < expected["losses"].size(); ++step) {
      const Matrix<float> x = images(step, recipe.value().batch_size);
      const StepLoss loss = run.step(static_cast<std::int64_t>(step), x, x);
      const double golden_loss = expected["losses"][step];
      EXPECT_NEAR(loss.loss, golden_loss, kTolerance * golden_loss);
      if (step == 0) expect_tensors(expected["tensors"], "gradient", run.recipe, run.gradient);
    }
    expect_tensors(expected["tensors"], "parameters", run.recipe, run.parameters);
  }
}

TEST(FirstStep, OfEveryRecipeAgreesWithPyTorchTensorByTensor) {
  constexpr std::uint64_t kTargetStep = 1000;
  const json& file = golden();
  std::set<std::string> seen;
  for (const json& expected : file["first_steps"]) {
    const std::string name = expected["recipe"];
    SCOPED_TRACE(name);
    seen.insert(name);
    const auto builtin = builtin_recipe(name);
    ASSERT_TRUE(builtin.ok()) << builtin.error().message;
    Recipe recipe = builtin.value();
    recipe.batch_size = expected["batch_size"];
    recipe.seed = 0;
    TrainingRun run(load(expected["tensors"], recipe));
    const StepLoss loss =
        run.step(0, images(0, recipe.batch_size), images(kTargetStep, recipe.batch_size));
    const double golden_loss = expected["loss"], golden_penalty = expected["penalty"];
    EXPECT_NEAR(loss.loss, golden_loss, kTolerance * golden_loss);
    EXPECT_NEAR(loss.penalty, golden_penalty, kTolerance * golden_penalty);
    expect_tensors(expected["tensors"], "gradient", recipe, run.gradient);
  }
  for (const BuiltinRecipe& recipe : builtin_recipes()) {
    EXPECT_TRUE(seen.contains(std::string(recipe.name)))
        << recipe.name << ": run tests/golden/make_training_steps.py";
  }
}

}  // namespace
}  // namespace hourglass

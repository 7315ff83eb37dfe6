// A few whole training steps against PyTorch's, tensor by tensor: golden/make_training_steps.py.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/initialization.h"
#include "engine/loss.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/random.h"
#include "io/recipe_json.h"

namespace hourglass {
namespace {

using nlohmann::json;

constexpr double kTolerance = 1e-5;  // relative to the tensor's norm

json golden() {
  std::ifstream file(HOURGLASS_SOURCE_DIR "/tests/golden/training_steps.json");
  return json::parse(file);
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

struct TrainingRun {
  Recipe recipe;
  Network<float> network{recipe.network};
  std::vector<float> parameters =
      std::vector<float>(static_cast<std::size_t>(network.parameter_count()));
  std::vector<float> gradient = parameters;
  OptimizerState<float> state{parameters.size()};
  Pass<float> pass{network, recipe.batch_size};
  Workers workers{2};

  explicit TrainingRun(const Recipe& r) : recipe(r) {
    initialize<float>(network, recipe.initialization, recipe.seed, parameters);
  }

  double step(const Matrix<float>& x) {
    Matrix<float> output(x.rows(), x.cols());
    std::vector<double> columns(static_cast<std::size_t>(x.cols()));
    network.forward(parameters.data(), x, pass, workers);
    const double loss =
        loss_and_gradient<float>(recipe.loss, recipe.network.decoder.back().activation, x,
                                 pass.gradients.back(), output, columns.data(), workers);
    network.backward(parameters.data(), x, pass, gradient.data(), workers);
    update<float>(recipe.optimizer, gradient, parameters, state, workers);
    return loss;
  }

  void expect_tensors(const json& tensors, const char* what, std::span<const float> arena) const {
    for (std::size_t i = 0; i < network.tensors().size(); ++i) {
      const TensorInfo& tensor = network.tensors()[i];
      ASSERT_TRUE(tensors.contains(tensor.name)) << tensor.name;
      expect_digest(tensors[tensor.name][what], i,
                    arena.subspan(static_cast<std::size_t>(tensor.offset),
                                  static_cast<std::size_t>(tensor.size)),
                    tensor.name + " " + what);
    }
  }
};

TEST(TrainingStep, AgreesWithPyTorchTensorByTensor) {
  const json file = golden();
  for (const json& expected : file["cases"]) {
    const auto recipe = parse_recipe(expected["recipe"].dump());
    ASSERT_TRUE(recipe.ok()) << recipe.error().message;
    SCOPED_TRACE(recipe.value().name);
    TrainingRun run(recipe.value());
    for (std::size_t step = 0; step < expected["losses"].size(); ++step) {
      const double loss = run.step(images(step, recipe.value().batch_size));
      const double golden_loss = expected["losses"][step];
      EXPECT_NEAR(loss, golden_loss, kTolerance * golden_loss);
      if (step == 0) run.expect_tensors(expected["tensors"], "gradient", run.gradient);
    }
    run.expect_tensors(expected["tensors"], "parameters", run.parameters);
  }
}

}  // namespace
}  // namespace hourglass

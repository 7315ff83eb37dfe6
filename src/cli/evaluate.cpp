// hourglass evaluate: how well weights do on the test images.
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/inputs.h"
#include "io/names.h"
#include "training/evaluation.h"

namespace hourglass::cli {
namespace {

struct Options {
  ModelOptions model;
  std::string data;
  std::optional<NoiseSpec> noise;
  int threads = 1;
  bool json = false;
};

int run(const Options& options) {
  const Result<Model> model = open_model(options.model);
  if (!model.ok()) return fail(model.error());
  const Recipe& recipe = model.value().recipe;
  const auto data = open_data(options.data);
  if (!data.ok()) return fail(data.error());
  if (auto fits = check_fit(recipe, *data.value()); !fits.ok()) return fail(fits.error());

  const NoiseSpec noise = options.noise.value_or(recipe.test_noise);
  const Network<float> network(recipe.network);
  Workers workers(options.threads);
  const EvaluationResult test =
      evaluate(network, model.value().parameters, data.value()->test, noise, recipe.seed, workers);
  if (options.json) {
    nlohmann::ordered_json figures = {{"recipe", recipe.name},
                                      {"data", data_figures(*data.value())},
                                      {"noise", noise_to_text(noise)}};
    figures.update(test_figures(test));
    print_json(figures);
  } else {
    print_test(noise, test);
  }
  return kSuccess;
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<Options>(
      app, action, "evaluate", "Measure weights on the test images",
      "hourglass evaluate --weights b.safetensors --noise gaussian:0.5 --json", run);
  add_model_options(*command, options->model);
  add_data_option(*command, options->data);
  add_noise_option(*command, "--noise", options->noise,
                   "On the test images (default: the recipe's)");
  add_threads_option(*command, options->threads);
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli

// hourglass evaluate: how well weights do on the test images.
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/inputs.h"
#include "cli/sample_pictures.h"
#include "io/names.h"
#include "training/evaluation.h"

namespace hourglass::cli {
namespace {

struct Options {
  ModelOptions model;
  std::string data;
  std::optional<NoiseSpec> noise;
  std::optional<Index> code_size;
  SamplePictureOptions pictures;
  int threads = 1;
  bool json = false;
};

Result<Done> check_code_size(const Options& options, const Recipe& recipe) {
  const Index size = recipe.network.code_size();
  if (size == options.code_size.value_or(size)) return Done{};
  return Error{options.model.weights + ": the code has " + std::to_string(size) +
               " numbers, expected " + std::to_string(*options.code_size)};
}

int run(const Options& options) {
  const auto opened = open_model_and_images(options.model, options.data);
  if (!opened.ok()) return fail(opened.error());
  ModelAndImages& shown = *opened.value();
  const Recipe& recipe = shown.recipe();
  if (auto fits = check_code_size(options, recipe); !fits.ok()) return fail(fits.error());
  if (options.pictures.wanted()) {
    const int code = draw_sample_pictures(shown, options.pictures);
    if (code != kSuccess) return code;
  }

  const NoiseSpec noise = options.noise.value_or(recipe.test_noise);
  const Network<float> network(recipe.network);
  Workers workers(options.threads);
  const EvaluationResult test =
      evaluate(network, shown.model.parameters, shown.test(), noise, recipe.seed, workers);
  if (options.json) {
    nlohmann::ordered_json figures = {{"recipe", recipe.name},
                                      {"data", data_figures(*shown.data)},
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
      "hourglass evaluate --weights b.safetensors --noise gaussian:0.5 --json\n"
      "  hourglass evaluate --weights c8.safetensors -z 8 --clean_idx 7 --denoise_idx 7 "
      "--noise_std 0.2",
      run);
  add_model_options(*command, options->model);
  add_data_option(*command, options->data);
  add_noise_option(*command, "--noise", options->noise,
                   "On the test images (default: the recipe's)");
  command
      ->add_option("-z,--code-size", options->code_size,
                   "Refuse weights whose code has another size than this")
      ->type_name("N");
  add_sample_picture_options(*command, options->pictures);
  add_threads_option(*command, options->threads);
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli

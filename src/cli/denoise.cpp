// hourglass denoise: a sheet of test digits, noisy over original over reconstructed.
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/test_images.h"
#include "io/image_sheet.h"
#include "study/inference.h"

namespace hourglass::cli {
namespace {

struct Options {
  ModelOptions model;
  std::string data;
  std::optional<NoiseSpec> noise;
  std::vector<std::uint32_t> indices{0, 1, 2, 3, 4, 5, 6, 7};
  std::string out;
};

int run(const Options& options) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const Result<Model> model = open_model(options.model);
  if (!model.ok()) return fail(model.error());
  const Recipe& recipe = model.value().recipe;
  const auto data = open_data(options.data);
  if (!data.ok()) return fail(data.error());
  if (auto fits = check_fit(recipe, *data.value()); !fits.ok()) return fail(fits.error());
  const ImageSet& test = data.value()->test;
  const Result<Matrix<float>> clean = test_images(test, options.indices);
  if (!clean.ok()) return misuse(clean.error());

  const NoiseSpec noise = options.noise.value_or(recipe.test_noise);
  const Matrix<float> noisy = corrupt_as_tested(noise, recipe.seed, options.indices, clean.value());
  Inference inference;
  inference.use(recipe.network, model.value().parameters);
  const SheetRow rows[] = {{"noisy", noisy},
                           {"original", clean.value()},
                           {"reconstructed", inference.reconstruct(noisy)}};
  return write_sheet(rows, test, options.out);
}

}  // namespace

void add_denoise(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<Options>(
      app, action, "denoise", "Draw test digits noisy, original and reconstructed",
      "hourglass denoise --weights b.safetensors --noise gaussian:0.5 --index 0,1,2 "
      "--out sheet.png",
      run);
  add_model_options(*command, options->model);
  add_data_option(*command, options->data);
  add_noise_option(*command, "--noise", options->noise, "On the digits (default: the recipe's)");
  command
      ->add_option("--index", options->indices,
                   "Which test images, counted from 0 (default: the first eight)")
      ->delimiter(',')
      ->expected(1, kMaxPictures)
      ->type_name("I,J,...");
  add_picture_option(*command, options->out);
}

}  // namespace hourglass::cli

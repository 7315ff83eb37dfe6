// hourglass interpolate: the way from one test digit to another, through codes and through pixels.
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/test_images.h"
#include "io/image_sheet.h"
#include "study/inference.h"
#include "study/interpolation.h"

namespace hourglass::cli {
namespace {

struct Options {
  ModelOptions model;
  std::string data;
  std::uint32_t from = 0;
  std::uint32_t to = 1;
  int steps = 8;
  std::string out;
};

int run(const Options& options) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const Result<Model> model = open_model(options.model);
  if (!model.ok()) return fail(model.error());
  const auto data = open_data(options.data);
  if (!data.ok()) return fail(data.error());
  const Recipe& recipe = model.value().recipe;
  if (auto fits = check_fit(recipe, *data.value()); !fits.ok()) return fail(fits.error());
  const ImageSet& test = data.value()->test;
  const std::uint32_t ends[] = {options.from, options.to};
  const Result<Matrix<float>> images = test_images(test, ends);
  if (!images.ok()) return misuse(images.error());

  Inference inference;
  inference.use(recipe.network, model.value().parameters);
  const Matrix<float> codes = inference.encode(images.value());
  const Matrix<float> between = interpolate(codes.col(0), codes.col(1), options.steps);
  const Matrix<float> blended =
      interpolate(images.value().col(0), images.value().col(1), options.steps);
  const SheetRow rows[] = {{"codes", inference.decode(between)}, {"pixels", blended}};
  return write_sheet(rows, test, options.out);
}

}  // namespace

void add_interpolate(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<Options>(
      app, action, "interpolate", "Draw the way between two test digits, by codes and by pixels",
      "hourglass interpolate --weights b.safetensors --from 12 --to 3456 --steps 8 "
      "--out strip.png",
      run);
  add_model_options(*command, options->model);
  add_data_option(*command, options->data);
  command->add_option("--from", options->from, "The first test image, counted from 0")
      ->type_name("I")
      ->required();
  command->add_option("--to", options->to, "The last")->type_name("J")->required();
  command->add_option("--steps", options->steps, "Pictures in the strip, both ends included")
      ->check(CLI::Range(2, kMaxPictures))
      ->type_name("N")
      ->capture_default_str();
  add_picture_option(*command, options->out);
}

}  // namespace hourglass::cli

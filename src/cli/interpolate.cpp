// hourglass interpolate: the way from one test digit to another, through codes and through pixels.
#include "cli/model_pictures.h"
#include "io/file.h"
#include "study/interpolation.h"

namespace hourglass::cli {
namespace {

struct InterpolateOptions {
  ModelOptions model;
  std::string data;
  std::uint32_t from = 0;
  std::uint32_t to = 1;
  int steps = 8;
  bool spherical = false;
  std::string out;
};

int run(const InterpolateOptions& options) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const Result<Subject> subject = open_subject(options.model, options.data);
  if (!subject.ok()) return fail(subject.error());
  const ImageSet& test = subject.value().test();
  const std::uint32_t ends[] = {options.from, options.to};
  const Result<Matrix<float>> images = test_images(test, ends);
  if (!images.ok()) return misuse(images.error());

  Inference model;
  model.use(subject.value().recipe.network, subject.value().parameters);
  const Way way = options.spherical ? Way::spherical : Way::linear;
  const Matrix<float> blended =
      interpolate(images.value().col(0), images.value().col(1), options.steps);
  const SheetRow rows[] = {{options.spherical ? "codes, on the sphere" : "codes",
                            images_between(model, images.value(), options.steps, way)},
                           {"pixels", blended}};
  return write_sheet(rows, test, options.out);
}

}  // namespace

void add_interpolate(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<InterpolateOptions>(
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
  add_steps_option(*command, options->steps);
  command->add_flag("--spherical", options->spherical,
                    "Between codes go along the arc around zero instead of straight");
  add_picture_option(*command, options->out);
}

}  // namespace hourglass::cli

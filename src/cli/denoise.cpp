// hourglass denoise: a sheet of test digits, noisy over original over reconstructed.
#include "cli/model_pictures.h"
#include "io/names.h"

namespace hourglass::cli {
namespace {

struct DenoiseOptions {
  SheetOptions sheet;
  std::optional<NoiseSpec> noise;
};

int run(const DenoiseOptions& options) {
  return draw_sheet(
      options.sheet,
      [&](const Subject& subject, Inference& model, const Matrix<float>& clean) -> Sheet {
        const NoiseSpec noise = options.noise.value_or(subject.recipe.test_noise);
        return {denoising_rows(model, noise, subject.recipe.seed, options.sheet.indices, clean),
                {{"noise", noise_to_text(noise)}}};
      });
}

}  // namespace

void add_denoise(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<DenoiseOptions>(
      app, action, "denoise", "Draw test digits noisy, original and reconstructed",
      "hourglass denoise --weights b.safetensors --noise gaussian:0.5 --index 0,1,2 "
      "--out sheet.png",
      run);
  add_sheet_options(*command, options->sheet);
  add_noise_option(*command, "--noise", options->noise, "On the digits (default: the recipe's)");
}

}  // namespace hourglass::cli

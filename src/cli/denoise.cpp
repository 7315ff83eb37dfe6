// hourglass denoise: a sheet of test digits, noisy over original over reconstructed.
#include "cli/subject.h"
#include "io/names.h"

namespace hourglass::cli {
namespace {

struct Options {
  ModelOptions model;
  std::string data;
  std::optional<NoiseSpec> noise;
  std::vector<std::uint32_t> indices = first_images();
  std::string out;
  bool json = false;
};

int run(const Options& options) {
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  const auto subject = open_subject(options.model, options.data);
  if (!subject.ok()) return fail(subject.error());
  const ImageSet& test = subject.value()->test();
  const Result<Matrix<float>> clean = test_images(test, options.indices);
  if (!clean.ok()) return misuse(clean.error());

  const NoiseSpec noise = options.noise.value_or(subject.value()->recipe().test_noise);
  const std::vector<SheetRow> rows =
      denoising_rows(*subject.value(), noise, options.indices, clean.value());
  const int code = write_sheet(rows, test, options.out, options.indices);
  if (options.json && code == kSuccess) {
    nlohmann::ordered_json figures = {{"noise", noise_to_text(noise)}};
    figures.update(picture_figures(rows, test, options.indices));
    print_json(figures);
  }
  return code;
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
  add_index_option(*command, options->indices);
  add_picture_option(*command, options->out);
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli

// hourglass evaluate: how well weights do on the test images, by every measure.
#include <cstdio>

#include "cli/command.h"
#include "cli/figures.h"
#include "cli/inputs.h"
#include "cli/sample_pictures.h"
#include "cli/text.h"
#include "io/file.h"
#include "io/names.h"
#include "io/table_csv.h"
#include "study/set_quality.h"

namespace hourglass::cli {
namespace {

struct EvaluateOptions {
  ModelOptions model;
  std::string data;
  std::optional<NoiseSpec> noise;
  std::optional<Index> code_size;
  SamplePictureOptions pictures;
  std::string csv;
  int threads = 1;
  bool json = false;
};

Result<Done> check_code_size(const EvaluateOptions& options, const Recipe& recipe) {
  const Index size = recipe.network.code_size();
  if (size == options.code_size.value_or(size)) return Done{};
  return Error{options.model.weights + ": the code has " + std::to_string(size) +
               " numbers, expected " + std::to_string(*options.code_size)};
}

// A measure without a finite value (PSNR of equal images) becomes null.
nlohmann::ordered_json quality_figures(const ImageQuality& quality) {
  return {{"mse", quality.mse},
          {"mae", quality.mae},
          {"bce", quality.bce},
          {"correlation", quality.correlation},
          {"psnr", quality.psnr},
          {"ssim", quality.ssim},
          {"similarity", quality.similarity()}};
}

void print_quality(const NoiseSpec& noise, const SetQuality& test) {
  const auto print_row = [](const std::string& name, const ImageQuality& quality) {
    std::string line = pad_right(name, 24);
    for (double value : {quality.mse, quality.mae, quality.bce, quality.correlation, quality.psnr,
                         quality.ssim, quality.similarity()}) {
      line += pad_left(figure(value), 12);
    }
    std::puts(line.c_str());
  };
  std::string head = pad_right("Test, noise " + noise_to_text(noise), 24);
  for (const char* name : {"MSE", "MAE", "BCE", "Correlation", "PSNR, dB", "SSIM", "Similarity"}) {
    head += pad_left(name, 12);
  }
  std::puts(head.c_str());
  print_row("reconstruction", test.reconstruction);
  if (noise.kind == NoiseKind::none) return;
  print_row("doing nothing", test.noisy);
  std::puts(("Improvement over doing nothing: " + figure(100 * test.improvement()) + "%").c_str());
}

int run(const EvaluateOptions& options) {
  if (!options.csv.empty()) {
    if (auto writable = check_writable(options.csv); !writable.ok()) return fail(writable.error());
  }
  const Result<Subject> opened = open_subject(options.model, options.data);
  if (!opened.ok()) return fail(opened.error());
  const Subject& subject = opened.value();
  const Recipe& recipe = subject.recipe;
  if (auto fits = check_code_size(options, recipe); !fits.ok()) return fail(fits.error());
  if (options.pictures.wanted()) {
    const int code = draw_sample_pictures(subject, options.pictures);
    if (code != kSuccess) return code;
  }

  const NoiseSpec noise = options.noise.value_or(recipe.test_noise);
  Workers workers(options.threads);
  QualityStudy study(subject.network, subject.test(), recipe.seed);
  CsvTable table({"image", "mse", "mae", "bce", "correlation", "psnr", "ssim", "noisy_mse"});
  for (double image = 0; !study.done();) {
    study.advance(subject.parameters, noise, workers);
    for (const SetQuality& quality : study.images()) {
      const ImageQuality& q = quality.reconstruction;
      table.add({image++, q.mse, q.mae, q.bce, q.correlation, q.psnr, q.ssim, quality.noisy.mse});
    }
  }
  const SetQuality test = study.result();
  if (options.json) {
    nlohmann::ordered_json figures = {{"recipe", recipe.name},
                                      {"data", data_figures(*subject.data)},
                                      {"noise", noise_to_text(noise)}};
    figures.update(quality_figures(test.reconstruction));
    figures["noisy"] = quality_figures(test.noisy);
    figures["improvement"] = test.improvement();
    print_json(figures);
  } else {
    print_quality(noise, test);
  }
  if (options.csv.empty()) return kSuccess;
  if (auto done = write_file_atomically(options.csv, table.text()); !done.ok()) {
    return fail(done.error());
  }
  note("Wrote " + options.csv);
  return kSuccess;
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<EvaluateOptions>(
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
  command->add_option("--csv", options->csv, "Write the measures of every image here (CSV)")
      ->type_name("FILE");
  add_threads_option(*command, options->threads);
  add_json_flag(*command, options->json);
}

}  // namespace hourglass::cli

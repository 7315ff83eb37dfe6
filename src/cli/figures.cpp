#include "cli/figures.h"

#include <cstdio>

#include "cli/text.h"
#include "io/names.h"

namespace hourglass::cli {
namespace {

void print_row(const std::string& name, const Metrics& metrics) {
  std::string line = pad_right(name, 24);
  for (double value : {metrics.mse, metrics.mae, metrics.bce}) {
    line += pad_left(figure(value), 10);
  }
  std::puts(line.c_str());
}

}  // namespace

nlohmann::ordered_json data_figures(const Dataset& data) {
  return {{"origin", data.origin},
          {"synthetic", data.synthetic},
          {"train_images", data.train.count()},
          {"test_images", data.test.count()}};
}

nlohmann::ordered_json test_figures(const EvaluationResult& test) {
  const Metrics& ours = test.reconstruction;
  const Metrics& noisy = test.noisy;
  nlohmann::ordered_json figures = {
      {"mse", ours.mse},
      {"mae", ours.mae},
      {"bce", ours.bce},
      {"noisy", {{"mse", noisy.mse}, {"mae", noisy.mae}, {"bce", noisy.bce}}}};
  if (test.negative_elbo > 0) figures["negative_elbo"] = test.negative_elbo;
  return figures;
}

void print_test(const NoiseSpec& noise, const EvaluationResult& test) {
  std::puts((pad_right("Test, noise " + noise_to_text(noise), 24) + pad_left("MSE", 10) +
             pad_left("MAE", 10) + pad_left("BCE", 10))
                .c_str());
  print_row("reconstruction", test.reconstruction);
  if (noise.kind != NoiseKind::none) print_row("doing nothing", test.noisy);
  if (test.negative_elbo > 0) {
    std::printf("Negative ELBO: %s nats an image\n", figure(test.negative_elbo).c_str());
  }
}

}  // namespace hourglass::cli

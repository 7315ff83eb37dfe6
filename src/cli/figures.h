// Figures that more than one command prints.
#pragma once

#include "data/dataset.h"
#include "data/noise.h"
#include "io/json.h"
#include "training/evaluation.h"

namespace hourglass::cli {

// {"origin", "synthetic", "train_images", "test_images"}.
nlohmann::ordered_json data_figures(const Dataset& data);
// {"mse", "mae", "bce", "noisy": {"mse", "mae", "bce"}}.
nlohmann::ordered_json test_figures(const EvaluationResult& test);
// The same for people, on standard output.
void print_test(const NoiseSpec& noise, const EvaluationResult& test);

}  // namespace hourglass::cli

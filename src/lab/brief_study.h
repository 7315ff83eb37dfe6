// Several models trained briefly, one after another, by the rival, and each tested on a few images
// with each of some noises: the table under the noise bench and the bottleneck sweep.
//
//   begin(study, noise_sweep(recipe, strengths), noises(...), data);
//   start_runs(study.runs, rival);
//   each frame: follow(study, rival, new_snapshot); advance(study, workers, 2.0);
//   if (const double* mse = study.error(row, column)) ...
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "lab/rival.h"
#include "training/evaluation.h"

namespace hourglass {

struct BriefStudy {
  static constexpr Index kTested = 256;  // test images

  ShortRuns runs;
  std::vector<NoiseSpec> tests;
  std::deque<Inference> models;      // of the runs that are done
  std::vector<double> errors;        // model by model, mean squared error a pixel of each test
  std::vector<double> noisy_errors;  // of the noisy images themselves; one a test

  std::shared_ptr<const Dataset> data;
  ImageSet sample;  // of its test images
  std::optional<Evaluation> evaluation;

  // Null: not measured yet.
  const double* error(std::size_t model, std::size_t test) const;
  const double* noisy_error(std::size_t test) const;
  bool busy() const { return runs.running || errors.size() < models.size() * tests.size(); }
};

// From nothing. Precondition: recipes valid and fitting the data, which have images.
void begin(BriefStudy& study, std::vector<Recipe> recipes, std::vector<NoiseSpec> tests,
           std::shared_ptr<const Dataset> data);

// For each new snapshot of the rival: takes over a model that is trained and begins the next.
void follow(BriefStudy& study, Rival& rival);

// Tests for about `milliseconds`; true while there is more to test.
bool advance(BriefStudy& study, Workers& workers, double milliseconds);

}  // namespace hourglass

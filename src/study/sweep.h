// A table of runs: each recipe is trained, then tested with each noise.
//
//   Sweep sweep(noise_sweep(recipe, {0, 0.5f}), {{NoiseKind::gaussian, 0.5f}}, data, workers);
//   while (!sweep.done()) sweep.advance();
//   double mse = sweep.result(row, column).reconstruction.mse;
#pragma once

#include <memory>
#include <vector>

#include "training/trainer.h"

namespace hourglass {

// Copies of the recipe, one for each strength of training noise of its kind (gaussian where it has
// none); strength 0 is training on clean images.
std::vector<Recipe> noise_sweep(const Recipe& recipe, std::span<const float> strengths);
// Copies of the recipe, one for each size of the code. Fails where the code has no width of its
// own.
Result<std::vector<Recipe>> bottleneck_sweep(const Recipe& recipe,
                                             std::span<const Index> code_sizes);
// Noise of a kind at each strength; strength 0 is none.
std::vector<NoiseSpec> noises(NoiseKind kind, std::span<const float> strengths);

class Sweep {
 public:
  // Preconditions: every recipe valid and fitting the data, neither list empty. `workers` must
  // outlive the sweep.
  Sweep(std::vector<Recipe> recipes, std::vector<NoiseSpec> tests,
        std::shared_ptr<const Dataset> data, Workers& workers);

  bool done() const { return row_ == recipes_.size(); }
  // A training step, or a block of a test. Precondition: !done().
  void advance();

  const std::vector<Recipe>& recipes() const { return recipes_; }
  const std::vector<NoiseSpec>& tests() const { return tests_; }
  // The recipe that is at work, or as many as there are when all is done.
  std::size_t row() const { return row_; }
  // Training steps done and to do, over all recipes; tests are not counted.
  std::int64_t steps() const;
  std::int64_t total_steps() const { return total_steps_; }

  // Precondition: recipe < row() or done().
  const EvaluationResult& result(std::size_t recipe, std::size_t test) const {
    return results_[recipe * tests_.size() + test];
  }
  // What the recipe's last epoch gave in training. Precondition as above.
  double train_loss(std::size_t recipe) const { return train_losses_[recipe]; }
  // The weights of the recipe that was finished last; empty before the first.
  std::span<const float> last_parameters() const { return last_parameters_; }

 private:
  void begin_row();
  void test();

  std::vector<Recipe> recipes_;
  std::vector<NoiseSpec> tests_;
  std::shared_ptr<const Dataset> data_;
  Workers& workers_;
  std::vector<EvaluationResult> results_;  // row by row
  std::vector<double> train_losses_;
  std::vector<float> last_parameters_;
  std::unique_ptr<Trainer> trainer_;
  std::unique_ptr<Evaluation> evaluation_;
  std::size_t row_ = 0;
  std::int64_t steps_before_ = 0;  // of the rows that are done
  std::int64_t total_steps_ = 0;
};

}  // namespace hourglass

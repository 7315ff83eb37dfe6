// One run: a recipe and data become weights, one small piece of work at a time.
//
//   Trainer trainer(recipe, data, workers);
//   while (!trainer.finished()) {
//     if (trainer.advance()) print(trainer.interval());   // an epoch is over and measured
//   }
//
// This is where learning happens: train_step() in trainer.cpp reads from top to bottom. The same
// code serves the background thread, the page without threads and the command line.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/workers.h"
#include "training/batch_order.h"
#include "training/evaluation.h"
#include "training/history.h"
#include "training/objective.h"
#include "training/recipe.h"

namespace hourglass {

// What is known after a stretch of steps: an epoch, or kRandomInterval steps of random batches.
struct Interval {
  std::int64_t step = 0;
  double epoch = 0;
  double train_loss = 0;  // of the reconstruction, mean over the batches of the stretch
  EvaluationResult test;
  double train_penalty = 0;  // what the penalties added to it, in the same unit: objective.h
};

class Trainer {
 public:
  static constexpr std::int64_t kRandomInterval = 500;    // steps between tests of random batches
  static constexpr std::int64_t kPointsPerInterval = 10;  // of the history

  // Weights from the recipe's seed. Allocates everything a run needs; advance() allocates nothing.
  // `data` may hold no images: then advance() must not be called.
  // Preconditions: validate(recipe).ok(), data of recipe.network.inputs pixels.
  Trainer(const Recipe& recipe, std::shared_ptr<const Dataset> data, Workers& workers);
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  // The next block of an evaluation that is due, else one optimiser step. Returns true when that
  // ended a stretch: interval() is new.
  bool advance();

  const Recipe& recipe() const { return recipe_; }  // with live changes
  const Network<float>& network() const { return network_; }
  std::span<const float> parameters() const { return parameters_; }
  // Replaces the weights, not the optimiser's state. Precondition: the network's size.
  void set_parameters(std::span<const float> parameters);
  // From the next step on. Preconditions: valid in a recipe.
  void set_learning_rate(double learning_rate) { recipe_.optimizer.learning_rate = learning_rate; }
  void set_noise(const NoiseSpec& noise) { recipe_.noise = recipe_.test_noise = noise; }

  std::int64_t step() const { return step_; }
  std::int64_t total_steps() const { return total_steps_; }
  double epoch() const;
  std::int64_t images_trained() const { return images_trained_; }
  bool evaluating() const { return evaluating_; }
  // All steps done and the last of them measured.
  bool finished() const { return step_ >= total_steps_ && !evaluating_; }
  // Lets a finished run go on for as long again.
  void extend();

  const Interval& interval() const { return interval_; }
  const History& history() const { return history_; }

 private:
  StepLoss train_step();
  void record_step(const StepLoss& loss);
  bool point_due() const;
  void finish_interval();

  Recipe recipe_;
  std::shared_ptr<const Dataset> data_;
  Workers& workers_;
  Network<float> network_;
  std::vector<float> parameters_, gradient_;  // arenas
  OptimizerState<float> optimizer_;
  Objective objective_;
  Matrix<float> clean_, noisy_;  // (features x batch_size)
  BatchOrder order_;
  Evaluation evaluation_;

  std::int64_t steps_per_interval_;
  std::int64_t total_steps_;
  std::int64_t step_ = 0;
  std::int64_t images_trained_ = 0;
  bool evaluating_ = false;

  struct Mean {
    double sum = 0;
    std::int64_t count = 0;
    double value() const { return count > 0 ? sum / static_cast<double>(count) : 0; }
  };
  Mean point_, stretch_;  // training losses since the last point, since the last interval
  Mean penalty_;          // since the last interval
  Interval interval_;
  History history_;
};

}  // namespace hourglass

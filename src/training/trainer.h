// One run: a recipe and data become weights, one small piece of work at a time.
//
//   Trainer trainer(recipe, data, workers);
//   while (!trainer.finished()) {
//     if (trainer.advance()) print(trainer.interval());   // an epoch is over and measured
//   }
//
// This is where learning happens: train_step() in trainer.cpp reads from top to bottom. The same
// code serves the background thread, the page without threads, the command line, and several
// processes that train one model together (ranks.h).
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "data/dataset.h"
#include "engine/network.h"
#include "engine/optimizer.h"
#include "engine/workers.h"
#include "training/batch_order.h"
#include "training/divergence.h"
#include "training/evaluation.h"
#include "training/history.h"
#include "training/objective.h"
#include "training/ranks.h"
#include "training/recipe.h"
#include "training/training_state.h"

namespace hourglass {

class Trainer {
 public:
  static constexpr std::int64_t kRandomInterval = 500;    // steps between tests of random batches
  static constexpr std::int64_t kPointsPerInterval = 10;  // of the history

  // Weights from the recipe's seed. Allocates everything a run needs; advance() allocates nothing.
  // `data` may hold no images: then advance() must not be called.
  // With several ranks each has a trainer of the same recipe and data and calls advance() as often:
  // a step is one of all of them, an evaluation each makes for itself.
  // Preconditions: validate(recipe).ok(), data of recipe.network.inputs pixels.
  Trainer(const Recipe& recipe, std::shared_ptr<const Dataset> data, Workers& workers,
          Ranks ranks = {});
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
  void set_learning_rate(double learning_rate) {
    recipe_.optimizer.learning_rate = schedule_.learning_rate = learning_rate;
  }
  void set_noise(const NoiseSpec& noise) { hourglass::set_noise(recipe_, noise); }
  // Is shown each step's loss and weights. Outlives the trainer.
  void set_watch(DivergenceWatch& watch) { watch_ = &watch; }

  std::int64_t step() const { return step_; }
  std::int64_t total_steps() const { return total_steps_; }
  double epoch() const;
  std::int64_t images_trained() const { return images_trained_; }
  bool evaluating() const { return evaluating_; }
  // All steps done and the last of them measured, or stopped early.
  bool finished() const { return (step_ >= total_steps_ || early_stop_.stopped) && !evaluating_; }
  // Lets a finished run go on for as long again.
  void extend();

  // The last stretch that is over.
  const Interval& interval() const { return interval_; }
  // The stretch whose weights a finished run keeps: the last, or with early stopping the best.
  const Interval& kept() const {
    return recipe_.early_stop.on() ? early_stop_.interval : interval_;
  }
  const History& history() const { return history_; }
  double learning_rate() const { return schedule_.learning_rate; }  // of the next step
  // Of the last step, an arena like the parameters'; zeros before the first.
  std::span<const float> last_gradient() const { return {gradient_.data(), parameters_.size()}; }

  // Evaluates the weights as they are, outside of any interval and of the history: begin, then
  // measure a block at a time until that returns true. Precondition: !evaluating().
  void begin_measuring() { evaluation_.restart(); }
  bool measure();
  // Reconstruction loss of the test set, once measure() has returned true.
  double measured_loss() const;
  // Room for Evaluation::kBlock images, of no meaning to the trainer between two calls.
  Pass<float>& spare_pass() { return evaluation_.pass(); }

  // Takes back weights of an earlier step, for a run that has diverged: the optimiser begins anew,
  // the history ends with that step, an interval that was to be measured is not. Steps count on, so
  // that the batches to come are new ones. Precondition: the network's size.
  void go_back(std::span<const float> parameters, std::int64_t step);

  TrainingState state() const;
  // Goes on where `state` was taken, by a trainer of the same recipe and data. Fails with a
  // sentence, and changes nothing, where the state cannot be of this run.
  Result<Done> restore(const TrainingState& state);

 private:
  StepLoss train_step();
  std::span<float> gradient() { return {gradient_.data(), parameters_.size()}; }
  void sum_over_ranks(StepLoss& loss);
  void record_step(const StepLoss& loss);
  bool point_due() const;
  void finish_interval();
  void watch_test_loss();
  std::int64_t length() const;
  Result<Done> check(const TrainingState& state) const;

  Recipe recipe_;
  std::shared_ptr<const Dataset> data_;
  Workers& workers_;
  Network<float> network_;
  Ranks ranks_;
  Arena<float> parameters_;
  Arena<float> gradient_;  // of the parameters, and room for a StepLoss
  OptimizerState<float> optimizer_;
  Objective objective_;
  DivergenceWatch* watch_ = nullptr;
  Matrix<float> clean_, noisy_;  // (features x batch_size)
  BatchOrder order_;
  Evaluation evaluation_;

  std::int64_t steps_per_interval_;
  std::int64_t total_steps_;
  std::int64_t step_ = 0;
  std::int64_t images_trained_ = 0;
  bool evaluating_ = false;

  LossMean point_, stretch_;  // training losses since the last point, since the last interval
  LossMean penalty_;          // since the last interval
  Interval interval_;
  ScheduleState schedule_;
  EarlyStopState early_stop_;
  History history_;
};

}  // namespace hourglass

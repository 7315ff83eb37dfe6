// Notices a run that diverges, and keeps weights for it to go back to.
//
//   DivergenceWatch watch;
//   watch.begin(trainer.step(), trainer.parameters());
//   trainer.set_watch(watch);                     // sees every step's loss, before its update
//   ... watch.want_copy();                        // now and then
//   if (watch.not_finite() || watch.too_high(point.train_loss))
//     trainer.go_back(watch.parameters(), watch.step());
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace hourglass {

class DivergenceWatch {
 public:
  // A loss so many times the smallest so far has left the valley it was in.
  static constexpr double kTooHigh = 20;
  // Weights are kept whose batch has no more than this: batches differ by less, and what grows
  // faster may be on its way.
  static constexpr double kSound = 2;

  // A run's weights after `step`. Allocates; nothing else here does.
  void begin(std::int64_t step, std::span<const float> parameters);
  bool begun() const { return !parameters_.empty(); }
  // What counts as too high is learned anew: the task has changed.
  void forget_losses();
  // Keeps the next weights that are found sound.
  void want_copy() { copy_wanted_ = true; }

  // The weights after `step` and their mean loss on a batch.
  void see(std::int64_t step, double loss, std::span<const float> parameters);
  // The last loss seen was not a finite number.
  bool not_finite() const { return not_finite_; }
  // Takes up the mean loss of a stretch of steps, unless it is too high: not finite, or more than
  // kTooHigh times the smallest so far and more than the first.
  bool too_high(double loss);
  double smallest() const { return smallest_; }

  // The weights kept, and the step after which they were those.
  std::int64_t step() const { return step_; }
  std::span<const float> parameters() const { return parameters_; }

 private:
  static constexpr double kNone = std::numeric_limits<double>::infinity();

  std::int64_t step_ = 0;
  std::vector<float> parameters_;
  bool copy_wanted_ = false;
  bool not_finite_ = false;
  double first_ = kNone;     // of the first step, whose weights no step has changed
  double smallest_ = kNone;  // of that step and of the stretches
};

bool all_finite(std::span<const float> numbers);

}  // namespace hourglass

// A run that is put down and taken up again.
#include <algorithm>
#include <string>

#include "engine/range.h"
#include "training/trainer.h"

namespace hourglass {

TrainingState Trainer::state() const {
  const auto numbers = [](const Arena<float>& arena) {
    return std::vector<float>(arena.begin(), arena.end());
  };
  return {.parameters = numbers(parameters_),
          .first = numbers(optimizer_.first),
          .second = numbers(optimizer_.second),
          .step = step_,
          .evaluating = evaluating_,
          .point = point_,
          .stretch = stretch_,
          .penalty = penalty_,
          .interval = interval_,
          .schedule = schedule_,
          .early_stop = early_stop_,
          .history = history_.points()};
}

Result<Done> Trainer::check(const TrainingState& state) const {
  const std::size_t size = parameters_.size();
  for (const auto* arena : {&state.parameters, &state.first, &state.second}) {
    if (arena->size() != size) {
      return Error{"it holds arrays of " + std::to_string(arena->size()) +
                   " numbers, but the network has " + std::to_string(size) + " parameters"};
    }
  }
  if (state.early_stop.parameters.size() != early_stop_.parameters.size()) {
    return Error{"it holds " + std::to_string(state.early_stop.parameters.size()) +
                 " best weights, expected " + std::to_string(early_stop_.parameters.size())};
  }
  if (state.step < 0 || state.step > total_steps_) {
    return Error{"it was made after step " + std::to_string(state.step) +
                 ", but the run has no more than " + std::to_string(total_steps_)};
  }
  const bool short_end = state.step == total_steps_ && state.step % steps_per_interval_ != 0;
  const std::int64_t epochs = state.step / steps_per_interval_ + (short_end ? 1 : 0);
  if (state.schedule.epochs != epochs - (state.evaluating ? 1 : 0)) {
    return Error{"it counts " + std::to_string(state.schedule.epochs) + " epochs after step " +
                 std::to_string(state.step)};
  }
  if (const double rate = state.schedule.learning_rate; !within(rate, 0, 1e3)) {
    return expected("learning_rate", "a number from 0 to 1000", rate);
  }
  if (state.history.size() > History::kCapacity) {
    return Error{"its history has " + std::to_string(state.history.size()) + " points, more than " +
                 std::to_string(History::kCapacity)};
  }
  return Done{};
}

Result<Done> Trainer::restore(const TrainingState& state) {
  if (auto fits = check(state); !fits.ok()) return fits;
  const Index images = data_->train.count();
  set_parameters(state.parameters);
  std::copy(state.first.begin(), state.first.end(), optimizer_.first.begin());
  std::copy(state.second.begin(), state.second.end(), optimizer_.second.begin());
  optimizer_.step = step_ = state.step;
  order_ = BatchOrder(recipe_, images);
  images_trained_ = order_.skip(step_);
  evaluating_ = state.evaluating;
  evaluation_.restart();
  point_ = state.point;
  stretch_ = state.stretch;
  penalty_ = state.penalty;
  interval_ = state.interval;
  schedule_ = state.schedule;
  early_stop_ = state.early_stop;
  history_.clear();
  for (const HistoryPoint& point : state.history) history_.add(point);
  return Done{};
}

}  // namespace hourglass

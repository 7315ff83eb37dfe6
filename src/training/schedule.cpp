#include "training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/range.h"

namespace hourglass {
namespace {

double cosine_rate(const ScheduleSpec& spec, double base, std::int64_t epoch, std::int64_t length) {
  const double part = static_cast<double>(epoch % length) / static_cast<double>(length);
  return spec.minimum + (base - spec.minimum) * (1 + std::cos(std::numbers::pi * part)) / 2;
}

// In the order of PyTorch's ReduceLROnPlateau.step().
void advance_plateau(const ScheduleSpec& spec, double train_loss, ScheduleState& state) {
  if (train_loss < state.best * (1 - spec.threshold)) {
    state.best = train_loss;
    state.bad_epochs = 0;
  } else {
    ++state.bad_epochs;
  }
  if (state.cooldown_left > 0) {
    --state.cooldown_left;
    state.bad_epochs = 0;
  }
  if (state.bad_epochs <= spec.patience) return;
  const double reduced = std::max(state.learning_rate * spec.factor, spec.minimum);
  if (state.learning_rate - reduced > spec.epsilon) state.learning_rate = reduced;
  state.cooldown_left = spec.cooldown;
  state.bad_epochs = 0;
}

}  // namespace

Result<Done> validate(const ScheduleSpec& spec) {
  if (!within(spec.minimum, 0, 1e3)) {
    return expected("schedule.minimum", "a number from 0 to 1000", spec.minimum);
  }
  if (!within(spec.factor, 0, 1) || spec.factor == 1) {
    return expected("schedule.factor", "a number from 0 to below 1", spec.factor);
  }
  if (!within(spec.threshold, 0, 1)) {
    return expected("schedule.threshold", "a number from 0 to 1", spec.threshold);
  }
  if (!within(spec.epsilon, 0, 1)) {
    return expected("schedule.epsilon", "a number from 0 to 1", spec.epsilon);
  }
  for (const auto& [name, value] : {std::pair("schedule.patience", spec.patience),
                                    std::pair("schedule.cooldown", spec.cooldown)}) {
    if (auto fine = check_count(name, value); !fine.ok()) return fine;
  }
  return Done{};
}

void advance(const ScheduleSpec& spec, double base, std::int64_t length, double train_loss,
             ScheduleState& state) {
  ++state.epochs;
  switch (spec.kind) {
    case ScheduleKind::constant:
      return;
    case ScheduleKind::plateau:
      return advance_plateau(spec, train_loss, state);
    case ScheduleKind::cosine:
      state.learning_rate = cosine_rate(spec, base, state.epochs, length);
      return;
  }
}

}  // namespace hourglass

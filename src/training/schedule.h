// How the learning rate moves during a run, and when a run ends before its length is reached. Both
// look at a stretch of training, an epoch or Trainer::kRandomInterval steps, when it is over.
#pragma once

#include <cstdint>
#include <limits>

#include "engine/result.h"

namespace hourglass {

// constant  the optimiser's own rate throughout
// plateau   PyTorch's ReduceLROnPlateau in its mode "min" with a relative threshold: the rate is
//           multiplied by `factor` when the training loss has not improved for `patience` epochs
// cosine    PyTorch's CosineAnnealingLR (Loshchilov and Hutter 2017, equation 5): from the
//           optimiser's rate down to the minimum over the recipe's length, then the same again
enum class ScheduleKind : std::uint8_t { constant, plateau, cosine };

struct ScheduleSpec {
  ScheduleKind kind = ScheduleKind::constant;
  double minimum = 0;          // plateau, cosine: no learning rate below
  double factor = 0.1;         // plateau
  double threshold = 1e-4;     // plateau: an improvement is a loss below (1 - threshold) * best
  double epsilon = 1e-8;       // plateau: a smaller change of the rate is not made
  std::int64_t patience = 10;  // plateau: epochs without improvement that are let pass
  std::int64_t cooldown = 0;   // plateau: epochs after a reduction that are not counted

  bool operator==(const ScheduleSpec&) const = default;
};

// Fails with a sentence that names the field, its value and what was expected.
Result<Done> validate(const ScheduleSpec& spec);

// Where a schedule is in its run.
struct ScheduleState {
  double learning_rate = 0;                               // now
  std::int64_t epochs = 0;                                // over
  double best = std::numeric_limits<double>::infinity();  // plateau: smallest training loss
  std::int64_t bad_epochs = 0;                            // plateau: since then
  std::int64_t cooldown_left = 0;                         // plateau

  bool operator==(const ScheduleState&) const = default;
};

// Tells the schedule that an epoch is over. `base` is the optimiser's own rate, `length` the
// recipe's epochs (>= 1). Assigns the rate of the next epoch.
void advance(const ScheduleSpec& spec, double base, std::int64_t length, double train_loss,
             ScheduleState& state);

// Ends a run whose test loss has not got smaller for `patience` epochs; 0: never. The weights of
// the smallest test loss are kept, also where the run reaches its length.
struct EarlyStopSpec {
  std::int64_t patience = 0;

  bool on() const { return patience > 0; }
  bool operator==(const EarlyStopSpec&) const = default;
};

}  // namespace hourglass

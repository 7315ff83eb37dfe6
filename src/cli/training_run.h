// The loop of hourglass train: steps, tests, checkpoints and what is said meanwhile.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "engine/result.h"
#include "training/trainer.h"

namespace hourglass::cli {

struct Outcome {
  double seconds = 0;  // spent on training steps, not on tests, over all parts of the run
  int signal = 0;      // which ended it before its time, on all processes at the same step; 0: none
  std::optional<Error> unsaved;  // why the newest checkpoint could not be written

  double images_per_second(const Trainer& trainer) const {
    return seconds > 0 ? static_cast<double>(trainer.images_trained()) / seconds : 0;
  }
};

struct RunOptions {
  std::int64_t checkpoint_every = 1;  // intervals
  double seconds_before = 0;          // spent on this run before it was resumed
  std::function<Result<Done>(double seconds)> save_checkpoint;  // must be set
};

// Trains until the end or until a signal comes (interrupt.h) to any of the processes. Fails where
// the loss is no longer a number or the processes' weights differ. A checkpoint that cannot be
// written is told, and training goes on: the next one may find room.
Result<Outcome> run_training(Trainer& trainer, const RunOptions& options);

// "MSE".
std::string loss_name(const Recipe& recipe);

}  // namespace hourglass::cli

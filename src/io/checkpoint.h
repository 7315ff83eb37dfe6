// A run that is put down and taken up again, as a file: safetensors with the weights, the
// optimiser's moments and, under "hourglass.checkpoint" of the metadata, the rest as JSON.
//
//   write_file_atomically("run.checkpoint", write_checkpoint(checkpoint));
//   Result<Checkpoint> again = read_checkpoint(bytes);
//   Result<Done> restored = trainer.restore(again.value().state);
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/result.h"
#include "training/recipe.h"
#include "training/training_state.h"

namespace hourglass {

struct Checkpoint {
  Recipe recipe;
  std::uint64_t data = 0;  // fingerprint() of what it was trained on (data/dataset.h)
  double seconds = 0;      // spent on training steps so far
  TrainingState state;
};

// Preconditions: a valid recipe; a state of Trainer::state().
std::vector<std::uint8_t> write_checkpoint(const Checkpoint& checkpoint);

// The bytes are not trusted; whether the state is one of the recipe's is for Trainer::restore() to
// say. Fails with a sentence that says what is missing, of another kind or not finite.
Result<Checkpoint> read_checkpoint(std::span<const std::uint8_t> file);

}  // namespace hourglass

// Checkpoints of the command line: a training that stopped and goes on as if it had not.
#pragma once

#include <cstdint>
#include <string>

#include "cli/command.h"
#include "data/dataset.h"
#include "io/checkpoint.h"
#include "io/file_lock.h"
#include "training/trainer.h"

namespace hourglass::cli {

struct CheckpointOptions {
  std::string file;        // where to; empty: to `resume`, or nowhere
  std::int64_t every = 1;  // epochs, or stretches of Trainer::kRandomInterval random steps
  std::string resume;      // where from; empty: from the beginning

  const std::string& target() const { return file.empty() ? resume : file; }
};

// --checkpoint, --every, --resume.
void add_checkpoint_options(CLI::App& command, CheckpointOptions& options);

// The first process's file, for all of them.
Result<Checkpoint> open_checkpoint(const std::string& path);

// Fails with a sentence that tells the first difference unless the checkpoint is of this recipe.
Result<Done> check_recipe(const Checkpoint& checkpoint, const Recipe& recipe);
// Fails unless the checkpoint was made with these images.
Result<Done> check_data(const Checkpoint& checkpoint, const Dataset& data);

// Keeps other runs from this checkpoint for as long as it lives: the first process does, for all.
Result<FileLock> lock_checkpoint(const std::string& path);

// Written by the first process, at the word of all. `seconds` spent on training; `data` is the
// images' fingerprint.
Result<Done> save_checkpoint(const std::string& path, const Trainer& trainer, std::uint64_t data,
                             double seconds);

}  // namespace hourglass::cli

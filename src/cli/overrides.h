// Options that replace what a recipe holds.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/command.h"
#include "training/recipe.h"

namespace hourglass::cli {

struct Overrides {
  std::optional<std::int64_t> epochs;
  std::optional<std::int64_t> steps;
  std::optional<std::int64_t> batch_size;
  std::optional<std::int64_t> code_size;
  std::optional<double> learning_rate;
  std::optional<ScheduleKind> schedule;
  std::optional<std::int64_t> early_stop;
  bool fixed_noise = false;
  std::optional<NoiseSpec> noise;
  std::optional<NoiseSpec> test_noise;
  std::optional<std::uint64_t> seed;
};

void add_override_options(CLI::App& command, Overrides& overrides);

// Fails with validate()'s sentence where the result makes no sense.
Result<Recipe> apply(const Overrides& overrides, Recipe recipe);

}  // namespace hourglass::cli

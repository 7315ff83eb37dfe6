// The rows of a sweep's table, trained by all processes of the command: process r of N has rows r,
// r + N and so on.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "study/sweep.h"

namespace hourglass::cli {

// One recipe, trained.
struct SweepRow {
  double train_loss = 0;                // what the last epoch gave in training
  std::vector<EvaluationResult> tests;  // with each noise
};

// Trains each recipe, tests it with each noise and tells of it on standard error, where `describe`
// names the row. The same rows on every process, and the same bits from any number of them.
// Preconditions: Sweep's.
std::vector<SweepRow> train_rows(const std::vector<Recipe>& recipes,
                                 const std::vector<NoiseSpec>& tests,
                                 std::shared_ptr<const Dataset> data, Workers& workers,
                                 const std::function<std::string(std::size_t row)>& describe);

}  // namespace hourglass::cli

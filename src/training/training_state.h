// Where a run is, as plain data: with the recipe and the data, all that it takes to go on as if it
// had never stopped. As a file: io/checkpoint.h.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "training/evaluation.h"
#include "training/history.h"
#include "training/schedule.h"

namespace hourglass {

// What is known after a stretch of steps: an epoch, or Trainer::kRandomInterval steps of random
// batches.
struct Interval {
  std::int64_t step = 0;
  double epoch = 0;
  double train_loss = 0;     // of the reconstruction, mean over the batches of the stretch
  double train_penalty = 0;  // what the penalties added to it, in the same unit: objective.h
  double learning_rate = 0;  // during the stretch
  EvaluationResult test;
};

struct LossMean {
  double sum = 0;
  std::int64_t count = 0;

  double value() const { return count > 0 ? sum / static_cast<double>(count) : 0; }
};

struct EarlyStopState {
  double best = std::numeric_limits<double>::infinity();  // smallest test loss
  std::int64_t bad_epochs = 0;                            // since then
  bool stopped = false;
  Interval interval;              // the one of the smallest test loss
  std::vector<float> parameters;  // after it; empty where the recipe does not stop early
};

struct TrainingState {
  std::vector<float> parameters;  // the arena
  std::vector<float> first;       // the optimiser's moments
  std::vector<float> second;
  std::int64_t step = 0;
  bool evaluating = false;  // an evaluation was due; it begins again
  LossMean point;           // training losses since the history's last point
  LossMean stretch;         // and since the last interval
  LossMean penalty;         // what the penalties added since then
  Interval interval;
  ScheduleState schedule;
  EarlyStopState early_stop;
  std::vector<HistoryPoint> history;
};

}  // namespace hourglass

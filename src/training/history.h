// The course of a run: what curves and CSV files show.
#pragma once

#include <cstdint>
#include <vector>

namespace hourglass {

// One point of the curves.
struct HistoryPoint {
  std::int64_t step = 0;  // optimiser steps done
  double epoch = 0;       // steps / steps an epoch
  double train_loss = 0;  // mean over the batches since the point before
  double test_loss = 0;   // NaN where the test set was not measured
};

// Bounded: a full history keeps every second point that has no test loss and goes on at half the
// resolution, so that a run of any length fits.
class History {
 public:
  static constexpr std::size_t kCapacity = 4096;

  History() { points_.reserve(kCapacity); }

  // Never allocates.
  void add(const HistoryPoint& point);
  void clear() { points_.clear(); }
  // Forgets the points of later steps.
  void cut_after(std::int64_t step);
  const std::vector<HistoryPoint>& points() const { return points_; }

 private:
  std::vector<HistoryPoint> points_;
};

}  // namespace hourglass

#include "training/history.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

bool measured(const HistoryPoint& point) { return !std::isnan(point.test_loss); }

// Drops every second point, but spares those with a test loss while they are few.
void thin_out(std::vector<HistoryPoint>& points) {
  const auto tests = std::count_if(points.begin(), points.end(), measured);
  const bool spare_tests = tests <= static_cast<std::ptrdiff_t>(points.size() / 4);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i % 2 == 0 || (spare_tests && measured(points[i]))) points[kept++] = points[i];
  }
  points.resize(kept);
}

}  // namespace

void History::add(const HistoryPoint& point) {
  if (points_.size() == kCapacity) thin_out(points_);
  points_.push_back(point);
}

void History::cut_after(std::int64_t step) {
  while (!points_.empty() && points_.back().step > step) points_.pop_back();
}

}  // namespace hourglass

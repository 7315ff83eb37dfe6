#include "study/scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>

namespace hourglass {

double quantile(std::span<const float> numbers, double q) {
  assert(q >= 0 && q <= 1);
  std::vector<float> sorted;
  std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(sorted),
               [](float number) { return !std::isnan(number); });
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(sorted.begin(), sorted.end());
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  const double low = sorted[below], high = sorted[above];
  return low + part * (high - low);
}

double share_above(std::span<const float> numbers, double threshold) {
  const auto above = std::count_if(numbers.begin(), numbers.end(),
                                   [&](float number) { return number > threshold; });
  return numbers.empty() ? 0 : static_cast<double>(above) / static_cast<double>(numbers.size());
}

double area_under_roc(std::span<const float> normal, std::span<const float> strange) {
  const std::vector<RocPoint> curve = roc_curve(normal, strange);
  double area = 0;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    area += (curve[i].false_positives - curve[i - 1].false_positives) *
            (curve[i].true_positives + curve[i - 1].true_positives) / 2;
  }
  return area;
}

std::vector<RocPoint> roc_curve(std::span<const float> normal, std::span<const float> strange) {
  assert(!normal.empty() && !strange.empty());
  std::vector<float> low(normal.begin(), normal.end()), high(strange.begin(), strange.end());
  std::sort(low.begin(), low.end(), std::greater<>());
  std::sort(high.begin(), high.end(), std::greater<>());
  std::vector<RocPoint> curve{{std::numeric_limits<double>::infinity(), 0, 0}};
  std::size_t i = 0, j = 0;
  while (i < low.size() || j < high.size()) {
    const float score = j == high.size() || (i < low.size() && low[i] > high[j]) ? low[i] : high[j];
    while (i < low.size() && low[i] == score) ++i;
    while (j < high.size() && high[j] == score) ++j;
    // The threshold just below this score.
    curve.push_back({std::nextafter(score, -std::numeric_limits<float>::infinity()),
                     static_cast<double>(i) / static_cast<double>(low.size()),
                     static_cast<double>(j) / static_cast<double>(high.size())});
  }
  return curve;
}

std::vector<double> histogram(std::span<const float> numbers, double lowest, double highest,
                              Index bins) {
  assert(lowest < highest && bins >= 1);
  std::vector<double> shares(static_cast<std::size_t>(bins));
  const double scale = static_cast<double>(bins) / (highest - lowest);
  for (float number : numbers) {
    const double place = std::clamp((number - lowest) * scale, 0.0, static_cast<double>(bins - 1));
    shares[static_cast<std::size_t>(place)] += 1.0 / static_cast<double>(numbers.size());
  }
  return shares;
}

}  // namespace hourglass

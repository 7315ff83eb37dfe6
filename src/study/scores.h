// Scores that should tell two kinds of things apart: quantiles, ROC, AUC, histograms.
#pragma once

#include <span>
#include <vector>

#include "engine/matrix.h"

namespace hourglass {

// The value below which a share q of the numbers lies, by linear interpolation between neighbours
// (type 7 of Hyndman and Fan 1996, numpy's default). NaNs are left out; of no numbers it is NaN.
// Precondition: 0 <= q <= 1.
double quantile(std::span<const float> numbers, double q);

// The share of numbers above a threshold; 0 of no numbers.
double share_above(std::span<const float> numbers, double threshold);

// The probability that a strange thing scores higher than a normal one, ties counted half: the area
// under the ROC curve, by Mann and Whitney's statistic (1947). Precondition: at least one of each,
// none NaN.
double area_under_roc(std::span<const float> normal, std::span<const float> strange);

// What share of strange things a threshold finds (true positives) at the price of what share of
// normal ones (false positives).
struct RocPoint {
  double threshold;  // a score above it counts as strange
  double false_positives;
  double true_positives;
};
// From (0, 0) to (1, 1), a point for each score that occurs: tied scores move both shares at once,
// so that the trapezoids' area is area_under_roc(). Preconditions as there.
std::vector<RocPoint> roc_curve(std::span<const float> normal, std::span<const float> strange);

// Shares of the numbers in bins of equal width from lowest to highest; what lies outside counts in
// the first or the last. Precondition: lowest < highest, bins >= 1.
std::vector<double> histogram(std::span<const float> numbers, double lowest, double highest,
                              Index bins);

}  // namespace hourglass

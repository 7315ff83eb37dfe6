// Where the marks of a chart's axis stand.
#pragma once

#include <vector>

namespace hourglass {

// Round numbers (1, 2, 5 times a power of ten) in lowest ... highest, about `wanted` of them.
// Precondition: lowest < highest, both finite; wanted >= 1.
std::vector<double> linear_ticks(double lowest, double highest, int wanted);

// For a log axis: powers of ten where the range has several, else also 2 and 5 times these, else
// as linear_ticks(). Precondition: 0 < lowest < highest.
std::vector<double> log_ticks(double lowest, double highest);

}  // namespace hourglass

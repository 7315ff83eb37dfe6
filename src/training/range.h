// What the checks of a recipe's numbers have in common.
#pragma once

#include <cstdint>
#include <string>

#include "engine/result.h"

namespace hourglass {

inline bool within(double x, double low, double high) {
  return x >= low && x <= high;  // false for NaN
}

inline Error expected(const std::string& field, const std::string& what, double got) {
  return {field + ": expected " + what + ", got " + std::to_string(got)};
}

// Numbers of epochs: 0 ... a million.
inline Result<Done> check_count(const std::string& field, std::int64_t value) {
  if (value >= 0 && value <= 1'000'000) return Done{};
  return expected(field, "a whole number from 0 to 1000000", static_cast<double>(value));
}

}  // namespace hourglass

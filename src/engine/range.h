// What the checks of a recipe's numbers have in common.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <string>

#include "engine/result.h"

namespace hourglass {

inline bool within(double x, double low, double high) {
  return x >= low && x <= high;  // false for NaN
}

// As people write it, in up to twelve digits: "1e-30", "0.25", "1000000"
inline std::string written(double number) {
  std::array<char, 32> text;
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number,
                                     std::chars_format::general, 12)
                           .ptr};
}

inline Error expected(const std::string& field, const std::string& what, double got) {
  return {field + ": expected " + what + ", got " + written(got)};
}

// Numbers of epochs: 0 ... a million.
inline Result<Done> check_count(const std::string& field, std::int64_t value) {
  if (value >= 0 && value <= 1'000'000) return Done{};
  return expected(field, "a whole number from 0 to 1000000", static_cast<double>(value));
}

}  // namespace hourglass

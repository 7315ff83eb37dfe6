#include "io/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace hourglass {
namespace {

template <class S>
std::string shortest(S value) {
  std::array<char, 64> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

std::string number_to_text(double value) { return shortest(value); }
std::string number_to_text(float value) { return shortest(value); }

std::optional<double> parse_number(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  // strtod alone would also take spaces, hexadecimals, "inf" and "nan".
  if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace hourglass

// What a target checks of a parser.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "targets.h"

namespace hourglass::fuzz {

// Ends the process, as libFuzzer wants it of a fault.
inline void require(bool true_of_every_input, const char* what) {
  if (true_of_every_input) return;
  std::fprintf(stderr, "promised: %s\n", what);
  std::abort();
}

// Whether it was read; a refusal must be a sentence that a person can read.
template <class T>
bool was_read(const Result<T>& result) {
  if (result.ok()) return true;
  const std::string& sentence = result.error().message;
  require(!sentence.empty(), "a refusal says why");
  require(sentence.size() < 2000, "a refusal is a sentence, not a copy of the input");
  return false;
}

inline std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// Takes the first `count` bytes away, or as many as there are.
inline std::span<const std::uint8_t> take(std::span<const std::uint8_t>& input, std::size_t count) {
  const auto first = input.first(std::min(count, input.size()));
  input = input.subspan(first.size());
  return first;
}

// A number of two bytes; 0 at the end of the input.
inline std::size_t take_number(std::span<const std::uint8_t>& input) {
  std::size_t number = 0;
  for (const std::uint8_t byte : take(input, 2)) number = 256 * number + byte;
  return number;
}

}  // namespace hourglass::fuzz

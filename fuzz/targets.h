// Everything of Hourglass that reads bytes from outside, as functions that take any bytes: for
// libFuzzer (libfuzzer_main.cpp, one program for each) and for the corpus that every test run
// replays (replay_test.cpp). A target ends the process where what it promises is not so.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hourglass::fuzz {

using Bytes = std::vector<std::uint8_t>;

struct Target {
  std::string_view name;
  void (*run)(std::span<const std::uint8_t> input);
  // Valid inputs, to begin with.
  std::vector<Bytes> (*seeds)();
  // Words of the format, for libFuzzer's dictionary.
  std::span<const std::string_view> words;
};

std::span<const Target> targets();

}  // namespace hourglass::fuzz

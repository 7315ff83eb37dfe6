// Random numbers are made many at a time, in columns that fill whole registers: word w of all
// blocks, then word w + 1.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hourglass {

constexpr std::size_t kRandomBlocks = 64;  // at most at a time; their numbers stay in the cache
constexpr std::size_t kRandomStep = 16;    // at a time always a multiple of this
using RandomWords = std::array<std::uint32_t, kRandomBlocks>;
using RandomNumbers = std::array<float, kRandomBlocks>;

// The upper 24 bits as a number, less 2^23: vectors of signed numbers are converted by one
// instruction, of unsigned ones by many.
inline float centred_upper_bits(std::uint32_t word) {
  return static_cast<float>(static_cast<std::int32_t>(word ^ 0x80000000u) >> 8);
}

}  // namespace hourglass

// Random numbers by counter: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel Random Numbers:
// As Easy as 1, 2, 3", SC'11). Any number is computed from (seed, stream, index) alone, so that
// work can be split over threads in any way and the same bits come natively and in a browser.
//
//   RandomKey key{recipe.seed, stream_id(Stream::noise, step)};
//   float u = uniform(key, 17);                    // the 18th number of this stream
//   fill_normal(key, 784 * column, span);          // numbers 784 c ... of this stream
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace hourglass {

// One block of four independent 32-bit numbers. Equals Random123's philox4x32 with 10 rounds.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

// Which use a stream of numbers is for: two uses of one seed never share numbers.
enum class Stream : std::uint8_t {
  weights = 1,
  order,
  noise,
  test_noise,
  digits,
  picks,
  codes,         // draws of a gaussian head in training
  test_codes,    // and in tests
  directions,    // of a contractive penalty
  noise_choice,  // which kind of a mixture
  fixed_noise
};

// `seed` comes from the recipe, `stream` from stream_id().
struct RandomKey {
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;
};

// `number` tells apart the streams of one use: a step, an epoch, a tensor. 0 <= number < 2^56.
constexpr std::uint64_t stream_id(Stream use, std::uint64_t number = 0) {
  return (std::uint64_t{static_cast<std::uint8_t>(use)} << 56) | (number & 0x00ffffffffffffffu);
}

// The index-th number of the stream, 32 random bits. Four neighbours share one Philox block.
std::uint32_t random_bits(RandomKey key, std::uint64_t index);
// Uniform on [0, 1): 24 random bits, exact in float.
float uniform(RandomKey key, std::uint64_t index);
// Uniform on 0 ... bound - 1, by multiplication (bias under bound / 2^32). bound >= 1.
std::uint32_t uniform_below(RandomKey key, std::uint64_t index, std::uint32_t bound);

// Assign `out` with numbers first, first + 1, ... of the stream. `first` must be a multiple of 4.
// Uniform on [0, 1).
void fill_uniform(RandomKey key, std::uint64_t first, std::span<float> out);
// Standard normal, by Box and Muller (1958) on pairs of words (kernels/box_muller.h).
void fill_normal(RandomKey key, std::uint64_t first, std::span<float> out);

// Assigns `out` with a uniformly drawn permutation of 0 ... size - 1 (Fisher and Yates).
void fill_permutation(RandomKey key, std::span<std::uint32_t> out);

}  // namespace hourglass

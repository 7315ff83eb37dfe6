#include "engine/random.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "engine/kernels/box_muller.h"
#include "engine/kernels/elementwise.h"
#include "engine/kernels/interleave.h"
#include "engine/kernels/philox.h"

namespace hourglass {
namespace {

constexpr float kBitsToUniform = 0x1p-24f;

std::array<std::uint32_t, 4> block(RandomKey key, std::uint64_t number) {
  return philox4x32(
      {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
       static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)},
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)});
}

// Assigns words[w][i], the w-th word of block number first + i, for i < count.
void blocks(RandomKey key, std::uint64_t first, std::size_t count,
            std::array<RandomWords, 4>& words) {
  for (std::size_t i = 0; i < count; ++i) {
    words[0][i] = static_cast<std::uint32_t>(first + i);
    words[1][i] = static_cast<std::uint32_t>((first + i) >> 32);
    words[2][i] = static_cast<std::uint32_t>(key.stream);
    words[3][i] = static_cast<std::uint32_t>(key.stream >> 32);
  }
  elementwise_kernel().philox(words[0].data(), static_cast<std::uint32_t>(key.seed),
                              static_cast<std::uint32_t>(key.seed >> 32), count);
}

using Columns = std::array<RandomNumbers, 4>;

// to_numbers(words, count, columns) makes numbers of the first `count` blocks.
template <class ToNumbers>
void fill(RandomKey key, std::uint64_t first, std::span<float> out, ToNumbers to_numbers) {
  assert(first % 4 == 0);
  alignas(64) std::array<RandomWords, 4> words;
  alignas(64) Columns columns;
  while (!out.empty()) {
    const std::size_t size = std::min(4 * kRandomBlocks, out.size());
    const std::size_t count = (size + 4 * kRandomStep - 1) / (4 * kRandomStep) * kRandomStep;
    blocks(key, first / 4, count, words);
    to_numbers(words, count, columns);
    if (size == 4 * count) {
      interleave(columns, count, out.data());
    } else {
      alignas(64) std::array<float, 4 * kRandomBlocks> numbers;
      interleave(columns, count, numbers.data());
      std::copy_n(numbers.begin(), size, out.begin());
    }
    first += size;
    out = out.subspan(size);
  }
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> c,
                                        std::array<std::uint32_t, 2> key) {
  using P = PhiloxConstants;
  for (int round = 0; round < P::kRounds; ++round) {
    const std::uint64_t p0 = std::uint64_t{P::kMultiplier0} * c[0];
    const std::uint64_t p1 = std::uint64_t{P::kMultiplier1} * c[2];
    c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ key[0], static_cast<std::uint32_t>(p1),
         static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ key[1], static_cast<std::uint32_t>(p0)};
    key[0] += P::kWeyl0;
    key[1] += P::kWeyl1;
  }
  return c;
}

std::uint32_t random_bits(RandomKey key, std::uint64_t index) {
  return block(key, index / 4)[index % 4];
}

float uniform(RandomKey key, std::uint64_t index) {
  return static_cast<float>(random_bits(key, index) >> 8) * kBitsToUniform;
}

std::uint32_t uniform_below(RandomKey key, std::uint64_t index, std::uint32_t bound) {
  return static_cast<std::uint32_t>((std::uint64_t{random_bits(key, index)} * bound) >> 32);
}

void fill_uniform(RandomKey key, std::uint64_t first, std::span<float> out) {
  fill(key, first, out,
       [](const std::array<RandomWords, 4>& words, std::size_t count, Columns& columns) {
         for (std::size_t w = 0; w < 4; ++w) {
           for (std::size_t i = 0; i < count; ++i) {
             columns[w][i] = (centred_upper_bits(words[w][i]) + 0x1p23f) * kBitsToUniform;
           }
         }
       });
}

// Of each Philox block the first two numbers make the first two normals, the others the last two,
// so that a number's value does not depend on where a call starts.
void fill_normal(RandomKey key, std::uint64_t first, std::span<float> out) {
  fill(key, first, out,
       [](const std::array<RandomWords, 4>& words, std::size_t count, Columns& columns) {
         box_muller(words[0], words[1], count, columns[0], columns[1]);
         box_muller(words[2], words[3], count, columns[2], columns[3]);
       });
}

void fill_permutation(RandomKey key, std::span<std::uint32_t> out) {
  std::iota(out.begin(), out.end(), 0u);
  for (std::size_t i = out.size(); i > 1; --i) {
    std::swap(out[i - 1], out[uniform_below(key, i, static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace hourglass

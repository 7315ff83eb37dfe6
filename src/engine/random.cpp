#include "engine/random.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "engine/kernels/box_muller.h"

namespace hourglass {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr float kBitsToUniform = 0x1p-24f;

// Philox4x32-10 on kCount counters at once, word by word.
template <std::size_t kCount>
void rounds(std::array<std::uint32_t, kCount>& c0, std::array<std::uint32_t, kCount>& c1,
            std::array<std::uint32_t, kCount>& c2, std::array<std::uint32_t, kCount>& c3,
            std::uint32_t k0, std::uint32_t k1) {
  for (int round = 0; round < 10; ++round) {
    for (std::size_t i = 0; i < kCount; ++i) {
      const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c0[i];
      const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c2[i];
      c0[i] = static_cast<std::uint32_t>(p1 >> 32) ^ c1[i] ^ k0;
      c1[i] = static_cast<std::uint32_t>(p1);
      c2[i] = static_cast<std::uint32_t>(p0 >> 32) ^ c3[i] ^ k1;
      c3[i] = static_cast<std::uint32_t>(p0);
    }
    k0 += kWeyl0;
    k1 += kWeyl1;
  }
}

std::array<std::uint32_t, 4> block(RandomKey key, std::uint64_t number) {
  return philox4x32(
      {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
       static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)},
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)});
}

// Neighbouring blocks, word by word: four arrays that the compiler works through in whole
// registers.
constexpr std::size_t kBlocks = kBoxMullerPairs;
using Words = RandomWords;

// Assigns words[w][i], the w-th word of block number first + i.
void blocks(RandomKey key, std::uint64_t first, std::array<Words, 4>& words) {
  for (std::size_t i = 0; i < kBlocks; ++i) {
    words[0][i] = static_cast<std::uint32_t>(first + i);
    words[1][i] = static_cast<std::uint32_t>((first + i) >> 32);
    words[2][i] = static_cast<std::uint32_t>(key.stream);
    words[3][i] = static_cast<std::uint32_t>(key.stream >> 32);
  }
  rounds(words[0], words[1], words[2], words[3], static_cast<std::uint32_t>(key.seed),
         static_cast<std::uint32_t>(key.seed >> 32));
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  std::array<std::uint32_t, 1> c0{counter[0]}, c1{counter[1]}, c2{counter[2]}, c3{counter[3]};
  rounds(c0, c1, c2, c3, key[0], key[1]);
  return {c0[0], c1[0], c2[0], c3[0]};
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
  assert(first % 4 == 0);
  std::array<Words, 4> words;
  for (std::size_t done = 0; done < out.size(); done += 4 * kBlocks) {
    blocks(key, (first + done) / 4, words);
    const std::size_t count = std::min(4 * kBlocks, out.size() - done);
    for (std::size_t i = 0; i < count; ++i) {
      out[done + i] = static_cast<float>(words[i % 4][i / 4] >> 8) * kBitsToUniform;
    }
  }
}

// Of each Philox block the first two numbers make the first two normals, the others the last two,
// so that a number's value does not depend on where a call starts.
void fill_normal(RandomKey key, std::uint64_t first, std::span<float> out) {
  assert(first % 4 == 0);
  std::array<Words, 4> words;
  RandomNumbers normals[4];
  for (std::size_t done = 0; done < out.size(); done += 4 * kBlocks) {
    blocks(key, (first + done) / 4, words);
    box_muller(words[0], words[1], normals[0], normals[1]);
    box_muller(words[2], words[3], normals[2], normals[3]);
    const std::size_t count = std::min(4 * kBlocks, out.size() - done);
    for (std::size_t i = 0; i < count; ++i) out[done + i] = normals[i % 4][i / 4];
  }
}

void fill_permutation(RandomKey key, std::span<std::uint32_t> out) {
  std::iota(out.begin(), out.end(), 0u);
  for (std::size_t i = out.size(); i > 1; --i) {
    std::swap(out[i - 1], out[uniform_below(key, i, static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace hourglass

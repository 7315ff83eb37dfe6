#include "engine/random.h"

#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <numeric>

namespace hourglass {
namespace {

constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
constexpr float kBitsToUniform = 0x1p-24f;
constexpr float kTwoPi = 6.28318530717958647692f;

std::array<std::uint32_t, 4> block(RandomKey key, std::uint64_t number) {
  return philox4x32(
      {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
       static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)},
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)});
}

// Uniform on (0, 1]: never 0, whose logarithm is infinite.
float uniform_above_zero(std::uint32_t bits) {
  return static_cast<float>((bits >> 8) + 1) * kBitsToUniform;
}

// Pairs at a time, and what their number is rounded up to: whole registers only, because Eigen's
// scalar and vector functions differ in the last bit.
constexpr Eigen::Index kChunk = 256, kRegister = 16;
using Chunk = Eigen::Array<float, Eigen::Dynamic, 1, 0, kChunk, 1>;

// Box and Muller: radius[i] and angle[i], uniform on (0, 1], become two independent normals.
void box_muller(Chunk& radius, Chunk& angle) {
  radius = (radius.log() * -2.0f).sqrt();
  angle *= kTwoPi;
  const Chunk sine = radius * angle.sin();
  radius *= angle.cos();
  angle = sine;
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  auto [c0, c1, c2, c3] = counter;
  auto [k0, k1] = key;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c0;
    const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c1 = static_cast<std::uint32_t>(p1);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c3 = static_cast<std::uint32_t>(p0);
    k0 += kWeyl0;
    k1 += kWeyl1;
  }
  return {c0, c1, c2, c3};
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
  for (std::size_t i = 0; i < out.size(); i += 4) {
    const auto bits = block(key, (first + i) / 4);
    const std::size_t count = std::min<std::size_t>(4, out.size() - i);
    for (std::size_t j = 0; j < count; ++j) {
      out[i + j] = static_cast<float>(bits[j] >> 8) * kBitsToUniform;
    }
  }
}

// Of each Philox block the first two numbers make the first two normals, the others the last two,
// so that a number's value does not depend on where a call starts.
void fill_normal(RandomKey key, std::uint64_t first, std::span<float> out) {
  assert(first % 4 == 0);
  Chunk radius, angle;
  for (std::size_t done = 0; done < out.size(); done += 2 * kChunk) {
    const std::size_t count = std::min<std::size_t>(2 * kChunk, out.size() - done);
    const auto pairs = static_cast<Eigen::Index>((count + 3) / 4 * 2);
    radius.setOnes((pairs + kRegister - 1) / kRegister * kRegister);
    angle.setOnes(radius.size());
    for (Eigen::Index pair = 0; pair < pairs; pair += 2) {
      const auto bits = block(key, (first + done) / 4 + static_cast<std::uint64_t>(pair / 2));
      radius(pair) = uniform_above_zero(bits[0]);
      angle(pair) = uniform_above_zero(bits[1]);
      radius(pair + 1) = uniform_above_zero(bits[2]);
      angle(pair + 1) = uniform_above_zero(bits[3]);
    }
    box_muller(radius, angle);
    for (std::size_t i = 0; i < count; ++i) {
      const auto pair = static_cast<Eigen::Index>(i / 2);
      out[done + i] = i % 2 == 0 ? radius(pair) : angle(pair);
    }
  }
}

void fill_permutation(RandomKey key, std::span<std::uint32_t> out) {
  std::iota(out.begin(), out.end(), 0u);
  for (std::size_t i = out.size(); i > 1; --i) {
    std::swap(out[i - 1], out[uniform_below(key, i, static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace hourglass

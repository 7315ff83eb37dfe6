#include "engine/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "engine/kernels/box_muller.h"

namespace hourglass {
namespace {

using Block = std::array<std::uint32_t, 4>;

// Random123's known answers (kat_vectors, "philox4x32 10").
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Uniform, FillAgreesWithSingleNumbersWhereverItStarts) {
  const RandomKey key{7, stream_id(Stream::noise, 3)};
  for (const std::uint64_t first : {std::uint64_t{8}, (std::uint64_t{1} << 34) - 100}) {
    for (const std::size_t size : {1, 13, 64, 255, 256, 257, 1000}) {
      constexpr float kCanary = -1;
      std::vector<float> out(size + 1, kCanary);
      fill_uniform(key, first, std::span(out).first(size));
      for (std::size_t i = 0; i < size; ++i) ASSERT_EQ(out[i], uniform(key, first + i)) << i;
      EXPECT_EQ(out[size], kCanary) << size;
    }
  }
}

TEST(Uniform, HasTheMomentsOfTheUniformDistribution) {
  constexpr std::size_t kCount = 1 << 20;
  std::vector<float> out(kCount);
  fill_uniform({1, 2}, 0, out);
  const double mean = std::accumulate(out.begin(), out.end(), 0.0) / kCount;
  EXPECT_NEAR(mean, 0.5, 5 * std::sqrt(1.0 / 12 / kCount));
  EXPECT_GE(*std::min_element(out.begin(), out.end()), 0.0f);
  EXPECT_LT(*std::max_element(out.begin(), out.end()), 1.0f);
}

TEST(UniformBelow, HitsEachNumberEquallyOften) {
  constexpr std::uint32_t kBound = 7, kDraws = 70'000;
  std::array<int, kBound> hits{};
  for (std::uint32_t i = 0; i < kDraws; ++i) ++hits[uniform_below({5, 6}, i, kBound)];
  for (int hit : hits) EXPECT_NEAR(hit, 10'000, 5 * std::sqrt(10'000.0));
}

TEST(Normal, HasTheMomentsOfTheNormalDistribution) {
  constexpr std::size_t kCount = 1 << 20;
  std::vector<float> out(kCount);
  fill_normal({11, 12}, 0, out);
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0, neighbours = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    const double x = out[i];
    m1 += x, m2 += x * x, m3 += x * x * x, m4 += x * x * x * x;
    if (i > 0) neighbours += x * out[i - 1];
  }
  const double n = kCount, sigma = 1 / std::sqrt(n);
  EXPECT_NEAR(m1 / n, 0, 5 * sigma);
  EXPECT_NEAR(m2 / n, 1, 5 * sigma * std::sqrt(2.0));
  EXPECT_NEAR(m3 / n, 0, 5 * sigma * std::sqrt(15.0));
  EXPECT_NEAR(m4 / n, 3, 5 * sigma * std::sqrt(96.0));
  EXPECT_NEAR(neighbours / n, 0, 5 * sigma);
}

// Kolmogorov-Smirnov against the normal distribution function: also the tails are right.
TEST(Normal, FollowsTheNormalDistributionFunction) {
  constexpr std::size_t kCount = 100'000;
  std::vector<float> out(kCount);
  fill_normal({21, 22}, 0, out);
  std::sort(out.begin(), out.end());
  double distance = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    const double expected = 0.5 * std::erfc(-double{out[i]} / std::sqrt(2.0));
    distance = std::max(distance, std::abs(expected - static_cast<double>(i) / kCount));
  }
  EXPECT_LT(distance, 1.95 / std::sqrt(double{kCount}));  // p = 0.001
  EXPECT_GT(out.back(), 3.8f);
}

TEST(BoxMuller, AgreesWithTheLibraryFunctions) {
  for (std::uint64_t i = 0; i < 5'000; ++i) {
    RandomWords radius_bits{}, angle_bits{};
    for (std::size_t j = 0; j < kRandomBlocks; ++j) {
      radius_bits[j] = random_bits({5, 6}, 2 * (i * kRandomBlocks + j));
      angle_bits[j] = random_bits({5, 6}, 2 * (i * kRandomBlocks + j) + 1);
    }
    // The ends of both ranges, and where the pieces of the polynomials meet.
    if (i < 32) radius_bits[0] = i < 2 ? 0u - static_cast<std::uint32_t>(i) : 1u << i;
    if (i < 32) angle_bits[0] = i < 2 ? 0u - static_cast<std::uint32_t>(i) : 1u << i;
    RandomNumbers cosines, sines;
    box_muller(radius_bits, angle_bits, kRandomBlocks, cosines, sines);
    for (std::size_t j = 0; j < kRandomBlocks; ++j) {
      const double radius = std::sqrt(-2 * std::log(((radius_bits[j] >> 8) + 1) * 0x1p-24));
      const double low = (angle_bits[j] & 0x3fffffff) * 0x1p-30;
      const double turns = ((angle_bits[j] >> 30) + low - (low < 0.5 ? 0 : 1)) / 4;
      ASSERT_NEAR(cosines[j], radius * std::cos(2 * std::numbers::pi * turns), 2e-6)
          << angle_bits[j];
      ASSERT_NEAR(sines[j], radius * std::sin(2 * std::numbers::pi * turns), 2e-6) << angle_bits[j];
    }
  }
}

TEST(Normal, DoesNotDependOnWhereAFillStarts) {
  const RandomKey key{3, 4};
  std::vector<float> whole(1600), part(1000);
  fill_normal(key, 0, whole);
  fill_normal(key, 600, part);
  for (std::size_t i = 0; i < part.size(); ++i) EXPECT_EQ(part[i], whole[600 + i]) << i;
}

TEST(Normal, DoesNotDependOnHowManyAreAskedFor) {
  const RandomKey key{3, 4};
  std::vector<float> whole(600);
  fill_normal(key, 0, whole);
  for (const std::size_t size : {1, 2, 63, 64, 65, 255, 257, 599}) {
    constexpr float kCanary = 100;
    std::vector<float> part(size + 1, kCanary);
    fill_normal(key, 0, std::span(part).first(size));
    for (std::size_t i = 0; i < size; ++i) ASSERT_EQ(part[i], whole[i]) << size << ' ' << i;
    EXPECT_EQ(part[size], kCanary) << size;
  }
}

TEST(Permutation, HoldsEachIndexOnceAndChangesWithTheKey) {
  std::vector<std::uint32_t> a(1000), b(1000);
  fill_permutation({1, stream_id(Stream::order, 0)}, a);
  fill_permutation({1, stream_id(Stream::order, 1)}, b);
  EXPECT_NE(a, b);
  std::sort(a.begin(), a.end());
  for (std::uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(a[i], i);
}

}  // namespace
}  // namespace hourglass

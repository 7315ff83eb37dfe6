#include "data/noise.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace hourglass {
namespace {

constexpr Index kCorruptedColumns = 8;
constexpr Index kChunk = 256;  // random numbers at a time, on the stack; a multiple of 4

using Pixels = Eigen::Map<Eigen::ArrayXf>;
using ConstPixels = Eigen::Map<const Eigen::ArrayXf>;

// Assigns y from x; `first` is the number of the stream that x[0] uses.
void corrupt_chunk(const NoiseSpec& noise, RandomKey key, std::uint64_t first, ConstPixels x,
                   Pixels y) {
  alignas(64) std::array<float, kChunk> numbers;
  const std::span<float> out(numbers.data(), static_cast<std::size_t>(x.size()));
  const ConstPixels r(numbers.data(), x.size());
  const float strength = noise.strength;
  switch (noise.kind) {
    case NoiseKind::none:
      y = x;
      return;
    case NoiseKind::gaussian:
      fill_normal(key, first, out);
      y = (x + strength * r).max(0.0f).min(1.0f);
      return;
    case NoiseKind::uniform:
      fill_uniform(key, first, out);
      y = (x + strength * r).max(0.0f).min(1.0f);
      return;
    case NoiseKind::masking:
      fill_uniform(key, first, out);
      y = (r < strength).select(0.0f, x);
      return;
    case NoiseKind::salt_and_pepper:
      fill_uniform(key, first, out);
      y = (r < strength / 2).select(0.0f, (r < strength).select(1.0f, x));
      return;
  }
}

// choose(c) gives the noise of column c and its number, which says where in the key's stream it
// draws from.
template <class Choose>
void corrupt_columns(RandomKey key, ConstBatch<float> clean, Batch<float> noisy, Workers& workers,
                     Choose choose) {
  assert(clean.rows() == noisy.rows() && clean.cols() == noisy.cols());
  const Index pixels = clean.rows(), columns = clean.cols();
  const auto padded = static_cast<std::uint64_t>((pixels + 3) / 4 * 4);
  const auto corrupt_tile = [&](int tile) {
    const Index end = std::min(columns, (tile + 1) * kCorruptedColumns);
    for (Index c = tile * kCorruptedColumns; c < end; ++c) {
      const auto [noise, number] = choose(c);
      assert(noise.strength >= 0 && noise.strength <= max_strength(noise.kind));
      for (Index p = 0; p < pixels; p += kChunk) {
        const Index size = std::min(kChunk, pixels - p);
        corrupt_chunk(noise, key, number * padded + static_cast<std::uint64_t>(p),
                      ConstPixels(clean.col(c).data() + p, size),
                      Pixels(noisy.col(c).data() + p, size));
      }
    }
  };
  workers.run(static_cast<int>((columns + kCorruptedColumns - 1) / kCorruptedColumns),
              corrupt_tile);
}

// u uniform on [0, 1).
const NoiseShare& share_at(std::span<const NoiseShare> shares, float u) {
  double sum = 0;
  for (const NoiseShare& share : shares) sum += double{share.weight};
  double left = sum * double{u};
  for (const NoiseShare& share : shares.first(shares.size() - 1)) {
    left -= double{share.weight};
    if (left < 0) return share;
  }
  return shares.back();
}

}  // namespace

float max_strength(NoiseKind kind) {
  switch (kind) {
    case NoiseKind::none:
      return 0;
    case NoiseKind::gaussian:
    case NoiseKind::uniform:
      return 2;
    case NoiseKind::masking:
    case NoiseKind::salt_and_pepper:
      return 1;
  }
  return 0;
}

void corrupt(const NoiseSpec& noise, RandomKey key, ConstBatch<float> clean, Batch<float> noisy,
             Workers& workers, Index first_column) {
  assert(first_column >= 0);
  corrupt_columns(key, clean, noisy, workers, [&](Index column) {
    return std::pair(noise, static_cast<std::uint64_t>(first_column + column));
  });
}

void corrupt_by_chance(std::span<const NoiseShare> shares, RandomKey choices, RandomKey key,
                       std::span<const std::uint32_t> numbers, ConstBatch<float> clean,
                       Batch<float> noisy, Workers& workers, Index first_column) {
  assert(!shares.empty());
  assert(numbers.empty() || static_cast<Index>(numbers.size()) == clean.cols());
  corrupt_columns(key, clean, noisy, workers, [&](Index column) {
    const std::uint64_t number = numbers.empty() ? static_cast<std::uint64_t>(first_column + column)
                                                 : numbers[static_cast<std::size_t>(column)];
    return std::pair(share_at(shares, uniform(choices, number)).noise, number);
  });
}

}  // namespace hourglass

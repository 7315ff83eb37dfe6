#include "data/noise.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace hourglass {
namespace {

constexpr Index kTileColumns = 8;
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
  assert(clean.rows() == noisy.rows() && clean.cols() == noisy.cols() && first_column >= 0);
  assert(noise.strength >= 0 && noise.strength <= max_strength(noise.kind));
  const Index pixels = clean.rows();
  const Index padded = (pixels + 3) / 4 * 4;
  const Index columns = clean.cols();
  const auto corrupt_tile = [&](int tile) {
    const Index end = std::min(columns, (tile + 1) * kTileColumns);
    for (Index c = tile * kTileColumns; c < end; ++c) {
      for (Index p = 0; p < pixels; p += kChunk) {
        const Index size = std::min(kChunk, pixels - p);
        corrupt_chunk(noise, key, static_cast<std::uint64_t>((first_column + c) * padded + p),
                      ConstPixels(clean.col(c).data() + p, size),
                      Pixels(noisy.col(c).data() + p, size));
      }
    }
  };
  workers.run(static_cast<int>((columns + kTileColumns - 1) / kTileColumns), corrupt_tile);
}

}  // namespace hourglass

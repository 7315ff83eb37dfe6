// Which images make the next batch.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "training/recipe.h"

namespace hourglass {

class BatchOrder {
 public:
  // images may be 0; then next() must not be called.
  BatchOrder(const Recipe& recipe, Index images);

  // Indices of the next batch: batch_size of them, or what is left of the epoch. Valid until the
  // next call. Never allocates. Depends on the recipe's seed and the calls before alone.
  std::span<const std::uint32_t> next();

  // As so many calls of next(); returns the images in them. Whole epochs cost nothing, random
  // batches what they cost to draw. Precondition: not in the middle of an epoch.
  std::int64_t skip(std::int64_t batches);

 private:
  std::span<const std::uint32_t> next_of_epoch();
  std::span<const std::uint32_t> next_at_random();

  Sampling sampling_;
  std::uint64_t seed_;
  std::size_t batch_size_;
  std::vector<std::uint32_t> order_;
  std::size_t position_ = 0;  // of the next batch in the epoch's order
  std::uint64_t round_ = 0;   // epochs, or batches, begun
};

}  // namespace hourglass

#include "training/batch_order.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "engine/random.h"

namespace hourglass {

BatchOrder::BatchOrder(const Recipe& recipe, Index images)
    : sampling_(recipe.sampling),
      seed_(recipe.seed),
      batch_size_(static_cast<std::size_t>(recipe.batch_size)),
      order_(static_cast<std::size_t>(images)) {
  std::iota(order_.begin(), order_.end(), 0u);
}

std::span<const std::uint32_t> BatchOrder::next() {
  assert(!order_.empty());
  return sampling_ == Sampling::epochs ? next_of_epoch() : next_at_random();
}

std::int64_t BatchOrder::skip(std::int64_t batches) {
  const auto images = static_cast<std::int64_t>(order_.size());
  const auto size = static_cast<std::int64_t>(batch_size_);
  std::int64_t skipped = 0;
  if (sampling_ == Sampling::epochs) {
    const std::int64_t an_epoch = (images + size - 1) / size;
    assert(position_ == 0);
    skipped = batches / an_epoch * images;
    round_ += static_cast<std::uint64_t>(batches / an_epoch);
    batches %= an_epoch;
  }
  for (; batches > 0; --batches) skipped += static_cast<std::int64_t>(next().size());
  return skipped;
}

std::span<const std::uint32_t> BatchOrder::next_of_epoch() {
  if (position_ == 0) fill_permutation({seed_, stream_id(Stream::order, round_++)}, order_);
  const std::size_t count = std::min(batch_size_, order_.size() - position_);
  const std::span batch(order_.data() + position_, count);
  position_ = (position_ + count) % order_.size();
  return batch;
}

// The first steps of a Fisher-Yates shuffle of whatever order the last batch left behind: uniform
// without replacement, at the cost of the batch alone.
std::span<const std::uint32_t> BatchOrder::next_at_random() {
  const RandomKey key{seed_, stream_id(Stream::order, round_++)};
  const std::size_t count = std::min(batch_size_, order_.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto left = static_cast<std::uint32_t>(order_.size() - i);
    std::swap(order_[i], order_[i + uniform_below(key, i, left)]);
  }
  return {order_.data(), count};
}

}  // namespace hourglass

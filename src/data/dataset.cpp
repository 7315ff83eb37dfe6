#include "data/dataset.h"

#include <algorithm>
#include <cassert>

namespace hourglass {
namespace {

constexpr Index kGatheredColumns = 16;
constexpr std::size_t kCacheLine = 64;

// Images of a batch lie anywhere in many megabytes: the processor cannot guess the next one.
void prefetch(std::span<const std::uint8_t> image) {
  for (std::size_t i = 0; i < image.size(); i += kCacheLine) __builtin_prefetch(&image[i]);
}

// Column c of the batch becomes image number_of(c).
template <class NumberOf>
void gather_columns(const ImageSet& set, Batch<float> batch, Workers& workers, NumberOf number_of) {
  assert(batch.rows() == set.features());
  const Index columns = batch.cols();
  const auto gather_tile = [&](int tile) {
    const Index end = std::min(columns, (tile + 1) * kGatheredColumns);
    for (Index c = tile * kGatheredColumns; c < end; ++c) {
      if (c + 1 < end) prefetch(set.image(number_of(c + 1)));
      const Eigen::Map<const Eigen::Array<std::uint8_t, Eigen::Dynamic, 1>> bytes(
          set.image(number_of(c)).data(), set.features());
      batch.col(c).array() = bytes.cast<float>() / 255.0f;
    }
  };
  workers.run(static_cast<int>((columns + kGatheredColumns - 1) / kGatheredColumns), gather_tile);
}

}  // namespace

std::span<const std::uint8_t> ImageSet::image(Index i) const {
  assert(i >= 0 && i < count());
  const auto size = static_cast<std::size_t>(features());
  return std::span(pixels).subspan(static_cast<std::size_t>(i) * size, size);
}

std::size_t byte_count(const Dataset& data) {
  return data.train.pixels.size() + data.train.labels.size() + data.test.pixels.size() +
         data.test.labels.size();
}

std::uint64_t fingerprint(const Dataset& data) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto add = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001b3u; };
  for (const ImageSet* set : {&data.train, &data.test}) {
    for (const Index extent : {set->rows, set->columns, set->count()}) {
      add(static_cast<std::uint64_t>(extent));
    }
    for (const auto* bytes : {&set->pixels, &set->labels}) {
      for (const std::uint8_t byte : *bytes) add(byte);
    }
  }
  return hash;
}

void gather(const ImageSet& set, std::span<const std::uint32_t> indices, Batch<float> batch,
            Workers& workers) {
  assert(static_cast<Index>(indices.size()) == batch.cols());
  gather_columns(set, batch, workers, [indices](Index column) {
    return static_cast<Index>(indices[static_cast<std::size_t>(column)]);
  });
}

void gather_range(const ImageSet& set, Index first, Batch<float> batch, Workers& workers) {
  gather_columns(set, batch, workers, [first](Index column) { return first + column; });
}

}  // namespace hourglass

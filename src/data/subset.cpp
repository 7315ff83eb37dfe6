#include "data/subset.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

#include "engine/random.h"

namespace hourglass {
namespace {

using ClassCounts = std::array<std::int64_t, 256>;

// Shares of `count`, in proportion to the class sizes (largest remainder, Hamilton's method).
ClassCounts apportion(const ClassCounts& sizes, std::int64_t total, std::int64_t count) {
  ClassCounts shares{};
  std::array<std::size_t, 256> by_remainder{};
  std::iota(by_remainder.begin(), by_remainder.end(), std::size_t{0});
  for (std::size_t c = 0; c < sizes.size(); ++c) shares[c] = count * sizes[c] / total;
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [&](std::size_t a, std::size_t b) {
    return count * sizes[a] % total > count * sizes[b] % total;
  });
  const std::int64_t rest = count - std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
  for (std::size_t i = 0; i < static_cast<std::size_t>(rest); ++i) ++shares[by_remainder[i]];
  return shares;
}

}  // namespace

ImageSet stratified_subset(const ImageSet& set, Index count, std::uint64_t seed) {
  assert(count >= 0 && count <= set.count());
  ImageSet subset{set.rows, set.columns, {}, {}};
  if (count == 0) return subset;
  ClassCounts sizes{};
  for (std::uint8_t label : set.labels) ++sizes[label];
  ClassCounts wanted = apportion(sizes, set.count(), count);

  std::vector<std::uint32_t> order(set.labels.size());
  fill_permutation({seed, stream_id(Stream::picks)}, order);
  subset.pixels.reserve(static_cast<std::size_t>(count * set.features()));
  subset.labels.reserve(static_cast<std::size_t>(count));
  for (std::uint32_t i : order) {
    const std::uint8_t label = set.labels[i];
    if (wanted[label] == 0) continue;
    --wanted[label];
    const auto pixels = set.image(static_cast<Index>(i));
    subset.pixels.insert(subset.pixels.end(), pixels.begin(), pixels.end());
    subset.labels.push_back(label);
  }
  return subset;
}

ImageSet first_images(const ImageSet& set, Index count) {
  count = std::min(count, set.count());
  ImageSet first{set.rows, set.columns, {}, {}};
  first.pixels.assign(set.pixels.begin(), set.pixels.begin() + count * set.features());
  first.labels.assign(set.labels.begin(), set.labels.begin() + count);
  return first;
}

}  // namespace hourglass

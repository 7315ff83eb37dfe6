// A small data set for tests of training: 8 x 8 images of one soft blob each, four labels.
#pragma once

#include <cmath>
#include <memory>

#include "data/dataset.h"
#include "engine/random.h"

namespace hourglass::test {

inline ImageSet blob_images(Index count, std::uint64_t seed) {
  ImageSet set;
  set.rows = set.columns = 8;
  for (Index i = 0; i < count; ++i) {
    const RandomKey key{seed, static_cast<std::uint64_t>(i)};
    const float x = 1 + 5 * uniform(key, 0), y = 1 + 5 * uniform(key, 1);
    for (Index r = 0; r < 8; ++r) {
      for (Index c = 0; c < 8; ++c) {
        const float dx = static_cast<float>(c) - x, dy = static_cast<float>(r) - y;
        set.pixels.push_back(static_cast<std::uint8_t>(255 * std::exp(-(dx * dx + dy * dy) / 3)));
      }
    }
    set.labels.push_back(static_cast<std::uint8_t>(i % 4));
  }
  return set;
}

inline std::shared_ptr<const Dataset> blobs(Index train, Index test) {
  auto data = std::make_shared<Dataset>();
  data->train = blob_images(train, 1);
  data->test = blob_images(test, 2);
  data->origin = "blobs";
  return data;
}

}  // namespace hourglass::test

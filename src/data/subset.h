// A smaller set that stands for the whole.
#pragma once

#include <cstdint>

#include "data/dataset.h"

namespace hourglass {

// `count` of the set's images, drawn and ordered at random by the seed, each class with its share
// of the whole set: rounded by largest remainder, so that exactly `count` come out.
// Precondition: 0 <= count <= set.count().
ImageSet stratified_subset(const ImageSet& set, Index count, std::uint64_t seed);

// The first `count` images, or all where there are no more.
ImageSet first_images(const ImageSet& set, Index count);

}  // namespace hourglass

// Images that are no digits, of the digits' size: what an anomaly detector should notice.
#pragma once

#include <cstdint>

#include "data/dataset.h"

namespace hourglass {

// Every pixel drawn on its own, uniformly from 0 ... 255. Label 0.
ImageSet noise_images(Index rows, Index columns, Index count, std::uint64_t seed);

// Black for white. Labels stay.
ImageSet inverted(const ImageSet& set);

inline constexpr int kLetters = 12;

// Capital letters that no digit looks like (A E F H K M N R T W X Y), drawn as synthetic digits are
// (synthetic.h): 28 x 28, centred, labels 0 ... 11 over and over. The same numbers give the same
// images everywhere; an image does not depend on how many there are.
ImageSet synthetic_letters(Index count, std::uint64_t seed);

}  // namespace hourglass

// Brings a drawing of any size into the form of MNIST's digits: scaled to fit a 20x20 box keeping
// its aspect ratio, and placed in 28x28 with its centre of mass in the middle (LeCun, Cortes,
// Burges, "The MNIST database of handwritten digits"). What a network trained on such digits is
// shown, drawn or synthetic, goes through here.
#pragma once

#include <array>
#include <span>

#include "engine/matrix.h"

namespace hourglass {

inline constexpr Index kDigitSide = 28;  // of the whole image
inline constexpr Index kDigitBox = 20;   // of the square that the ink fits

using DigitImage = std::array<float, kDigitSide * kDigitSide>;  // row by row, ink = 1

// `ink` (rows x columns), row by row, in [0, 1]. The drawing reaches as far as there are pixels of
// 0.05 or more; an output pixel is the mean of the part of the drawing that it covers. The shift is
// by whole pixels, so the centre of mass ends within half a pixel of that of pixel (14, 14), as
// MNIST's do, unless the box would leave the image. An empty drawing gives zeros.
DigitImage normalize_digit(std::span<const float> ink, Index rows, Index columns);

}  // namespace hourglass

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
inline constexpr Index kDigitPixels = kDigitSide * kDigitSide;
inline constexpr Index kDigitBox = 20;  // of the square that the ink fits

using DigitImage = std::array<float, kDigitPixels>;  // row by row, ink = 1

// `ink` (rows x columns), row by row, in [0, 1]. The drawing reaches as far as there are pixels of
// 0.05 or more; an output pixel is the mean of the part of the drawing that it covers. The shift is
// by whole pixels, so the centre of mass ends within half a pixel of that of pixel (14, 14), as
// MNIST's do, unless the box would leave the image. An empty drawing gives zeros.
DigitImage normalize_digit(std::span<const float> ink, Index rows, Index columns);

// How a drawing is brought there: which part of it, and where to.
struct DigitPlacement {
  Index first_row = 0, end_row = 0;  // of the drawing: as far as its ink reaches; equal: no ink
  Index first_column = 0, end_column = 0;
  Index top = 0, left = 0;  // of the image: the pixel that the ink's upper left corner comes to
};
DigitPlacement place_digit(std::span<const float> ink, Index rows, Index columns);

// The same for another drawing of that form, as if it reached as far and weighed as much as the one
// that was placed: so a part of a drawing comes to where it is in the whole.
DigitImage normalize_digit(std::span<const float> ink, Index columns,
                           const DigitPlacement& placement);

// Where a point of the image, in pixels from its corner, lies on the drawing. Precondition: ink.
struct DrawingPoint {
  float x = 0, y = 0;
};
DrawingPoint drawing_point(const DigitPlacement& placement, float image_x, float image_y);

}  // namespace hourglass

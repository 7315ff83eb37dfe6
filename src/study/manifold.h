// A grid of codes over a plane: decoded, a map of what the decoder knows.
#pragma once

#include <span>

#include "engine/matrix.h"

namespace hourglass {

// A plane in the space of codes: centre + x across + y down.
struct CodePlane {
  Column<float> centre;  // (code)
  Column<float> across;  // direction to the right
  Column<float> down;
};

// Code (column r * xs.size() + c) = centre + xs[c] across + ys[r] down, kept dimension by dimension
// within lowest ... highest (code): what the decoder has seen. -> (code x ys.size() * xs.size()).
Matrix<float> code_grid(const CodePlane& plane, std::span<const float> xs,
                        std::span<const float> ys, const Column<float>& lowest,
                        const Column<float>& highest);

}  // namespace hourglass

// A round pen on grey paper: strokes as polylines, drawn with soft edges.
//
//   Canvas canvas(64, 64);
//   draw_line(canvas, {10, 10, 3}, {50, 40, 3});
#pragma once

#include <vector>

#include "engine/matrix.h"

namespace hourglass {

// Ink in [0, 1], row by row; 0 is paper.
struct Canvas {
  Canvas(Index r, Index c) : rows(r), columns(c), ink(static_cast<std::size_t>(r * c)) {}

  Index rows;
  Index columns;
  std::vector<float> ink;
};

// Where the pen's middle is, in pixels from the canvas's upper left corner, and how broad it is.
struct PenPoint {
  float x = 0;
  float y = 0;
  float radius = 1;
};

// Draws from one point to another, the radius changing evenly. A pixel's ink is the share of it
// that the pen covers, from the distance of its middle to the line; overlapping lines take the
// larger, so that strokes join without seams. What leaves the canvas is cut off.
void draw_line(Canvas& canvas, PenPoint from, PenPoint to);

}  // namespace hourglass

// Digits all over the plane: each place decoded, a few at a time, into one sheet.
//
//   begin(grid, axes, through, window, screen, bounds);
//   each frame: if (advance(grid, inference, kFrameShare)) upload(..., pixels_of(grid));
#pragma once

#include <vector>

#include "lab/code_plane.h"
#include "lab/slices.h"
#include "study/inference.h"

namespace hourglass {

struct PlaneGrid {
  static constexpr int kMost = 12;  // digits in a row or column

  struct Area {
    PlanePoint low, high;  // corners at the left bottom and at the right top
    int columns = 0;       // of digits; 0: nothing there
    int rows = 0;
  };
  Area shown;  // of the sheet that was completed last
  Area next;   // being decoded
  SlicedBatch batch;
  bool stale = true;  // what is shown, or decoded, is no longer what is wanted
};

// Starts on what the window shows on a screen of this shape. Digits are square.
void begin(PlaneGrid& grid, const PlaneAxes& axes, const Column<float>& through,
           const PlaneWindow& window, const Rect& screen, const CodeBounds& bounds);
// True when a sheet has just been completed.
bool advance(PlaneGrid& grid, Inference& inference, double milliseconds);
// Of grid.shown, (kDigitSide rows x kDigitSide columns) row by row. After advance() gave true.
std::vector<float> pixels_of(const PlaneGrid& grid);

}  // namespace hourglass

// The codes of test digits as points of the plane, and which of them have room for their glyph.
#pragma once

#include <cstdint>
#include <vector>

#include "data/dataset.h"
#include "lab/code_plane.h"
#include "training/survey.h"

namespace hourglass {

struct Scatter {
  Matrix<float> points;              // (2 x n)
  std::vector<std::uint8_t> labels;  // 0 ... 9
  bool labelled = true;              // else they are all 0, and none is lettered
  std::int64_t step = 0;             // of the weights that gave the codes

  std::vector<std::uint8_t> lettered;  // 1: drawn as its digit, 0: as a dot
  float cell = 0;                      // what `lettered` was picked for
  int only = -1;
};

// Points of the survey's test codes; none where survey and data do not fit each other or the axes.
Scatter scatter(const PlaneAxes& axes, const Survey& survey, const ImageSet& set);

// Letters at most one point in each square of the plane with this side, in the codes' units: the
// first one there, of the class `only` where it is one. So that letters stay with their points
// where the plane is moved, squares are counted from its origin. Cheap where nothing has changed.
void pick_lettered(Scatter& scatter, float cell, int only);

}  // namespace hourglass

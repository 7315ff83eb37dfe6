// What the Keep panel remembers: the scale of figures, and the small pictures of those that no
// other panel has tiles for.
#pragma once

#include "lab/graphics/digit_renderer.h"
#include "lab/live_digit.h"
#include "lab/morph_study.h"

namespace hourglass {

struct KeepStudy {
  static constexpr int kScales[] = {1, 2, 4};
  int scale = 1;  // which of them

  static constexpr Index kFilters = 10;
  static constexpr Index kStrip = 5;  // every second picture of the morph strip
  TileId filters[kFilters];
  TileId strip[kStrip];
  Index filter_count = 0;  // that there are
};

void add_tiles(KeepStudy& keep, DigitRenderer& digits);

struct LabState;

// Brings the small pictures up to the model and the drawing.
void follow_keep(LabState& lab);

}  // namespace hourglass

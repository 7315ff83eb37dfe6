// What the Code panel's views share: how they are looked at, what was measured for them, and where
// their pictures lie. Made by the studies code_*.h, drawn by code_view.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "lab/code_grid.h"
#include "lab/code_look.h"
#include "lab/code_scatter.h"
#include "lab/code_spread.h"
#include "lab/code_walk.h"
#include "lab/graphics/digit_renderer.h"
#include "lab/slices.h"

namespace hourglass {

inline constexpr Index kFilmSteps = 9;
inline constexpr Index kNoiseSamples = 5;
inline constexpr Index kPriorSamples = 12;

// One view is in sight at a time: its samples have the tiles.
struct CodeTiles {
  TileId sheet;  // of the plane's grid
  TileId film[kFilmSteps];
  TileId samples[3 * kNoiseSamples];
};
CodeTiles make_code_tiles(DigitRenderer& digits);

struct CodeViews {
  CodeLook look;
  // Of a link whose model, with a code of this size, is on its way.
  std::optional<std::pair<Index, PlaneLook>> coming = {};
  CodeTiles tiles;
  CodeView shown = CodeView::numbers;  // in the last frame

  // The model's and its survey's.
  Index code_size = 0;
  std::shared_ptr<const Survey> survey;
  SpreadStudy spread;

  // The plane.
  PlaneAxes axes;
  bool axes_stale = true;
  Scatter scatter;
  ImVec2 fitted_to;       // size of the screen's rectangle; 0: fit again
  Column<float> through;  // the plane passes through this code
  Column<float> pointed;  // what pointing has set; while it stands, `through` stays
  PlanePoint pointed_at;
  PlaneGrid grid;
  CodeWalk walk;
  int highlighted = -1;  // class that was pressed
  bool moving = false;   // dragging moves the plane
  bool panning = false;  // by the second button, now

  // Single digits.
  SlicedBatch film;
  bool film_stale = true;
  SlicedBatch pixels;  // through the whole network
  SlicedBatch codes;   // through the decoder
  bool samples_stale = true;
  std::uint64_t roll = 0;
};

// The dimension whose film strip is shown. Precondition: the code has any.
Index shown_dimension(const CodeViews& views);

// The view in front: the one that was chosen, if the model has it.
CodeView shown_view(const CodeLook& look, Index code_size, bool variational);

}  // namespace hourglass

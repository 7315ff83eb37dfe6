// What the panel "Inside" keeps between frames, and its three views.
#pragma once

#include <array>
#include <vector>

#include "lab/graphics/digit_renderer.h"
#include "lab/inside_study.h"
#include "lab/ui.h"

namespace hourglass {

struct LabState;

// The maps of a layer that gives images, on tiles of the panel.
struct MapRow {
  std::size_t layer = 0;  // in InsideStudy::layers
  std::vector<TileId> tiles;
  bool is_signed = false;
};

struct InsideView {
  enum Which : int { filters, activations, maps };

  static constexpr Index kFiltersShown = 64;  // a page
  static constexpr Index kMapsShown = 32;     // a layer
  static constexpr int kLargeSide = 28;       // pixels of the larger maps
  static constexpr int kSmallSide = 14;

  InsideStudy study;
  int which = filters;

  Sheet sheet = Sheet::first;
  Index page = 0;
  Index picked = 0;          // a place on the sheet
  std::vector<Index> order;  // the sheet's units, the most used first
  int filter_side = 0;       // pixels; 0: the weights are no pictures
  bool filters_changed = true;

  std::vector<MapRow> rows;

  // Filters and maps share them: one view is shown at a time.
  std::array<TileId, kFiltersShown + 1> large;
  std::array<TileId, 192> small;
  TileId other_side;      // what a unit that has both kinds of weights draws
  Index other_unit = -1;  // whose it is
};

// Once, at start-up: about 110,000 texels.
void add_tiles(InsideView& view, DigitRenderer& digits);

// The views fill the area from its top and give the y where they ended.
float filter_view(LabState& lab, Rect area);
float activation_view(LabState& lab, Rect area);
float map_view(LabState& lab, Rect area);

// Bring the views' pictures up to the model and the digit.
void show_filters(LabState& lab);
void show_maps(LabState& lab);

}  // namespace hourglass

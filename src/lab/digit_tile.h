// A digit on its tile: the picture, its name for scripts, and a sentence for the mouse.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

void digit_tile(LabState& lab, const char* name, const Rect& rect, TileId tile, ColourMap map,
                const char* sentence);

// Only the picture: for many in a row, between digits.begin() and digits.end().
void digit_picture(const LabState& lab, const Rect& rect, TileId tile, ColourMap map);

// The edge of paper that lies on a page as light as it; nothing in the dark.
void paper_edge(const LabState& lab, const Rect& rect);

// The rounding of a tile's corners: less for small ones.
float tile_rounding(const Ui& ui, const Rect& rect);

}  // namespace hourglass

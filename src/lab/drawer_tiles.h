// The pictures of the kept drawings, for all places that show them.
#pragma once

#include "lab/drawer.h"
#include "lab/graphics/digit_renderer.h"

namespace hourglass {

struct LabState;

struct DrawerTiles {
  TileId kept[Drawer::kMost];
  std::uint64_t shown_version = 0;
};

void add_tiles(DrawerTiles& tiles, DigitRenderer& digits);

// Brings the tiles up to the drawer; cheap when it has not changed.
void show_drawer(LabState& lab);

}  // namespace hourglass

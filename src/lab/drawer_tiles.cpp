#include "lab/drawer_tiles.h"

#include "lab/lab_state.h"

namespace hourglass {

void add_tiles(DrawerTiles& tiles, DigitRenderer& digits) {
  constexpr int kSide = static_cast<int>(kDigitSide);
  for (TileId& tile : tiles.kept) tile = digits.add(kSide, kSide);
}

void show_drawer(LabState& lab) {
  if (lab.drawer_tiles.shown_version == lab.drawer.version) return;
  lab.drawer_tiles.shown_version = lab.drawer.version;
  for (std::size_t i = 0; i < lab.drawer.kept.size(); ++i) {
    show_image(lab, lab.drawer_tiles.kept[i], pixels_of(lab.drawer.kept[i]));
  }
}

}  // namespace hourglass

// A card's background. Without a GPU a blended rectangle of a million pixels takes as long as all
// else on the page together, so its inside is cleared instead, which is as fast as memory.
//
//   fill_card(list, rect, palette().card, rounding);
#pragma once

#include <imgui.h>

#include "lab/geometry.h"

namespace hourglass {

// Opaque, and not clipped: `rect` must lie within the window. Looks as AddRectFilled() does.
void fill_card(ImDrawList* list, const Rect& rect, ImU32 colour, float rounding);

}  // namespace hourglass

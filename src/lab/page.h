// The page: which panels are shown where, for any size of screen; cards, tabs and scrolling.
#pragma once

#include "lab/lab_state.h"

namespace hourglass {

// What the page remembers between frames: the scrolling by finger.
struct Page {
  unsigned scrolled_panel = 0;  // ImGui id of the panel a finger moves or has set going; 0: none
  float speed = 0;              // UI units a second, downwards
};

// Fills the whole screen.
void draw_page(LabState& lab, Page& page);

}  // namespace hourglass

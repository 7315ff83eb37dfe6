// The small pictures of the figures that can be saved.
#pragma once

#include "lab/figures.h"

namespace hourglass {

// Fills the rectangle, which is more than twice as wide as high. Precondition: there is such a
// figure now (why_no_figure()).
void figure_picture(LabState& lab, const Rect& rect, Figure figure);

}  // namespace hourglass

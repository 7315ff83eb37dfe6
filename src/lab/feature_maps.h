// Feature maps: helpers of the view that can be tested without drawing.
#pragma once

#include "engine/matrix.h"

namespace hourglass {

// Every n-th pixel of a map (height x width, row by row), with n the smallest that leaves at most
// `most` a side; the map itself where it is no larger.
Column<float> thinned(const Column<float>& map, Index height, Index width, Index most);

}  // namespace hourglass

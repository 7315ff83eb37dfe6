// The shape of a network: one bar a layer, as high as the layer is wide. An hourglass, seen from
// the side.
#pragma once

#include "engine/network_spec.h"
#include "lab/ui.h"

namespace hourglass {

void silhouette(Ui& ui, const Rect& rect, const NetworkSpec& network);

}  // namespace hourglass

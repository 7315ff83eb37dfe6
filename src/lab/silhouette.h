// The shape of a network: one bar a layer, as high as the layer is wide. An hourglass, seen from
// the side. The hollow part of a bar are dead units; the line below it is the gradients' size.
#pragma once

#include <span>

#include "engine/network_spec.h"
#include "lab/ui.h"
#include "training/survey.h"

namespace hourglass {

// `health` may be empty.
void silhouette(Ui& ui, const Rect& rect, const NetworkSpec& network,
                std::span<const LayerHealth> health);

}  // namespace hourglass

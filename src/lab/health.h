// How the layers of a network are doing, for pictures of it: dead units and gradients.
#pragma once

#include <span>
#include <string>

#include "engine/network_spec.h"
#include "training/survey.h"

namespace hourglass {

// That of a layer, counted through encoder and decoder; null where none is known.
const LayerHealth* health_of(std::span<const LayerHealth> layers, std::size_t layer);

// Where a gradient stands between 1e-7 and 1e-1, 0 ... 1 on a log scale; 0 for none.
float gradient_share(double gradient);

// What to know about a layer, in sentences. `health` may be null.
std::string layer_sentence(const NetworkSpec& network, std::size_t layer,
                           const LayerHealth* health);

}  // namespace hourglass

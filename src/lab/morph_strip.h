// The strip of a morph: the way through the codes over the way through the pixels, and below them
// how well the network rebuilds each step.
#pragma once

#include "lab/geometry.h"
#include "lab/ui.h"

namespace hourglass {

struct LabState;

float morph_strip_height(const Ui& ui, float width);
// Pressing it moves the morph to that place.
void morph_strip(LabState& lab, Rect area);

float morph_graph_height(const Ui& ui);
void morph_graph(LabState& lab, Rect area);

}  // namespace hourglass

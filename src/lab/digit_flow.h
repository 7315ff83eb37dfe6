// The way of the drawing through the network: input, noise, code, reconstruction and error, side by
// side. Each picture can be pressed to be seen large over the pad.
#pragma once

#include <cstdint>

#include "lab/geometry.h"
#include "lab/ui.h"

namespace hourglass {

struct LabState;

enum class FlowTile : std::uint8_t { none, seen, noisy, reconstruction, error };

float flow_height(const Ui& ui, float width);
void digit_flow(LabState& lab, Rect row);

// One of its pictures over the whole of the pad.
void large_flow_tile(LabState& lab, const Rect& pad, FlowTile which);

// The box that the input fits into, and its centre of mass: `corner` is where the image's corner
// lies on the screen, `pixel` how large its pixels are there.
void digit_frame(const LabState& lab, ImVec2 corner, float pixel);

}  // namespace hourglass

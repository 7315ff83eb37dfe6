// The pad that is drawn on, and the tools beside it.
#pragma once

#include <span>

#include "lab/digit_flow.h"
#include "lab/drawing.h"
#include "lab/ui.h"

namespace hourglass {

struct PadView {
  DrawTool tool = DrawTool::pen;
  FlowTile large = FlowTile::none;  // shown over the pad
  bool framed = false;              // the box that the network's input fits into is shown
};

// Where pad and tools go within an area of this width and at most this height.
struct PadPlan {
  float side;         // of the pad
  float tools_width;  // beside it
  float gap;
  bool labelled;  // tools have words
  int columns;    // of tools
};
PadPlan plan_pad(const Ui& ui, float width, float height);

// Fills a row that is as high as the pad.
void pad_and_tools(LabState& lab, Rect row, const PadPlan& plan);

// Puts an image (kDigitSide^2) onto the pad, to be taken back by undo.
void put_on_pad(LabState& lab, std::span<const float> image);
// Takes back what changed the drawing last; the change before it is offered next.
void undo_drawing(LabState& lab);

}  // namespace hourglass

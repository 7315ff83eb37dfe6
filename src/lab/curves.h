// Loss curves of a run: train and test against epochs, on a logarithmic axis.
#pragma once

#include "lab/ui.h"
#include "training/session.h"

namespace hourglass {

// Fills the rectangle. While there is nothing to show, `invitation` stands in the middle.
void loss_curves(Ui& ui, const char* name, const Rect& rect, const Snapshot& now,
                 const char* invitation);

inline constexpr ImU32 kTrainColour = colour::rgb(0xc9ced4);
inline constexpr ImU32 kTestColour = colour::kAccent;

}  // namespace hourglass

// Loss curves of a run: train and test against epochs, on a logarithmic axis.
#pragma once

#include "lab/ui.h"
#include "training/session.h"

namespace hourglass {

// What stands in the middle while there is nothing to show.
struct Invitation {
  const char* title;
  const char* detail = "";  // a smaller second line
};

// Whether there is enough of a run to draw.
bool has_curves(const Snapshot& now);

// Fills the rectangle.
void loss_curves(Ui& ui, const char* name, const Rect& rect, const Snapshot& now,
                 const Invitation& invitation);

inline constexpr ImU32 kTrainColour = colour::rgb(0xc9ced4);
inline constexpr ImU32 kTestColour = colour::kAccent;

}  // namespace hourglass

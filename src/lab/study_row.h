// What the noise bench and the bottleneck sweep share: the row with their button and progress.
#pragma once

#include "lab/brief_study.h"
#include "lab/lab_state.h"

namespace hourglass {

// Start or stop, and how far it is. `name` is the button's.
void study_row(LabState& lab, const Rect& row, const char* name, BriefStudy& study);

}  // namespace hourglass

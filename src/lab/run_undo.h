// Undo for what ends a run: recipe and weights come back, as they were when it was offered. The
// run's curves do not: it is paused at step 0 again.
#pragma once

#include <string>

#include "lab/lab_state.h"

namespace hourglass {

// To be called before the command is sent. Nothing where there is no model yet.
void offer_run_back(LabState& lab, std::string what);

}  // namespace hourglass

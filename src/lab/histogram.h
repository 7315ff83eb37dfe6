// The errors of the test digits as bars, and where one image's error stands among them.
#pragma once

#include "lab/digit_report.h"
#include "lab/ui.h"

namespace hourglass {

// The bars, an axis below them, and a mark at `error`; beyond the last bin it stands at the edge.
void draw_histogram(const Ui& ui, const Rect& rect, const ErrorHistogram& errors, double error);

}  // namespace hourglass

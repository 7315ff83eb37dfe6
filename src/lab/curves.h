// Loss curves of a run: train and test against epochs, with what they can be compared to. A range
// that is drawn across them with the mouse is looked at more closely; a double click ends that.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "lab/curve_axes.h"
#include "lab/ui.h"
#include "training/session.h"

namespace hourglass {

// What stands in the middle while there is nothing to show.
struct Invitation {
  const char* title;
  const char* detail = "";  // a smaller second line
};

// How the curves are looked at.
struct CurveView {
  bool logarithmic = true;
  std::optional<std::pair<double, double>> zoom;  // epochs
  std::optional<double> range_from;               // where a range is being drawn from
};

// What is drawn beside the curves.
struct CurveMarks {
  std::vector<ReferenceLine> lines;
  std::vector<double> divergences;     // epochs
  std::optional<double> looking_back;  // epoch
};

// Whether there is enough of a run to draw.
bool has_curves(const Snapshot& now);

// Where in the rectangle of loss_curves() its epochs lie.
Rect curve_plot(const Ui& ui, const Rect& rect);

// Fills the rectangle.
void loss_curves(Ui& ui, const char* name, const Rect& rect, const Snapshot& now,
                 const Invitation& invitation, const CurveMarks& marks, CurveView& view);

// One of several runs in a chart.
struct RunCurves {
  const Snapshot* now;
  ImU32 tone;
};
// Several runs in one chart: of each the test loss and, fainter, the training loss. Losses of
// different kinds cannot be compared: that is for the caller to say.
void loss_curves(Ui& ui, const char* name, const Rect& rect, std::span<const RunCurves> runs,
                 const Invitation& invitation);

}  // namespace hourglass

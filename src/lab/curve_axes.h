// What a plot of losses against epochs covers, and where that lies on the screen.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lab/ui.h"
#include "training/history.h"

namespace hourglass {

// A loss to compare the curves with.
struct ReferenceLine {
  std::string label;  // a word or two
  double loss = 0;
  ImU32 tone = 0;
};

struct CurveAxes {
  Rect plot;
  double first_epoch = 0, last_epoch = 1;
  double lowest = 0.01, highest = 0.1;
  bool logarithmic = true;  // the losses

  float x(double epoch) const;
  float y(double loss) const;
  double epoch_at(float x) const;  // within the plot's
};

// Whether the axis of losses has a place for it.
bool drawable(double loss);

// Fits all points, or those of the epochs of `zoom`, and without a zoom the lines too. A linear
// axis begins at 0 unless zoomed.
CurveAxes fit_axes(const std::vector<HistoryPoint>& points, const std::vector<ReferenceLine>& lines,
                   bool logarithmic, const std::optional<std::pair<double, double>>& zoom,
                   const Rect& plot);

// A line across the plot at each tick, from the lowest, with its number left of it within `area`
// where there is room. `y` gives a tick's height on the screen.
void draw_levels(const Ui& ui, const Rect& area, const Rect& plot, std::span<const double> ticks,
                 const std::function<float(double)>& y);

}  // namespace hourglass

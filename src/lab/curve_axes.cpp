#include "lab/curve_axes.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace hourglass {

float CurveAxes::x(double epoch) const {
  const double t = (epoch - first_epoch) / (last_epoch - first_epoch);
  return plot.min.x + static_cast<float>(t) * plot.width();
}

float CurveAxes::y(double loss) const {
  const double t = logarithmic ? std::log(loss / lowest) / std::log(highest / lowest)
                               : (loss - lowest) / (highest - lowest);
  return plot.max.y - static_cast<float>(t) * plot.height();
}

double CurveAxes::epoch_at(float x) const {
  const double t = std::clamp((x - plot.min.x) / plot.width(), 0.0f, 1.0f);
  return first_epoch + t * (last_epoch - first_epoch);
}

bool drawable(double loss) { return std::isfinite(loss) && loss > 0; }

CurveAxes fit_axes(const std::vector<HistoryPoint>& points, const std::vector<ReferenceLine>& lines,
                   bool logarithmic, const std::optional<std::pair<double, double>>& zoom,
                   const Rect& plot) {
  CurveAxes axes{.plot = plot, .logarithmic = logarithmic};
  const double last = points.empty() ? 0 : points.back().epoch;
  axes.last_epoch = std::max(last, 0.1);
  if (zoom) std::tie(axes.first_epoch, axes.last_epoch) = *zoom;
  double low = 1e30;
  double high = 0;
  auto include = [&](double loss) {
    if (!drawable(loss)) return;
    low = std::min(low, loss);
    high = std::max(high, loss);
  };
  for (const HistoryPoint& point : points) {
    if (point.epoch < axes.first_epoch || point.epoch > axes.last_epoch) continue;
    include(point.train_loss);
    include(point.test_loss);
  }
  if (high > 0 && !zoom) {
    for (const ReferenceLine& line : lines) include(line.loss);
  }
  if (high <= 0) return axes;
  if (logarithmic) {
    axes.lowest = low / 1.12;
    axes.highest = std::max(high * 1.08, axes.lowest * 1.6);
  } else {
    const double margin = zoom ? std::max(0.08 * (high - low), 1e-3 * high) : 0.06 * high;
    axes.lowest = zoom ? low - margin : 0;
    axes.highest = high + margin;
  }
  return axes;
}

void draw_levels(const Ui& ui, const Rect& area, const Rect& plot, std::span<const double> ticks,
                 const std::function<float(double)>& y) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line = line_height(ui, Type::small);
  float last = 1e9f;  // the last number's height
  for (const double tick : ticks) {
    const float at = std::round(y(tick)) + 0.5f;
    list->AddLine({plot.min.x, at}, {plot.max.x, at}, palette().line);
    if (last - at < line || at - 0.5f * line < area.min.y) continue;
    last = at;
    const Rect label{{area.min.x, at - line}, {plot.min.x - ui.em(0.5f), at + line}};
    draw_text(ui, label, Type::small, palette().text_faint, format("%g", tick), Align::right);
  }
}

}  // namespace hourglass

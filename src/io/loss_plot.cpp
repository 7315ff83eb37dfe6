#include "io/loss_plot.h"

#include <cmath>
#include <cstdio>

#include "io/chart.h"

namespace hourglass {
namespace {

using Loss = double HistoryPoint::*;

// A curve whose name ends with its last value.
Series curve(const History& history, const LossPlot& plot, const std::string& name, Loss loss,
             Colour colour) {
  constexpr std::size_t kFewEnoughForMarks = 60;
  Series series{name, SeriesStyle::line, colour, {}, {}};
  for (const HistoryPoint& point : history.points()) {
    if (!(point.*loss > 0) || !std::isfinite(point.*loss)) continue;
    series.x.push_back(plot.over_epochs ? point.epoch : static_cast<double>(point.step));
    series.y.push_back(point.*loss);
  }
  if (series.x.size() <= kFewEnoughForMarks) series.style = SeriesStyle::marked_line;
  if (!series.y.empty()) {
    char last[32];
    std::snprintf(last, sizeof last, " %.4g", series.y.back());
    series.name += last;
  }
  return series;
}

}  // namespace

Image plot_losses(const History& history, const LossPlot& plot, const Font& font) {
  double furthest = 0;
  for (const HistoryPoint& point : history.points()) {
    furthest = std::max(furthest, plot.over_epochs ? point.epoch : static_cast<double>(point.step));
  }
  Chart chart;
  chart.title = plot.title;
  chart.scale = plot.scale;
  chart.x = {plot.over_epochs ? "Epoch" : "Step", false, 0, furthest > 0 ? furthest : 1};
  chart.y = {plot.loss, true};
  chart.series = {
      curve(history, plot, "training", &HistoryPoint::train_loss, chart_colour(0)),
      curve(history, plot, "test", &HistoryPoint::test_loss, chart_colour(1)),
  };
  return draw_chart(chart, font);
}

}  // namespace hourglass

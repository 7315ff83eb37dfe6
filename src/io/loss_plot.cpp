#include "io/loss_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "io/axis_ticks.h"
#include "io/drawing.h"

namespace hourglass {
namespace {

constexpr int kWidth = 1600, kHeight = 1000;
constexpr int kLeft = 150, kRight = 1550, kTop = 120, kBottom = 880;  // of the plotting area
constexpr float kTitleSize = 44, kTextSize = 32;

constexpr Colour kPaper{255, 255, 255}, kInk{40, 40, 40}, kGrid{226, 226, 226};
// Two of Okabe and Ito's colours (2008), which people tell apart whatever their colour vision is.
constexpr Colour kTrain{0, 114, 178}, kTest{213, 94, 0};

struct Range {
  double lowest = 0;
  double highest = 1;
};

struct Chart {
  Range x;
  Range y;  // of log10(loss)

  float to_x(double value) const {
    return static_cast<float>(kLeft +
                              (value - x.lowest) / (x.highest - x.lowest) * (kRight - kLeft));
  }
  float to_y(double loss) const {
    return static_cast<float>(kBottom - (std::log10(loss) - y.lowest) / (y.highest - y.lowest) *
                                            (kBottom - kTop));
  }
};

using Loss = double HistoryPoint::*;

// In float's range: ten to the margins beyond it is still a number.
bool drawable(double loss) {
  return loss >= std::numeric_limits<float>::min() && loss <= std::numeric_limits<float>::max();
}

double place(const HistoryPoint& point, bool over_epochs) {
  return over_epochs ? point.epoch : static_cast<double>(point.step);
}

Chart fit(const History& history, bool over_epochs) {
  std::vector<double> logs;
  double furthest = 0;
  for (const HistoryPoint& point : history.points()) {
    furthest = std::max(furthest, place(point, over_epochs));
    for (Loss loss : {&HistoryPoint::train_loss, &HistoryPoint::test_loss}) {
      if (drawable(point.*loss)) logs.push_back(std::log10(point.*loss));
    }
  }
  Chart chart{{0, furthest > 0 ? furthest : 1}, {-2, -1}};
  if (!logs.empty()) {
    const auto [lowest, highest] = std::minmax_element(logs.begin(), logs.end());
    const double margin = std::max(0.05 * (*highest - *lowest), 0.02);
    chart.y = {*lowest - margin, *highest + margin};
  }
  return chart;
}

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value >= 1000 && value < 1e15 ? "%.0f" : "%.4g", value);
  return text;
}

void draw_axes(Image& image, const Chart& chart, const LossPlot& plot, const Font& font) {
  const double lowest = std::pow(10.0, chart.y.lowest), highest = std::pow(10.0, chart.y.highest);
  for (double tick : log_ticks(lowest, highest)) {
    const int y = static_cast<int>(std::lround(chart.to_y(tick)));
    fill_rectangle(image, kLeft, y - 1, kRight - kLeft, 2, kGrid);
    draw_text(image, font, {kLeft - 16, static_cast<float>(y) + kTextSize * 0.3f}, Align::right,
              kTextSize, short_number(tick), kInk);
  }
  for (double tick : linear_ticks(chart.x.lowest, chart.x.highest, 8)) {
    const float x = chart.to_x(tick);
    fill_rectangle(image, static_cast<int>(std::lround(x)) - 1, kBottom, 2, 10, kInk);
    draw_text(image, font, {x, kBottom + 14 + kTextSize}, Align::centre, kTextSize,
              short_number(tick), kInk);
  }
  fill_rectangle(image, kLeft, kBottom - 1, kRight - kLeft, 2, kInk);
  draw_text(image, font, {(kLeft + kRight) / 2.0f, kHeight - 24}, Align::centre, kTextSize,
            plot.over_epochs ? "Epoch" : "Step", kInk);
  draw_text(image, font, {kLeft, kTop - 20}, Align::left, kTextSize, plot.loss + " (log scale)",
            kInk);
  const float title_width = font.width(plot.title, kTitleSize);
  const float shrink = std::min(1.0f, (kRight - kLeft) / std::max(title_width, 1.0f));
  draw_text(image, font, {kLeft, 56}, Align::left, kTitleSize * shrink, plot.title, kInk);
}

// Draws a curve and returns its last value, NaN where there is none.
double draw_curve(Image& image, const History& history, const Chart& chart, bool over_epochs,
                  Loss loss, Colour colour) {
  constexpr std::size_t kFewEnoughForMarks = 60;
  std::vector<Point> points;
  double last = std::nan("");
  for (const HistoryPoint& point : history.points()) {
    if (!drawable(point.*loss)) continue;
    points.push_back({chart.to_x(place(point, over_epochs)), chart.to_y(point.*loss)});
    last = point.*loss;
  }
  draw_lines(image, points, 4, colour);
  if (points.size() <= kFewEnoughForMarks) {
    for (Point point : points) fill_circle(image, point, 7, colour);
  }
  return last;
}

// One entry of the legend, which ends at `right`; returns where the entry to its left may end.
float draw_legend_entry(Image& image, const Font& font, float right, const std::string& name,
                        double last, Colour colour) {
  constexpr float kLine = 56, kSpace = 14;
  const float baseline = kTop - 20;
  std::string text = name;
  if (!std::isnan(last)) text.append(" ").append(short_number(last));
  draw_text(image, font, {right, baseline}, Align::right, kTextSize, text, kInk);
  const float end = right - font.width(text, kTextSize) - kSpace;
  const float middle = baseline - kTextSize * 0.3f;
  const Point line[] = {{end - kLine, middle}, {end, middle}};
  draw_lines(image, line, 6, colour);
  return end - kLine - 3 * kSpace;
}

}  // namespace

Image plot_losses(const History& history, const LossPlot& plot, const Font& font) {
  Image image = blank_image(kWidth, kHeight, 3, kPaper);
  const Chart chart = fit(history, plot.over_epochs);
  draw_axes(image, chart, plot, font);
  const double train =
      draw_curve(image, history, chart, plot.over_epochs, &HistoryPoint::train_loss, kTrain);
  const double test =
      draw_curve(image, history, chart, plot.over_epochs, &HistoryPoint::test_loss, kTest);
  const float left = draw_legend_entry(image, font, kRight, "test", test, kTest);
  draw_legend_entry(image, font, left, "training", train, kTrain);
  return image;
}

}  // namespace hourglass

#include "bar_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/axis_ticks.h"
#include "io/chart.h"
#include "io/drawing.h"

namespace hourglass {
namespace {

constexpr int kWidth = 1600, kLeft = 150, kRight = 1440, kTop = 170, kBottomMargin = 110;
constexpr int kBar = 22, kGap = 26;
constexpr float kTitleSize = 44, kTextSize = 30, kValueSize = 22;
constexpr Colour kGrid{226, 226, 226};

struct LogScale {
  double lowest = std::numeric_limits<double>::infinity(), highest = 0;

  float operator()(double value) const {
    const double at = std::log(value / lowest) / std::log(highest / lowest);
    return static_cast<float>(kLeft + at * (kRight - kLeft));
  }
};

// From half of the smallest value to the largest.
LogScale fit(const BarChart& chart) {
  LogScale scale;
  for (const BarGroup& group : chart.groups) {
    for (const double value : group.values) {
      if (value > 0) scale.lowest = std::min(scale.lowest, value / 2);
      scale.highest = std::max(scale.highest, value);
    }
  }
  return scale;
}

std::string whole_number(double value) {
  std::string digits = std::to_string(std::llround(value));
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

void draw_legend(Image& image, const Font& font, const BarChart& chart) {
  float x = kLeft;
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    fill_rectangle(image, static_cast<int>(x), 98, 28, 28, chart_colour(i));
    draw_text(image, font, {x + 38, 122}, Align::left, kTextSize, chart.names[i], kInk);
    x += 66 + font.width(chart.names[i], kTextSize);
  }
}

void draw_axis(Image& image, const Font& font, const BarChart& chart, const LogScale& scale) {
  const int bottom = image.height - kBottomMargin;
  for (const double tick : log_ticks(scale.lowest, scale.highest)) {
    const float x = scale(tick);
    fill_rectangle(image, static_cast<int>(x), kTop, 2, bottom - kTop, kGrid);
    draw_text(image, font, {x, static_cast<float>(bottom + 36)}, Align::centre, kTextSize,
              whole_number(tick), kInk);
  }
  draw_text(image, font, {(kLeft + kRight) / 2.0f, static_cast<float>(image.height - 24)},
            Align::centre, kTextSize, chart.unit + " (log scale)", kInk);
}

void draw_group(Image& image, const Font& font, const BarGroup& group, const LogScale& scale,
                int top) {
  const auto middle = static_cast<float>(top + static_cast<int>(group.values.size()) * kBar / 2);
  draw_text(image, font, {kLeft - 16.0f, middle + 0.3f * kTextSize}, Align::right, kTextSize,
            group.name, kInk);
  for (std::size_t i = 0; i < group.values.size(); ++i, top += kBar) {
    const double value = group.values[i];
    if (!(value > 0)) continue;
    const auto end = static_cast<int>(std::lround(scale(value)));
    fill_rectangle(image, kLeft, top, end - kLeft, kBar - 3, chart_colour(i));
    draw_text(image, font, {static_cast<float>(end + 10), static_cast<float>(top + kBar - 5)},
              Align::left, kValueSize, whole_number(value), kInk);
  }
}

}  // namespace

Image draw_bar_chart(const BarChart& chart, const Font& font) {
  const int group = static_cast<int>(chart.names.size()) * kBar + kGap;
  const int groups = static_cast<int>(chart.groups.size());
  Image image = blank_image(kWidth, kTop + groups * group + kBottomMargin, 3, kPaper);
  const LogScale scale = fit(chart);
  draw_text(image, font, {kLeft, 56}, Align::left, kTitleSize, chart.title, kInk);
  draw_legend(image, font, chart);
  draw_axis(image, font, chart, scale);
  int top = kTop + kGap / 2;
  for (const BarGroup& each : chart.groups) {
    draw_group(image, font, each, scale, top);
    top += group;
  }
  return image;
}

}  // namespace hourglass

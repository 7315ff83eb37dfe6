#include "io/chart.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>
#include <utility>

#include "io/axis_ticks.h"

namespace hourglass {
namespace {

constexpr int kMarginLeft = 150, kMarginRight = 50, kMarginTop = 120, kMarginBottom = 120;
constexpr float kTitleSize = 44, kTextSize = 32, kRow = 44;
constexpr float kLegendLine = 56, kLegendSpace = 14;
constexpr float kPointRadius = 3.5f, kMarkRadius = 7;

constexpr Colour kGrid{226, 226, 226};

// In float's range: ten to the margins beyond it is still a number.
bool has_place(double value, bool log) {
  const double size = log ? value : std::abs(value);
  return size <= std::numeric_limits<float>::max() &&
         (!log || size >= std::numeric_limits<float>::min());
}

// From numbers to pixels along one axis.
struct Scale {
  double lowest = 0;  // of the number, or of its log10
  double highest = 1;
  bool log = false;
  float first = 0;  // pixels at these ends
  float last = 1;

  float operator()(double value) const {
    const double at = ((log ? std::log10(value) : value) - lowest) / (highest - lowest);
    return static_cast<float>(first + at * (last - first));
  }
  std::vector<double> ticks() const {
    return log ? log_ticks(std::pow(10.0, lowest), std::pow(10.0, highest))
               : linear_ticks(lowest, highest, 8);
  }
};

// A picture that is drawn in the chart's pixels.
struct Sheet {
  Image image;
  float scale;

  int whole(int length) const {
    return static_cast<int>(std::lround(static_cast<float>(length) * scale));
  }
  Point at(Point point) const { return {point.x * scale, point.y * scale}; }
};

void draw_text(Sheet& sheet, const Font& font, Point at, Align align, float size,
               std::string_view text, Colour colour) {
  draw_text(sheet.image, font, sheet.at(at), align, size * sheet.scale, text, colour);
}

void fill_rectangle(Sheet& sheet, int left, int top, int width, int height, Colour colour) {
  fill_rectangle(sheet.image, sheet.whole(left), sheet.whole(top), std::max(1, sheet.whole(width)),
                 std::max(1, sheet.whole(height)), colour);
}

void fill_circle(Sheet& sheet, Point centre, float radius, Colour colour) {
  fill_circle(sheet.image, sheet.at(centre), radius * sheet.scale, colour);
}

void draw_lines(Sheet& sheet, std::span<const Point> points, float width, Colour colour) {
  std::vector<Point> scaled;
  for (const Point& point : points) scaled.push_back(sheet.at(point));
  draw_lines(sheet.image, scaled, width * sheet.scale, colour);
}

struct Plot {
  Scale x, y;
  int left, right, top, bottom;
};

using Numbers = std::vector<double> Series::*;

Scale fit(const Chart& chart, const Axis& axis, Numbers numbers, double margin) {
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const Series& series : chart.series) {
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      if (!has_place(series.x[i], chart.x.log) || !has_place(series.y[i], chart.y.log)) continue;
      const double value = (series.*numbers)[i];
      lowest = std::min(lowest, axis.log ? std::log10(value) : value);
      highest = std::max(highest, axis.log ? std::log10(value) : value);
    }
  }
  const auto end = [&](double value) { return axis.log ? std::log10(value) : value; };
  if (lowest > highest) lowest = axis.log ? -2 : 0, highest = lowest + 1;
  const double smallest = axis.log ? 0.02 : 1e-6 * std::max(std::abs(lowest), std::abs(highest));
  const double room = std::max(margin * (highest - lowest), smallest > 0 ? smallest : 0.5);
  Scale scale;
  scale.log = axis.log;
  scale.lowest = axis.lowest ? end(*axis.lowest) : lowest - room;
  scale.highest = axis.highest ? end(*axis.highest) : highest + room;
  if (scale.highest <= scale.lowest) scale.highest = scale.lowest + 1;
  return scale;
}

std::string short_number(double value) {
  char text[32];
  if (std::abs(value) < 1e-300) value = 0;  // a tick at 0 that rounding has moved, or "-0"
  std::snprintf(text, sizeof text, value >= 1000 && value < 1e15 ? "%.0f" : "%.4g", value);
  return text;
}

float legend_width(const Series& series, const Font& font) {
  return kLegendLine + kLegendSpace + font.width(series.name, kTextSize) + 3 * kLegendSpace;
}

// The legend's entries by rows.
std::vector<std::vector<const Series*>> legend_rows(const Chart& chart, const Font& font,
                                                    float room) {
  std::vector<std::vector<const Series*>> rows;
  float used = room;
  for (const Series& series : chart.series) {
    if (series.name.empty()) continue;
    const float width = legend_width(series, font);
    if (rows.empty() || used + width > room) rows.emplace_back(), used = 0;
    rows.back().push_back(&series);
    used += width;
  }
  return rows;
}

void draw_legend_row(Sheet& sheet, const Font& font, const std::vector<const Series*>& row,
                     float right, float baseline) {
  float x = right + 3 * kLegendSpace;
  for (const Series* series : row) x -= legend_width(*series, font);
  for (const Series* series : row) {
    const float middle = baseline - kTextSize * 0.3f;
    if (series->style == SeriesStyle::points) {
      fill_circle(sheet, {x + kLegendLine / 2, middle}, 2 * kPointRadius, series->colour);
    } else {
      const Point line[] = {{x, middle}, {x + kLegendLine, middle}};
      draw_lines(sheet, line, 6, series->colour);
    }
    draw_text(sheet, font, {x + kLegendLine + kLegendSpace, baseline}, Align::left, kTextSize,
              series->name, kInk);
    x += legend_width(*series, font);
  }
}

void draw_title(Sheet& sheet, const Font& font, const Chart& chart, const Plot& plot) {
  const auto room = static_cast<float>(plot.right - plot.left);
  const float shrink = std::min(1.0f, room / std::max(font.width(chart.title, kTitleSize), 1.0f));
  draw_text(sheet, font, {static_cast<float>(plot.left), 56}, Align::left, kTitleSize * shrink,
            chart.title, kInk);
}

void draw_axes(Sheet& sheet, const Font& font, const Chart& chart, const Plot& plot) {
  for (double tick : plot.y.ticks()) {
    const int y = static_cast<int>(std::lround(plot.y(tick)));
    fill_rectangle(sheet, plot.left, y - 1, plot.right - plot.left, 2, kGrid);
    draw_text(sheet, font,
              {static_cast<float>(plot.left - 16), static_cast<float>(y) + kTextSize * 0.3f},
              Align::right, kTextSize, short_number(tick), kInk);
  }
  const auto bottom = static_cast<float>(plot.bottom);
  for (double tick : plot.x.ticks()) {
    const float x = plot.x(tick);
    fill_rectangle(sheet, static_cast<int>(std::lround(x)) - 1, plot.bottom, 2, 10, kInk);
    draw_text(sheet, font, {x, bottom + 14 + kTextSize}, Align::centre, kTextSize,
              short_number(tick), kInk);
  }
  fill_rectangle(sheet, plot.left, plot.bottom - 1, plot.right - plot.left, 2, kInk);
  const auto name = [](const Axis& axis) { return axis.name + (axis.log ? " (log scale)" : ""); };
  draw_text(sheet, font,
            {static_cast<float>(plot.left + plot.right) / 2, static_cast<float>(chart.height - 24)},
            Align::centre, kTextSize, name(chart.x), kInk);
  draw_text(sheet, font, {static_cast<float>(plot.left), static_cast<float>(plot.top - 20)},
            Align::left, kTextSize, name(chart.y), kInk);
}

void draw_series(Sheet& sheet, const Chart& chart, const Plot& plot, const Series& series) {
  assert(series.x.size() == series.y.size());
  std::vector<Point> points;
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    if (!has_place(series.x[i], chart.x.log) || !has_place(series.y[i], chart.y.log)) continue;
    points.push_back({plot.x(series.x[i]), plot.y(series.y[i])});
  }
  if (series.style != SeriesStyle::points) draw_lines(sheet, points, 4, series.colour);
  if (series.style == SeriesStyle::line) return;
  const float radius = series.style == SeriesStyle::points ? kPointRadius : kMarkRadius;
  for (Point point : points) fill_circle(sheet, point, radius, series.colour);
}

}  // namespace

Colour chart_colour(std::size_t series) {
  constexpr std::array<Colour, 10> kColours{{{0, 114, 178},
                                             {213, 94, 0},
                                             {0, 158, 115},
                                             {204, 121, 167},
                                             {230, 159, 0},
                                             {86, 180, 233},
                                             {40, 40, 40},
                                             {150, 150, 150},
                                             {122, 70, 40},
                                             {170, 170, 30}}};
  return kColours[series % kColours.size()];
}

Image draw_chart(const Chart& chart, const Font& font) {
  assert(chart.width >= 400 && chart.height >= 400);
  assert(chart.scale > 0);
  const auto pixels = [&chart](int length) {
    return static_cast<int>(std::lround(static_cast<float>(length) * chart.scale));
  };
  Sheet sheet{blank_image(pixels(chart.width), pixels(chart.height), 3, kPaper), chart.scale};
  Plot plot{fit(chart, chart.x, &Series::x, 0.02),
            fit(chart, chart.y, &Series::y, 0.05),
            kMarginLeft,
            chart.width - kMarginRight,
            kMarginTop,
            chart.height - kMarginBottom};
  const auto room = static_cast<float>(plot.right - plot.left) + 3 * kLegendSpace;
  const float beside = room - font.width(chart.y.name, kTextSize) - (chart.y.log ? 200.0f : 30.0f);
  const auto one_row = legend_rows(chart, font, beside);
  const bool fits = one_row.size() <= 1;
  const auto rows = fits ? one_row : legend_rows(chart, font, room);
  if (!fits) plot.top += static_cast<int>(rows.size()) * static_cast<int>(kRow);
  plot.x.first = static_cast<float>(plot.left), plot.x.last = static_cast<float>(plot.right);
  plot.y.first = static_cast<float>(plot.bottom), plot.y.last = static_cast<float>(plot.top);

  draw_title(sheet, font, chart, plot);
  draw_axes(sheet, font, chart, plot);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    draw_legend_row(sheet, font, rows[i], static_cast<float>(plot.right),
                    kMarginTop - 20 + static_cast<float>(i) * kRow);
  }
  for (const Series& series : chart.series) draw_series(sheet, chart, plot, series);
  return std::move(sheet.image);
}

}  // namespace hourglass

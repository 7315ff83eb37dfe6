#include "io/heat_map.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>
#include <limits>

#include "io/drawing.h"

namespace hourglass {
namespace {

constexpr int kCellWidth = 140, kCellHeight = 90, kGap = 4, kMargin = 40, kTop = 180;
constexpr float kMapTitleSize = 44, kMapTextSize = 30;
constexpr Colour kBlank{236, 236, 236};

// Cividis at eighths, to be joined by straight lines.
constexpr std::array<std::array<float, 3>, 9> kCividis{{{0, 34, 78},
                                                        {26, 56, 111},
                                                        {65, 77, 107},
                                                        {96, 99, 111},
                                                        {124, 123, 120},
                                                        {155, 148, 118},
                                                        {188, 174, 108},
                                                        {222, 203, 87},
                                                        {254, 232, 56}}};

Colour cividis(double value) {
  const double at = std::clamp(value, 0.0, 1.0) * (kCividis.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(at), kCividis.size() - 2);
  const auto part = static_cast<float>(at - static_cast<double>(below));
  const auto channel = [&](std::size_t c) {
    return static_cast<std::uint8_t>(
        std::lround(kCividis[below][c] * (1 - part) + kCividis[below + 1][c] * part));
  };
  return {channel(0), channel(1), channel(2)};
}

// A cell's place between the lowest and the highest, 0 ... 1.
Matrix<double> places(const HeatMap& map) {
  const bool log = map.log && (map.values.array() > 0 || !map.values.array().isFinite()).all();
  const Matrix<double> numbers = log ? Matrix<double>(map.values.array().log()) : map.values;
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (double number : numbers.reshaped()) {
    if (!std::isfinite(number)) continue;
    lowest = std::min(lowest, number);
    highest = std::max(highest, number);
  }
  const double range = highest > lowest ? highest - lowest : 1;
  return (numbers.array() - lowest) / range;
}

float widest(const std::vector<std::string>& names, const Font& font) {
  float width = 0;
  for (const std::string& name : names) width = std::max(width, font.width(name, kMapTextSize));
  return width;
}

void draw_cell(Image& image, const Font& font, int left, int top, double value, double place) {
  const bool blank = !std::isfinite(value);
  fill_rectangle(image, left, top, kCellWidth - kGap, kCellHeight - kGap,
                 blank ? kBlank : cividis(place));
  if (blank) return;
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  const Colour ink = place > 0.5 ? Colour{0, 0, 0} : Colour{255, 255, 255};
  draw_text(image, font,
            {static_cast<float>(left + (kCellWidth - kGap) / 2),
             static_cast<float>(top + kCellHeight / 2) + kMapTextSize * 0.3f},
            Align::centre, kMapTextSize, text, ink);
}

}  // namespace

Image draw_heat_map(const HeatMap& map, const Font& font) {
  const auto rows = static_cast<int>(map.values.rows());
  const auto columns = static_cast<int>(map.values.cols());
  assert(rows > 0 && columns > 0 && map.rows.size() == static_cast<std::size_t>(rows) &&
         map.columns.size() == static_cast<std::size_t>(columns));
  const float names = std::max(widest(map.rows, font), font.width(map.row_axis, kMapTextSize));
  const int left = 2 * kMargin + static_cast<int>(std::ceil(names));
  const int width = std::max(left + columns * kCellWidth + kMargin,
                             2 * kMargin + static_cast<int>(font.width(map.title, kMapTitleSize)));
  Image image = blank_image(width, kTop + rows * kCellHeight + kMargin, 3, kPaper);
  draw_text(image, font, {kMargin, 60}, Align::left, kMapTitleSize, map.title, kInk);
  draw_text(image, font, {static_cast<float>(left), kTop - 62}, Align::left, kMapTextSize,
            map.column_axis, kInk);
  draw_text(image, font, {static_cast<float>(left - kMargin / 2), kTop - 16}, Align::right,
            kMapTextSize, map.row_axis, kInk);
  const Matrix<double> place = places(map);
  for (int c = 0; c < columns; ++c) {
    draw_text(image, font,
              {static_cast<float>(left + c * kCellWidth + (kCellWidth - kGap) / 2), kTop - 16},
              Align::centre, kMapTextSize, map.columns[static_cast<std::size_t>(c)], kInk);
  }
  for (int r = 0; r < rows; ++r) {
    const int top = kTop + r * kCellHeight;
    draw_text(image, font,
              {static_cast<float>(left - kMargin / 2),
               static_cast<float>(top + kCellHeight / 2) + kMapTextSize * 0.3f},
              Align::right, kMapTextSize, map.rows[static_cast<std::size_t>(r)], kInk);
    for (int c = 0; c < columns; ++c) {
      draw_cell(image, font, left + c * kCellWidth, top, map.values(r, c), place(r, c));
    }
  }
  return image;
}

}  // namespace hourglass

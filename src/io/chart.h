// Charts: curves and points over two axes, with a legend.
//
//   Chart chart{.title = "PCA", .x = {"Components"}, .y = {.name = "MSE", .log = true}};
//   chart.series.push_back({"test", SeriesStyle::line, chart_colour(0), k, mse});
//   Image image = draw_chart(chart, font);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/drawing.h"
#include "io/font.h"
#include "io/image.h"

namespace hourglass {

// marked_line: a line with a mark at each point, for few points.
enum class SeriesStyle : std::uint8_t { line, marked_line, points };

struct Series {
  std::string name;  // in the legend; empty: not listed
  SeriesStyle style = SeriesStyle::line;
  Colour colour;
  std::vector<double> x, y;  // as many of the one as of the other
};

// An end that is not set is found from the data, with a margin.
struct Axis {
  std::string name;
  bool log = false;
  std::optional<double> lowest = std::nullopt;
  std::optional<double> highest = std::nullopt;
};

struct Chart {
  std::string title;
  Axis x, y;
  std::vector<Series> series;
  int width = 1600;  // pixels at scale 1; at least 400
  int height = 1000;
  float scale = 1;  // of the whole picture: pixels for one of these; above 0
};

// Ten colours to tell series apart, then over again. The first seven are Okabe and Ito's (2008),
// which people tell apart whatever their colour vision is.
Colour chart_colour(std::size_t series);

// RGB. Numbers that have no place on their axis (not finite, beyond float's range, not above 0 on a
// log axis) are left out; what lies outside of ends that were set is drawn at the edge's far side
// as far as the picture goes.
Image draw_chart(const Chart& chart, const Font& font);

}  // namespace hourglass

// Bars in groups, lying, over a logarithmic axis: who is how fast at what.
//
//   BarChart chart{.title = "...", .unit = "images a second", .names = {"ours", "theirs"}};
//   chart.groups.push_back({"B", {31000, 2400}});
//   Image image = draw_bar_chart(chart, font);
#pragma once

#include <string>
#include <vector>

#include "io/font.h"
#include "io/image.h"

namespace hourglass {

// A bar for each of the chart's names; none where the value is not above 0.
struct BarGroup {
  std::string name;
  std::vector<double> values;
};

struct BarChart {
  std::string title;
  std::string unit;
  std::vector<std::string> names;
  std::vector<BarGroup> groups;
};

// RGB, 1600 pixels wide, as high as it must be. Precondition: some value is above 0.
Image draw_bar_chart(const BarChart& chart, const Font& font);

}  // namespace hourglass

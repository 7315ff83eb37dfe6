#include "io/chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "io/heat_map.h"
#include "io/table_csv.h"
#include "test_font.h"

namespace hourglass {
namespace {

bool is(const Image& image, int x, int y, Colour colour) {
  const auto at = static_cast<std::size_t>((y * image.width + x) * 3);
  return image.pixels[at] == colour.red && image.pixels[at + 1] == colour.green &&
         image.pixels[at + 2] == colour.blue;
}

// Middle of all pixels of a colour in the plotting area, and how many there are.
struct Spot {
  double x = 0, y = 0;
  int pixels = 0;
};
Spot spot_of(const Image& image, Colour colour) {
  Spot spot;
  for (int y = 120; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (!is(image, x, y, colour)) continue;
      spot.x += x, spot.y += y, ++spot.pixels;
    }
  }
  spot.x /= spot.pixels, spot.y /= spot.pixels;
  return spot;
}

TEST(Chart, PutsPointsWhereTheirNumbersSay) {
  Chart chart;
  chart.x = {"x", false, 0, 10};
  chart.y = {"y", true, 0.01, 100};
  chart.series = {{"a", SeriesStyle::points, chart_colour(0), {5}, {1}},
                  {"b", SeriesStyle::marked_line, chart_colour(1), {10}, {100}}};
  const Image image = draw_chart(chart, font());
  const Spot middle = spot_of(image, chart_colour(0));
  EXPECT_NEAR(middle.x, (150 + 1550) / 2.0, 1);
  EXPECT_NEAR(middle.y, (120 + 880) / 2.0, 1);
  const Spot corner = spot_of(image, chart_colour(1));
  EXPECT_NEAR(corner.x, 1550, 8);
  EXPECT_GT(corner.pixels, 20);
}

TEST(Chart, LegendsThatDoNotFitTakeRowsOfTheirOwn) {
  Chart chart;
  chart.y.name = "y";
  for (std::size_t i = 0; i < 12; ++i) {
    chart.series.push_back(
        {"a long name " + std::to_string(i), SeriesStyle::line, chart_colour(i), {0, 1}, {0, 1}});
  }
  const Image image = draw_chart(chart, font());
  // The lines hide one another, so this colour is the legend's, in the second row.
  EXPECT_NEAR(spot_of(image, chart_colour(5)).y, 144 - 32 * 0.3, 2);
}

TEST(Chart, SurvivesNumbersThatHaveNoPlace) {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  Chart chart;
  EXPECT_FALSE(draw_chart(chart, font()).pixels.empty());
  chart.series = {{"", SeriesStyle::points, {}, {nan, 1, infinity, 2}, {1, nan, 2, 2}}};
  for (bool log : {false, true}) {
    chart.x.log = chart.y.log = log;
    EXPECT_FALSE(draw_chart(chart, font()).pixels.empty());
  }
  chart.series[0].x = {-1, 0, 1e300, 3}, chart.series[0].y = {-1, 0, 1e300, 1e-30};
  EXPECT_FALSE(draw_chart(chart, font()).pixels.empty());
}

TEST(HeatMap, ColoursByPlaceBetweenLowestAndHighest) {
  HeatMap map{"t", "r", "c", {"1", "2"}, {"1", "2"}, Matrix<double>(2, 2), true};
  map.values << 1, 10, 100, std::nan("");
  const Image image = draw_heat_map(map, font());
  const auto count = [&](Colour colour) {
    int pixels = 0;
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) pixels += is(image, x, y, colour);
    }
    return pixels;
  };
  EXPECT_GT(count({0, 34, 78}), 8000);      // the lowest
  EXPECT_GT(count({254, 232, 56}), 8000);   // the highest
  EXPECT_GT(count({124, 123, 120}), 8000);  // half-way by the logarithm
  EXPECT_GT(count({236, 236, 236}), 8000);  // no number
}

TEST(CsvTable, QuotesTextAndKeepsNumbersExact) {
  CsvTable table({"name", "a,b"});
  table.add("he said \"no\"", {0.1});
  table.add({1e6, std::nan("")});
  table.add({-3, 1e-30});
  EXPECT_EQ(table.text(), "name,\"a,b\"\n\"he said \"\"no\"\"\",0.1\n1000000,\n-3,1e-30\n");
}

}  // namespace
}  // namespace hourglass

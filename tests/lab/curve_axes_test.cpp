#include "lab/curve_axes.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hourglass {
namespace {

const Rect kPlot{{10, 20}, {110, 220}};

std::vector<HistoryPoint> falling() {
  const double none = std::nan("");
  return {{0, 0, none, 0.2}, {10, 1, 0.1, none}, {20, 2, 0.05, 0.06}, {30, 3, 0.04, 0.05}};
}

TEST(CurveAxes, AllPointsAndLinesLieInThePlot) {
  for (const bool logarithmic : {false, true}) {
    const CurveAxes axes = fit_axes(falling(), {{"PCA", 0.01, 0}}, logarithmic, {}, kPlot);
    for (const double loss : {0.2, 0.04, 0.01}) {
      EXPECT_GT(axes.y(loss), kPlot.min.y);
      EXPECT_LT(axes.y(loss), kPlot.max.y);
    }
    EXPECT_FLOAT_EQ(axes.x(0), kPlot.min.x);
    EXPECT_FLOAT_EQ(axes.x(3), kPlot.max.x);
    EXPECT_NEAR(axes.epoch_at(axes.x(1.5)), 1.5, 1e-6);
  }
}

TEST(CurveAxes, ALinearAxisBeginsAtNothingAndKeepsProportions) {
  const CurveAxes axes = fit_axes(falling(), {}, false, {}, kPlot);
  EXPECT_FLOAT_EQ(axes.y(0), kPlot.max.y);
  EXPECT_NEAR(axes.y(0) - axes.y(0.2), 2 * (axes.y(0) - axes.y(0.1)), 1e-3);
}

TEST(CurveAxes, AZoomFitsWhatLiesInIt) {
  const CurveAxes axes = fit_axes(falling(), {{"PCA", 0.01, 0}}, true, std::pair(1.5, 3.0), kPlot);
  EXPECT_FLOAT_EQ(axes.x(1.5), kPlot.min.x);
  EXPECT_GT(axes.lowest, 0.01);
  EXPECT_LT(axes.highest, 0.1);
}

}  // namespace
}  // namespace hourglass

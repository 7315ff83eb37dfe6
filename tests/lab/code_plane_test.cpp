#include "lab/code_plane.h"

#include <gtest/gtest.h>

#include <limits>

#include "lab/bench.h"
#include "lab/code_grid.h"
#include "lab/code_scatter.h"

namespace hourglass {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
const CodeBounds kUnbounded{-kInfinity, kInfinity};
const Rect kScreen{{100, 50}, {500, 250}};

// Two directions that are at right angles and no single numbers.
PlaneAxes tilted_axes() {
  PlaneAxes axes{Column<float>::Constant(4, 0.5f), Matrix<float>(4, 2)};
  axes.directions << 0.6f, -0.8f, 0.8f, 0.6f, 0, 0, 0, 0;
  return axes;
}

TEST(CodePlane, ACodeAtAPointIsFoundThereAndTheRestStays) {
  const PlaneAxes axes = tilted_axes();
  Column<float> through(4);
  through << 1, 2, 3, 4;
  const Column<float> code = code_at(axes, through, {-2, 0.75f}, kUnbounded);
  const PlanePoint p = position(axes, code);
  EXPECT_NEAR(p.x, -2, 1e-5f);
  EXPECT_NEAR(p.y, 0.75f, 1e-5f);
  EXPECT_EQ(code.tail(2), through.tail(2));
  EXPECT_TRUE(beside_plane(axes, code).isApprox(beside_plane(axes, through), 1e-5f));
  EXPECT_TRUE(positions(axes, code).isApprox((Matrix<float>(2, 1) << -2, 0.75f).finished(), 1e-5f));
}

TEST(CodePlane, GivesNoCodeThatTheEncoderCannot) {
  const Column<float> through = Column<float>::Ones(2);
  const Column<float> code = code_at(number_axes(2, 0, 1), through, {-3, 5}, {0, kInfinity});
  EXPECT_EQ(code[0], 0);
  EXPECT_EQ(code[1], 5);
}

TEST(CodePlane, ACodeOfOneNumberHasOneDirection) {
  const PlaneAxes axes = number_axes(1, 0, 1);
  const Column<float> code = code_at(axes, Column<float>::Zero(1), {3, 7}, kUnbounded);
  EXPECT_EQ(code[0], 3);
}

TEST(PlaneWindow, TheScreenGoesToThePlaneAndBackUpIsUp) {
  const PlaneWindow window{{2, -1}, 4};
  const PlanePoint corner = to_plane(window, kScreen, kScreen.min);
  EXPECT_FLOAT_EQ(corner.x, 2 - 8);  // twice as wide as high
  EXPECT_FLOAT_EQ(corner.y, -1 + 4);
  const ImVec2 again = to_screen(window, kScreen, corner);
  EXPECT_FLOAT_EQ(again.x, kScreen.min.x);
  EXPECT_FLOAT_EQ(again.y, kScreen.min.y);
}

TEST(PlaneWindow, ZoomingKeepsThePointUnderThePointer) {
  const PlaneWindow before{{2, -1}, 4};
  const ImVec2 pointer(180, 90);
  const PlanePoint still = to_plane(before, kScreen, pointer);
  const PlaneWindow after = zoomed(before, 2, still);
  EXPECT_FLOAT_EQ(after.span, 2);
  const ImVec2 there = to_screen(after, kScreen, still);
  EXPECT_NEAR(there.x, pointer.x, 1e-3f);
  EXPECT_NEAR(there.y, pointer.y, 1e-3f);
}

TEST(PlaneWindow, FitsAllButTheOutermost) {
  Matrix<float> points(2, 400);
  for (Index i = 0; i < 400; ++i)
    points.col(i) << static_cast<float>(i % 20), static_cast<float>(i / 20);
  points.col(7) << 1e6f, -1e6f;
  const PlaneWindow window = fitted(points, kScreen);
  EXPECT_NEAR(window.centre.x, 9.5f, 1);
  EXPECT_NEAR(window.centre.y, 9.5f, 1);
  EXPECT_GT(window.span, 9.5f);
  EXPECT_LT(window.span, 14);
}

TEST(PlaneGrid, EveryDigitIsDecodedFromTheMiddleOfItsPlace) {
  Bench bench;
  const PlaneAxes axes = number_axes(6, 1, 4);
  const PlaneWindow window{{0.5f, 0}, 3};
  const Rect square{{0, 0}, {240, 240}};
  PlaneGrid grid;
  begin(grid, axes, bench.study.code, window, square, kUnbounded);
  EXPECT_FALSE(grid.stale);
  EXPECT_EQ(grid.shown.columns, 0);
  while (!advance(grid, bench.inference, 0)) EXPECT_TRUE(grid.batch.busy());
  ASSERT_EQ(grid.shown.columns, PlaneGrid::kMost);
  ASSERT_EQ(grid.shown.rows, PlaneGrid::kMost);
  const std::vector<float> pixels = pixels_of(grid);
  const int row = 2, column = 9, width = PlaneGrid::kMost * 28;
  const PlanePoint middle = to_plane(window, square, {(column + 0.5f) * 20, (row + 0.5f) * 20});
  const Column<float> expected =
      bench.inference.decode(code_at(axes, bench.study.code, middle, kUnbounded));
  for (const int pixel : {0, 30, 400, 783}) {
    const int x = column * 28 + pixel % 28, y = row * 28 + pixel / 28;
    EXPECT_NEAR(pixels[static_cast<std::size_t>(y * width + x)], expected[pixel], 1e-4f);
  }
}

TEST(PlaneGrid, DigitsAreSquareOnAnOblongScreen) {
  Bench bench;
  PlaneGrid grid;
  begin(grid, number_axes(6, 0, 1), bench.study.code, {}, kScreen, kUnbounded);
  EXPECT_EQ(grid.next.columns, 12);
  EXPECT_EQ(grid.next.rows, 6);
}

Survey three_codes() {
  Survey survey;
  survey.test.images = {2, 0, 1};
  survey.test.codes.resize(2, 3);
  survey.test.codes << 0.1f, 0.2f, 5, 0.1f, 0.3f, 5;
  return survey;
}

TEST(Scatter, PointsHaveTheLabelsOfTheirImages) {
  ImageSet set;
  set.labels = {7, 8, 9};
  const Scatter result = scatter(number_axes(2, 0, 1), three_codes(), set);
  EXPECT_EQ(result.labels, (std::vector<std::uint8_t>{9, 7, 8}));
  EXPECT_EQ(result.points, three_codes().test.codes);
}

TEST(Scatter, ThereIsNoneOfOtherDataAnotherCodeOrNoNumbers) {
  ImageSet set;
  set.labels = {7, 8};
  EXPECT_EQ(scatter(number_axes(2, 0, 1), three_codes(), set).labels.size(), 0u);
  set.labels = {7, 8, 9};
  EXPECT_EQ(scatter(number_axes(5, 0, 1), three_codes(), set).labels.size(), 0u);
  Survey broken = three_codes();
  broken.test.codes(1, 1) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(scatter(number_axes(2, 0, 1), broken, set).labels.size(), 0u);
}

TEST(Scatter, OneLetterASquareAndOfTheWantedClassAlone) {
  ImageSet set;
  set.labels = {7, 8, 9};
  Scatter result = scatter(number_axes(2, 0, 1), three_codes(), set);
  pick_lettered(result, 1, -1);
  EXPECT_EQ(result.lettered, (std::vector<std::uint8_t>{1, 0, 1}));
  pick_lettered(result, 0.15f, -1);  // closer: all have room
  EXPECT_EQ(result.lettered, (std::vector<std::uint8_t>{1, 1, 1}));
  pick_lettered(result, 1, 7);
  EXPECT_EQ(result.lettered, (std::vector<std::uint8_t>{0, 1, 0}));
}

}  // namespace
}  // namespace hourglass

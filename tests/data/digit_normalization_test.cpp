#include "data/digit_normalization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "data/pen.h"

namespace hourglass {
namespace {

Canvas rectangle(Index side, Index top, Index left, Index height, Index width, float ink = 1) {
  Canvas canvas(side, side);
  for (Index r = top; r < top + height; ++r) {
    for (Index c = left; c < left + width; ++c) {
      canvas.ink[static_cast<std::size_t>(r * side + c)] = ink;
    }
  }
  return canvas;
}

DigitImage normalized(const Canvas& canvas) {
  return normalize_digit(canvas.ink, canvas.rows, canvas.columns);
}

float total(const DigitImage& image) { return std::accumulate(image.begin(), image.end(), 0.0f); }

float at(const DigitImage& image, Index row, Index column) {
  return image[static_cast<std::size_t>(row * kDigitSide + column)];
}

// Row and column of the middle of mass.
std::pair<float, float> center(const DigitImage& image) {
  float r_sum = 0, c_sum = 0;
  for (Index r = 0; r < kDigitSide; ++r) {
    for (Index c = 0; c < kDigitSide; ++c) {
      r_sum += at(image, r, c) * static_cast<float>(r);
      c_sum += at(image, r, c) * static_cast<float>(c);
    }
  }
  return {r_sum / total(image), c_sum / total(image)};
}

TEST(DigitNormalization, ScalesAndCentresADrawingInACorner) {
  const DigitImage image = normalized(rectangle(100, 65, 2, 30, 15));
  EXPECT_NEAR(total(image), 20 * 10, 0.01);
  const auto [row, column] = center(image);
  EXPECT_NEAR(row, 14, 0.501);
  EXPECT_NEAR(column, 14, 0.501);
  EXPECT_EQ(at(image, 14, 14), 1.0f);
  EXPECT_EQ(at(image, 14, 2), 0.0f);
}

TEST(DigitNormalization, DoesNotDependOnPlaceOrSize) {
  const auto draw = [](Index side, float x, float y, float size) {
    Canvas canvas(side, side);
    draw_line(canvas, {x, y, 0.1f * size}, {x + size, y, 0.1f * size});
    draw_line(canvas, {x + size, y, 0.1f * size}, {x + 0.3f * size, y + 1.5f * size, 0.1f * size});
    return normalized(canvas);
  };
  const DigitImage small = draw(200, 20, 20, 60);
  const DigitImage moved = draw(200, 120, 90, 60);
  const DigitImage large = draw(400, 50, 70, 120);
  for (std::size_t i = 0; i < small.size(); ++i) {
    EXPECT_NEAR(small[i], moved[i], 1e-4f);
    EXPECT_NEAR(small[i], large[i], 0.1f);
  }
}

TEST(DigitNormalization, KeepsTheAspectRatioOfAThinLine) {
  const DigitImage image = normalized(rectangle(200, 0, 77, 200, 5));
  EXPECT_NEAR(total(image), 20 * 0.5, 1e-3);
  for (Index r = 5; r < 25; ++r) EXPECT_NEAR(at(image, r, 14), 0.5f, 1e-4f);
}

TEST(DigitNormalization, EnlargesASmallDrawing) {
  const DigitImage image = normalized(rectangle(28, 3, 4, 5, 5, 0.5f));
  EXPECT_NEAR(total(image), 0.5 * 20 * 20, 0.01);
}

TEST(DigitNormalization, KeepsALopsidedDrawingInside) {
  Canvas canvas = rectangle(100, 0, 0, 100, 30);
  for (Index c = 30; c < 100; ++c) canvas.ink[static_cast<std::size_t>(99 * 100 + c)] = 1;
  const DigitImage image = normalized(canvas);
  EXPECT_NEAR(total(image), (100 * 30 + 70) / 25.0, 0.01);
}

TEST(DigitNormalization, PaperAndFaintTracesGiveNothing) {
  EXPECT_EQ(total(normalized(Canvas(50, 50))), 0.0f);
  EXPECT_EQ(total(normalized(rectangle(50, 10, 10, 20, 20, 0.04f))), 0.0f);
  EXPECT_EQ(total(normalize_digit({}, 0, 0)), 0.0f);
}

TEST(DigitNormalization, TakesAnyCanvas) {
  EXPECT_NEAR(total(normalized(rectangle(1, 0, 0, 1, 1))), 400, 0.01);
  const std::vector<float> wide(3 * 1000, 1.0f);
  EXPECT_NEAR(total(normalize_digit(wide, 3, 1000)), 20 * 0.06, 1e-3);
}

TEST(Pen, CoversTheAreaOfItsStroke) {
  Canvas canvas(100, 100);
  draw_line(canvas, {20, 30, 5}, {80, 60, 5});
  const float length = std::sqrt(60.0f * 60 + 30 * 30);
  const float area = std::accumulate(canvas.ink.begin(), canvas.ink.end(), 0.0f);
  EXPECT_NEAR(area, 2 * 5 * length + 3.14159f * 25, 0.01f * area);
}

TEST(Pen, JoinsPiecesWithoutSeams) {
  Canvas whole(60, 60), pieces(60, 60);
  draw_line(whole, {10, 12, 3}, {50, 40, 3});
  draw_line(pieces, {10, 12, 3}, {30, 26, 3});
  draw_line(pieces, {30, 26, 3}, {50, 40, 3});
  for (std::size_t i = 0; i < whole.ink.size(); ++i) {
    EXPECT_NEAR(whole.ink[i], pieces.ink[i], 1e-3f);
  }
}

TEST(Pen, IsCutOffAtTheEdges) {
  Canvas canvas(20, 30);
  draw_line(canvas, {-1000, 10, 4}, {1000, 10, 4});
  draw_line(canvas, {-50, -50, 4}, {-40, -50, 4});
  EXPECT_EQ(canvas.ink[10 * 30], 1.0f);
  EXPECT_EQ(canvas.ink[10 * 30 + 29], 1.0f);
  EXPECT_NEAR(std::accumulate(canvas.ink.begin(), canvas.ink.end(), 0.0f), 8 * 30, 1);
}

TEST(DigitNormalization, APartComesToWhereItIsInTheWhole) {
  Canvas whole = rectangle(100, 10, 20, 60, 8);
  for (Index c = 20; c < 60; ++c) whole.ink[static_cast<std::size_t>(40 * 100 + c)] = 0.7f;
  const DigitPlacement place = place_digit(whole.ink, 100, 100);
  EXPECT_EQ(normalize_digit(whole.ink, 100, place), normalized(whole));
  Canvas part = whole;
  for (std::size_t i = 0; i < 30 * 100; ++i) part.ink[i] = 0;  // the rows above
  const DigitImage image = normalize_digit(part.ink, 100, place);
  for (Index r = 0; r < kDigitSide; ++r) {
    for (Index c = 0; c < kDigitSide; ++c) {
      const DrawingPoint above = drawing_point(place, 0, static_cast<float>(r));
      const DrawingPoint below = drawing_point(place, 0, static_cast<float>(r + 1));
      if (above.y >= 30) {
        EXPECT_EQ(at(image, r, c), at(normalized(whole), r, c));
      }
      if (below.y <= 30) {
        EXPECT_EQ(at(image, r, c), 0);
      }
    }
  }
}

TEST(DigitNormalization, AnEmptyDrawingHasAPlacementThatGivesZeros) {
  const Canvas empty(50, 50);
  const DigitPlacement place = place_digit(empty.ink, 50, 50);
  EXPECT_EQ(place.first_row, place.end_row);
  EXPECT_EQ(total(normalize_digit(empty.ink, 50, place)), 0);
}

}  // namespace
}  // namespace hourglass

#include "lab/drawing.h"

#include <gtest/gtest.h>

#include <numeric>

#include "data/digit_normalization.h"
#include "data/synthetic.h"

namespace hourglass {
namespace {

float ink_at(const Drawing& drawing, float x, float y) {
  const auto row = static_cast<std::size_t>(y * Drawing::kSide);
  const auto column = static_cast<std::size_t>(x * Drawing::kSide);
  return drawing.canvas().ink[row * Drawing::kSide + column];
}

TEST(Drawing, ATapIsADot) {
  Drawing drawing;
  drawing.pen_down(0.5f, 0.25f);
  drawing.pen_up();
  EXPECT_FALSE(drawing.empty());
  EXPECT_EQ(ink_at(drawing, 0.5f, 0.25f), 1);
  EXPECT_EQ(ink_at(drawing, 0.5f, 0.5f), 0);
}

TEST(Drawing, TheLineIsWhereThePenWas) {
  Drawing drawing;
  drawing.pen_down(0.2f, 0.5f);
  drawing.pen_to(0.8f, 0.5f);
  drawing.pen_up();
  drawing.pen_to(0.8f, 0.9f);  // in the air
  EXPECT_EQ(ink_at(drawing, 0.5f, 0.5f), 1);
  EXPECT_EQ(ink_at(drawing, 0.8f, 0.8f), 0);
}

TEST(Drawing, OnlyTheRowsThatChangedAreHandedOn) {
  Drawing drawing;
  drawing.take_changed_rows();
  EXPECT_EQ(drawing.take_changed_rows().count, 0);
  drawing.pen_down(0.5f, 0.5f);
  const Drawing::Rows rows = drawing.take_changed_rows();
  EXPECT_GT(rows.first, Drawing::kSide / 2 - 20);
  EXPECT_GE(rows.count, static_cast<int>(2 * Drawing::kPenRadius));
  EXPECT_LT(rows.count, 40);
}

TEST(Drawing, ThePenBeyondTheEdgeIsCutOff) {
  Drawing drawing;
  drawing.pen_down(0.5f, 0.5f);
  drawing.pen_to(-3, 9);
  const Drawing::Rows rows = drawing.take_changed_rows();
  EXPECT_LE(rows.first + rows.count, Drawing::kSide);
}

TEST(Drawing, TheExampleComesPieceByPieceAndTheFirstStrokeReplacesIt) {
  Drawing drawing;
  drawing.show_example(3, false);
  EXPECT_TRUE(drawing.is_example());
  EXPECT_TRUE(drawing.advance_example(0.3f));
  const float early =
      std::accumulate(drawing.canvas().ink.begin(), drawing.canvas().ink.end(), 0.0f);
  EXPECT_FALSE(drawing.advance_example(1));
  const float whole =
      std::accumulate(drawing.canvas().ink.begin(), drawing.canvas().ink.end(), 0.0f);
  EXPECT_GT(early, 0);
  EXPECT_GT(whole, 1.5f * early);
  drawing.pen_down(0.1f, 0.1f);
  EXPECT_FALSE(drawing.is_example());
  const float dot = std::accumulate(drawing.canvas().ink.begin(), drawing.canvas().ink.end(), 0.0f);
  EXPECT_LT(dot, 0.3f * whole);
}

TEST(Drawing, ADigitOnThePadComesBackAsTheNetworkKnowsIt) {
  const DigitImage digit = draw_digit(5, 1, 2);
  Drawing drawing;
  drawing.show_image(digit);
  const DigitImage again = normalize_digit(drawing.canvas().ink, Drawing::kSide, Drawing::kSide);
  double error = 0;
  double ink = 0;
  for (std::size_t i = 0; i < digit.size(); ++i) {
    error += (digit[i] - again[i]) * (digit[i] - again[i]);
    ink += digit[i] * digit[i];
  }
  EXPECT_LT(error, 0.1 * ink);
}

TEST(Drawing, EveryChangeRaisesTheVersion) {
  Drawing drawing;
  const auto first = drawing.version();
  drawing.pen_down(0.5f, 0.5f);
  const auto second = drawing.version();
  drawing.clear();
  EXPECT_GT(second, first);
  EXPECT_GT(drawing.version(), second);
  EXPECT_TRUE(drawing.empty());
}

}  // namespace
}  // namespace hourglass

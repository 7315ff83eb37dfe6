#include "lab/drawing.h"

#include <gtest/gtest.h>

#include <algorithm>
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

Drawing with_bar() {
  Drawing drawing;
  drawing.pen_down(0.2f, 0.5f);
  drawing.pen_to(0.8f, 0.5f);
  drawing.pen_up();
  return drawing;
}

double sum(std::span<const float> pixels) {
  return std::accumulate(pixels.begin(), pixels.end(), 0.0);
}

TEST(Drawing, WhatIsRubbedOutIsHiddenFromTheNetworkAndNothingElseMoves) {
  Drawing drawing = with_bar();
  const DigitImage before = input_of(drawing).whole;
  drawing.pen_down(0.2f, 0.5f, DrawTool::rub);
  drawing.pen_up();
  EXPECT_TRUE(drawing.any_rubbed());
  const DrawingInput input = input_of(drawing);
  EXPECT_EQ(input.whole, before);
  const std::size_t row = 14 * kDigitSide;
  EXPECT_EQ(input.given[row + 5], 0);
  for (std::size_t column = 10; column < kDigitSide; ++column) {
    EXPECT_EQ(input.given[row + column], before[row + column]);
  }
  drawing.bring_back();
  EXPECT_EQ(input_of(drawing).given, before);
}

TEST(Drawing, RubbingOutOnPaperIsNothing) {
  Drawing drawing;
  drawing.pen_down(0.5f, 0.5f, DrawTool::rub);
  EXPECT_FALSE(drawing.pen_is_down());
  EXPECT_FALSE(drawing.can_undo());
}

TEST(Drawing, InkOverARubbedPlaceIsSeen) {
  Drawing drawing = with_bar();
  drawing.pen_down(0.5f, 0.5f, DrawTool::rub);
  const auto middle = static_cast<std::size_t>(140 * Drawing::kSide + 140);
  EXPECT_EQ(drawing.visible().ink[middle], 0);
  drawing.pen_down(0.5f, 0.5f);
  EXPECT_EQ(drawing.visible().ink[middle], 1);
  EXPECT_EQ(drawing.visible().ink[middle + 16], 0);
}

TEST(Drawing, UndoGoesBackStrokeByStroke) {
  Drawing drawing = with_bar();
  const double bar = sum(drawing.canvas().ink);
  drawing.pen_down(0.5f, 0.9f);
  drawing.pen_up();
  drawing.pen_down(0.5f, 0.5f, DrawTool::rub);
  drawing.pen_up();
  drawing.clear();
  drawing.undo();
  EXPECT_TRUE(drawing.any_rubbed());
  drawing.undo();
  EXPECT_FALSE(drawing.any_rubbed());
  EXPECT_GT(sum(drawing.canvas().ink), bar + 100);
  drawing.undo();
  EXPECT_NEAR(sum(drawing.canvas().ink), bar, 2);
  drawing.undo();
  EXPECT_TRUE(drawing.empty());
  EXPECT_FALSE(drawing.can_undo());
}

TEST(Drawing, UndoHasAnEnd) {
  Drawing drawing;
  for (std::size_t i = 0; i < 2 * Drawing::kUndo; ++i) drawing.pen_down(0.5f, 0.5f);
  std::size_t taken_back = 0;
  for (; drawing.can_undo(); ++taken_back) drawing.undo();
  EXPECT_EQ(taken_back, Drawing::kUndo);
}

TEST(Drawing, AnExampleThatIsRubbedAtIsCompleteAndComesBackByUndo) {
  Drawing drawing;
  drawing.show_example(3, false);
  drawing.advance_example(0.2f);
  drawing.pen_down(0.5f, 0.3f, DrawTool::rub);
  EXPECT_FALSE(drawing.advance_example(0.5f));
  drawing.pen_to(0.6f, 0.3f);
  drawing.pen_up();
  EXPECT_TRUE(drawing.is_example());
  const double whole = sum(drawing.canvas().ink);
  drawing.pen_down(0.1f, 0.1f);
  EXPECT_FALSE(drawing.is_example());
  drawing.undo();
  EXPECT_TRUE(drawing.is_example());
  EXPECT_NEAR(sum(drawing.canvas().ink), whole, 3);
}

TEST(Drawing, AnImageGoesToTheNetworkAsItIsUntilThePenTouchesIt) {
  DigitImage inverted = draw_digit(5, 1, 2);
  for (float& pixel : inverted) pixel = 1 - pixel;
  Drawing drawing;
  drawing.show_image(inverted);
  EXPECT_TRUE(drawing.in_pixels());
  EXPECT_EQ(input_of(drawing).given, inverted);
  drawing.pen_down(0.25f, 0.25f, DrawTool::rub);
  drawing.pen_up();
  EXPECT_EQ(input_of(drawing).whole, inverted);
  EXPECT_EQ(input_of(drawing).given[7 * kDigitSide + 7], 0);
  EXPECT_EQ(input_of(drawing).given[20 * kDigitSide + 20], inverted[20 * kDigitSide + 20]);
  drawing.pen_down(0.5f, 0.5f);
  EXPECT_FALSE(drawing.exact().has_value());
  drawing.undo();
  EXPECT_EQ(input_of(drawing).whole, inverted);
}

TEST(Drawing, PointsOfTheImageAreFoundOnTheSheet) {
  const Drawing drawing = with_bar();
  const DigitImage image = input_of(drawing).whole;
  const std::size_t row = 14 * kDigitSide;
  const auto first = static_cast<std::size_t>(
      std::find_if(&image[row], &image[row] + kDigitSide, [](float ink) { return ink > 0; }) -
      &image[row]);
  const DrawingPoint left = sheet_point(drawing, static_cast<float>(first), 14.5f);
  EXPECT_NEAR(left.x, 0.2f - Drawing::kPenRadius / Drawing::kSide, 0.01f);
  EXPECT_NEAR(left.y, 0.5f, 0.03f);
}

}  // namespace
}  // namespace hourglass

#include "lab/drawing_text.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/digit_normalization.h"
#include "data/synthetic.h"
#include "lab/drawing.h"
#include "lab/text_code.h"

namespace hourglass {
namespace {

std::string encoded(std::string_view text) {
  return bytes_to_text({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Canvas seven() {
  Drawing drawing;
  drawing.pen_down(0.25f, 0.2f);
  drawing.pen_to(0.75f, 0.2f);
  drawing.pen_to(0.4f, 0.8f);
  return drawing.canvas();
}

TEST(TextCode, GivesTheStandardsExamples) {  // RFC 4648, section 10
  EXPECT_EQ(encoded(""), "");
  EXPECT_EQ(encoded("f"), "Zg");
  EXPECT_EQ(encoded("fo"), "Zm8");
  EXPECT_EQ(encoded("foo"), "Zm9v");
  EXPECT_EQ(encoded("foobar"), "Zm9vYmFy");
  EXPECT_EQ(encoded("\xfb\xff"), "-_8");
}

TEST(TextCode, TakesBackItsOwnAlone) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7));
  EXPECT_EQ(bytes_of_text(bytes_to_text(bytes)), bytes);
  for (const char* text : {"Zg==", "Zm9v\n", "Z", "Zm9vY", "Zh", "Zm+v", "Zm/v", "\xc3\xa4"}) {
    EXPECT_EQ(bytes_of_text(text), std::nullopt) << text;
  }
}

TEST(DrawingText, TheWholeSheetComesBackTo8Bits) {
  const Canvas sheet = seven();
  const std::string text = sheet_to_text(sheet);
  EXPECT_LT(text.size(), 12'000u);
  const Result<Canvas> back = sheet_of_text(text);
  ASSERT_TRUE(back.ok()) << back.error().message;
  for (std::size_t i = 0; i < sheet.ink.size(); ++i) {
    ASSERT_NEAR(back.value().ink[i], sheet.ink[i], 0.5f / 255 + 1e-6f) << i;
  }
  EXPECT_EQ(sheet_to_text(back.value()), text);
}

// What a network sees of the digit, before and after: the difference as a share of the ink.
double difference_of_small(const Canvas& sheet) {
  const Result<Canvas> back = sheet_of_text(thumbnail_to_text(sheet));
  EXPECT_TRUE(back.ok());
  const DigitImage before = normalize_digit(sheet.ink, sheet.rows, sheet.columns);
  const DigitImage after = normalize_digit(back.value().ink, sheet.rows, sheet.columns);
  double difference = 0, ink = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    difference += std::abs(before[i] - after[i]);
    ink += before[i];
  }
  return difference / ink;
}

TEST(DrawingText, TheSmallOneIsTheSameDigit) {
  EXPECT_LT(thumbnail_to_text(seven()).size(), 600u);
  EXPECT_LT(difference_of_small(seven()), 0.1);
  int alike = 0;
  for (int digit = 0; digit < 10; ++digit) {
    Drawing drawing;
    drawing.show_example(digit, true);
    EXPECT_LT(difference_of_small(drawing.canvas()), 0.1) << digit;
    drawing.show_image(draw_digit(digit, 7, 1));
    EXPECT_LT(thumbnail_to_text(drawing.canvas()).size(), 1200u);
    alike += difference_of_small(drawing.canvas()) < 0.15 ? 1 : 0;
  }
  EXPECT_GE(alike, 8);  // a digit whose centre is between two pixels may go to the other one
}

TEST(DrawingText, AnyDrawingFitsIntoALink) {
  Canvas worst(Drawing::kSide, Drawing::kSide);
  for (std::size_t i = 0; i < worst.ink.size(); ++i) {
    worst.ink[i] = static_cast<float>(i / 5 % 2);
  }
  EXPECT_LE(thumbnail_to_text(worst).size(), 4190u);
  EXPECT_TRUE(sheet_of_text(thumbnail_to_text(worst)).ok());
}

TEST(DrawingText, WhatDoesNotFillASheetIsRefused) {
  const std::string whole = sheet_to_text(seven());
  const std::string small = thumbnail_to_text(seven());
  for (const std::string& text :
       {std::string(), std::string("whole"), std::string("whole."), std::string("small."),
        std::string("large.AAAA"), whole.substr(0, whole.size() - 4), whole + "AAAA", whole + "=",
        small.substr(0, small.size() - 4), small + "AAAA", "small." + whole, "whole." + small}) {
    EXPECT_FALSE(sheet_of_text(text).ok()) << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace hourglass

// How people write the ten digits: skeletons that synthetic digits are drawn from.
#pragma once

#include <span>
#include <vector>

namespace hourglass {

// In a box of 100 x 100, x to the right, y down.
struct HandPoint {
  float x = 0;
  float y = 0;
};

// A smooth line through all its points, pen down; a point given twice is a corner.
using HandStroke = std::vector<HandPoint>;

// One way to write a digit.
struct Hand {
  float share = 1;  // how common it is, relative to the digit's other hands
  std::vector<HandStroke> strokes;
};

// The hands of a digit, 0 ... 9.
std::span<const Hand> hands_of(int digit);

}  // namespace hourglass

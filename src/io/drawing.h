// Lines, areas and text on a picture, anti-aliased. Positions are in pixels from the top left
// corner; what lies outside the picture is cut off. On a grey picture colours count by their red.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "io/font.h"
#include "io/image.h"

namespace hourglass {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

inline constexpr Colour kPaper{255, 255, 255}, kInk{40, 40, 40};

struct Point {
  float x = 0;
  float y = 0;
};

// Precondition: width, height > 0; channels 1 or 3; under 2^31 bytes.
Image blank_image(int width, int height, int channels, Colour colour);

// The pixels left ... left + width - 1, top ... top + height - 1.
void fill_rectangle(Image& image, int left, int top, int width, int height, Colour colour);

void fill_circle(Image& image, Point centre, float radius, Colour colour);

// Straight lines from point to point with round ends and joints.
void draw_lines(Image& image, std::span<const Point> points, float width, Colour colour);

enum class Align { left, centre, right };

// UTF-8 on a baseline at y; `at.x` is the text's left end, middle or right end. `size`: height of a
// line in pixels.
void draw_text(Image& image, const Font& font, Point at, Align align, float size,
               std::string_view text, Colour colour);

}  // namespace hourglass

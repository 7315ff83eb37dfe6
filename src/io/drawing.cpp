#include "io/drawing.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace hourglass {
namespace {

void blend(Image& image, int x, int y, float coverage, Colour colour) {
  if (x < 0 || y < 0 || x >= image.width || y >= image.height) return;
  const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                   static_cast<std::size_t>(x)) *
                  static_cast<std::size_t>(image.channels);
  const std::uint8_t channels[] = {colour.red, colour.green, colour.blue};
  const auto count = std::min(std::size(channels), static_cast<std::size_t>(image.channels));
  for (std::size_t c = 0; c < count; ++c) {
    std::uint8_t& pixel = image.pixels[at + c];
    const float mixed =
        static_cast<float>(pixel) * (1 - coverage) + static_cast<float>(channels[c]) * coverage;
    pixel = static_cast<std::uint8_t>(std::lround(mixed));
  }
}

float distance_to_segment(Point p, Point a, Point b) {
  const float dx = b.x - a.x, dy = b.y - a.y;
  const float length_squared = dx * dx + dy * dy;
  const float along =
      length_squared > 0
          ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length_squared, 0.0f, 1.0f)
          : 0.0f;
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

// Pixels of the picture, both ends included.
struct PixelBox {
  int left, right, top, bottom;
};

// What is within `reach` of the segment, or the picture's nearest pixels.
PixelBox box_around(const Image& image, Point a, Point b, float reach) {
  const auto pixel = [](float position, int size) {
    return static_cast<int>(std::clamp(position, 0.0f, static_cast<float>(size - 1)));
  };
  return {pixel(std::min(a.x, b.x) - reach, image.width),
          pixel(std::max(a.x, b.x) + reach, image.width),
          pixel(std::min(a.y, b.y) - reach, image.height),
          pixel(std::max(a.y, b.y) + reach, image.height)};
}

// How much of a pixel a segment with round ends covers, 0 ... 1.
float coverage_of(int x, int y, Point a, Point b, float width) {
  const Point centre{static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
  return std::clamp(width / 2 + 0.5f - distance_to_segment(centre, a, b), 0.0f, 1.0f);
}

// Raises `coverage`, one float a pixel of the picture, to what the segment covers.
void cover_segment(const Image& image, Point a, Point b, float width,
                   std::vector<float>& coverage) {
  const PixelBox box = box_around(image, a, b, width / 2 + 1);
  for (int y = box.top; y <= box.bottom; ++y) {
    for (int x = box.left; x <= box.right; ++x) {
      float& pixel_coverage =
          coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                   static_cast<std::size_t>(x)];
      pixel_coverage = std::max(pixel_coverage, coverage_of(x, y, a, b, width));
    }
  }
}

}  // namespace

Image blank_image(int width, int height, int channels, Colour colour) {
  assert(width > 0 && height > 0 && (channels == 1 || channels == 3));
  Image image{width, height, channels, {}};
  image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                      static_cast<std::size_t>(channels));
  fill_rectangle(image, 0, 0, width, height, colour);
  return image;
}

void fill_rectangle(Image& image, int left, int top, int width, int height, Colour colour) {
  for (int y = top; y < top + height; ++y) {
    for (int x = left; x < left + width; ++x) blend(image, x, y, 1, colour);
  }
}

void fill_circle(Image& image, Point centre, float radius, Colour colour) {
  const PixelBox box = box_around(image, centre, centre, radius + 1);
  for (int y = box.top; y <= box.bottom; ++y) {
    for (int x = box.left; x <= box.right; ++x) {
      const float inside = coverage_of(x, y, centre, centre, 2 * radius);
      if (inside > 0) blend(image, x, y, inside, colour);
    }
  }
}

// Coverage is gathered over all segments before anything is mixed: else joints would be darker.
void draw_lines(Image& image, std::span<const Point> points, float width, Colour colour) {
  if (points.empty()) return;
  std::vector<float> coverage(static_cast<std::size_t>(image.width) *
                              static_cast<std::size_t>(image.height));
  cover_segment(image, points[0], points[0], width, coverage);
  for (std::size_t i = 1; i < points.size(); ++i) {
    cover_segment(image, points[i - 1], points[i], width, coverage);
  }
  for (std::size_t i = 0; i < coverage.size(); ++i) {
    const auto w = static_cast<std::size_t>(image.width);
    if (coverage[i] > 0) {
      blend(image, static_cast<int>(i % w), static_cast<int>(i / w), coverage[i], colour);
    }
  }
}

void draw_text(Image& image, const Font& font, Point at, Align align, float size,
               std::string_view text, Colour colour) {
  const float part = align == Align::left ? 0.0f : align == Align::centre ? 0.5f : 1.0f;
  const float start = at.x - part * font.width(text, size);
  const float whole = std::floor(start);
  const int baseline = static_cast<int>(std::lround(at.y));
  for (const GlyphBitmap& glyph : font.render(text, size, start - whole)) {
    for (int y = 0; y < glyph.height; ++y) {
      for (int x = 0; x < glyph.width; ++x) {
        const auto i = static_cast<std::size_t>(y * glyph.width + x);
        blend(image, static_cast<int>(whole) + glyph.left + x, baseline + glyph.top + y,
              static_cast<float>(glyph.coverage[i]) / 255, colour);
      }
    }
  }
}

}  // namespace hourglass

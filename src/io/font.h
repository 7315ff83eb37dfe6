// A TrueType or OpenType font, for text in pictures.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace hourglass {

// How much of each pixel a character covers.
struct GlyphBitmap {
  int left = 0;  // of its first column, from the start of the text
  int top = 0;   // of its first row, from the baseline; negative is above
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> coverage;  // 0 ... 255, row by row
};

class Font {
 public:
  // `file` must outlive the font, and be one of the project's own: the reader behind this trusts
  // the tables inside. Fails where the bytes are no font at all.
  static Result<Font> open(std::span<const std::uint8_t> file);

  Font(Font&&) noexcept;
  Font& operator=(Font&&) noexcept;
  ~Font();

  // `size` is the height of a line in pixels; texts are UTF-8, of which invalid bytes show as the
  // replacement character.
  float width(std::string_view text, float size) const;
  // The characters of a text that starts `start` pixels (0 <= start < 1) to the right.
  std::vector<GlyphBitmap> render(std::string_view text, float size, float start) const;

 private:
  struct Tables;
  explicit Font(std::unique_ptr<Tables> tables);
  GlyphBitmap rasterize(int glyph, float scale, float x) const;

  std::unique_ptr<Tables> tables_;
};

}  // namespace hourglass

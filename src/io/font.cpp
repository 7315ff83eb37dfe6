#include "io/font.h"

#include <cmath>

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <stb_truetype.h>

namespace hourglass {
namespace {

std::u32string decode_utf8(std::string_view text) {
  std::u32string characters;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[i++]);
    const int following = lead < 0x80   ? 0
                          : lead < 0xc0 ? -1
                          : lead < 0xe0 ? 1
                          : lead < 0xf0 ? 2
                                        : 3;
    char32_t character = following <= 0 ? lead : lead & (0x3fu >> following);
    bool valid = following >= 0;
    for (int left = following; left > 0 && valid; --left) {
      valid = i < text.size() && (static_cast<std::uint8_t>(text[i]) & 0xc0) == 0x80;
      if (valid) character = character << 6 | (static_cast<std::uint8_t>(text[i++]) & 0x3f);
    }
    constexpr char32_t kReplacement = 0xfffd;
    characters.push_back(valid ? character : kReplacement);
  }
  return characters;
}

// Calls place(glyph, x) for each character; x in pixels. Returns where the text ends.
template <class Place>
float lay_out(const stbtt_fontinfo& info, std::string_view text, float scale, Place&& place) {
  float x = 0;
  int before = -1;
  for (char32_t character : decode_utf8(text)) {
    const int glyph = stbtt_FindGlyphIndex(&info, static_cast<int>(character));
    if (before >= 0) {
      x += scale * static_cast<float>(stbtt_GetGlyphKernAdvance(&info, before, glyph));
    }
    place(glyph, x);
    int advance = 0;
    stbtt_GetGlyphHMetrics(&info, glyph, &advance, nullptr);
    x += scale * static_cast<float>(advance);
    before = glyph;
  }
  return x;
}

}  // namespace

struct Font::Tables {
  stbtt_fontinfo info;
};

Font::Font(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Font::Font(Font&&) noexcept = default;
Font& Font::operator=(Font&&) noexcept = default;
Font::~Font() = default;

Result<Font> Font::open(std::span<const std::uint8_t> file) {
  const Error no_font{"the font's bytes are no TrueType or OpenType font"};
  constexpr std::size_t kSmallestHeader = 12;
  if (file.size() < kSmallestHeader) return no_font;
  const int offset = stbtt_GetFontOffsetForIndex(file.data(), 0);
  auto tables = std::make_unique<Tables>();
  if (offset < 0 || stbtt_InitFont(&tables->info, file.data(), offset) == 0) return no_font;
  return Font(std::move(tables));
}

float Font::width(std::string_view text, float size) const {
  const float scale = stbtt_ScaleForPixelHeight(&tables_->info, size);
  return lay_out(tables_->info, text, scale, [](int, float) {});
}

std::vector<GlyphBitmap> Font::render(std::string_view text, float size, float start) const {
  const float scale = stbtt_ScaleForPixelHeight(&tables_->info, size);
  std::vector<GlyphBitmap> glyphs;
  lay_out(tables_->info, text, scale,
          [&](int glyph, float x) { glyphs.push_back(rasterize(glyph, scale, start + x)); });
  return glyphs;
}

GlyphBitmap Font::rasterize(int glyph, float scale, float x) const {
  const stbtt_fontinfo* info = &tables_->info;
  const float whole = std::floor(x);
  const float fraction = x - whole;
  int right = 0, bottom = 0;
  GlyphBitmap bitmap;
  stbtt_GetGlyphBitmapBoxSubpixel(info, glyph, scale, scale, fraction, 0, &bitmap.left, &bitmap.top,
                                  &right, &bottom);
  bitmap.width = right - bitmap.left;
  bitmap.height = bottom - bitmap.top;
  bitmap.coverage.resize(static_cast<std::size_t>(bitmap.width) *
                         static_cast<std::size_t>(bitmap.height));
  if (!bitmap.coverage.empty()) {
    stbtt_MakeGlyphBitmapSubpixel(info, bitmap.coverage.data(), bitmap.width, bitmap.height,
                                  bitmap.width, scale, scale, fraction, 0, glyph);
  }
  bitmap.left += static_cast<int>(whole);
  return bitmap;
}

}  // namespace hourglass

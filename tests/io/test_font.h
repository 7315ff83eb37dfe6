// The page's font, for tests that draw text: font().
#pragma once

#include "io/file.h"
#include "io/font.h"

namespace hourglass {

inline const Font& font() {
  static const auto bytes =
      read_file(HOURGLASS_SOURCE_DIR "/assets/fonts/Inter-Regular.otf", 1 << 20);
  static const Result<Font> opened = Font::open(bytes.value());
  return opened.value();
}

}  // namespace hourglass

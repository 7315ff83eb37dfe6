// Where an image comes from that is put on the pad or at an end of a morph: your drawing, a test
// digit, a kept drawing, or something that is no digit. Two numbers, so that a link can carry them.
//
//   Column<float> image = image_of({SourceKind::test, 123}, {live.seen, data, drawer});
#pragma once

#include <cstdint>
#include <string>

#include "data/dataset.h"
#include "engine/matrix.h"
#include "lab/drawer.h"

namespace hourglass {

enum class SourceKind : std::uint8_t {
  drawing,
  test,    // index: of the test set
  kept,    // index: in the drawer
  letter,  // index: which letter
  noise,   // index: which noise
  blank,
  inverted,  // the drawing, black for white
  checks
};

struct ImageSource {
  SourceKind kind = SourceKind::drawing;
  Index index = 0;

  bool operator==(const ImageSource&) const = default;
};

struct Sources {
  const Column<float>& drawing;  // kDigitSide^2
  const Dataset* data;           // of images of that size; null while there are none
  const Drawer& drawer;
};

// kDigitSide^2 pixels in [0, 1]. An index too large starts again from 0; without data a test digit
// is a synthetic one, and from an empty drawer comes blank paper.
Column<float> image_of(const ImageSource& source, const Sources& from);

// A few words: "Test digit 7, no. 124", "Your drawing", "Letter K".
std::string title_of(const ImageSource& source, const Sources& from);

// Whether the image follows the drawing.
inline bool is_of_drawing(const ImageSource& source) {
  return source.kind == SourceKind::drawing || source.kind == SourceKind::inverted;
}

}  // namespace hourglass

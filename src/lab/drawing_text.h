// The drawing as text: small for links, exact for files.
//
//   drawing.restore(sheet_of_text(sheet_to_text(drawing.canvas())).value());
#pragma once

#include <string>
#include <string_view>

#include "data/digit_normalization.h"
#include "data/pen.h"
#include "engine/result.h"

namespace hourglass {

// The whole sheet to 1/255 of ink a pixel, in runs of equal pixels: some kilobytes.
std::string sheet_to_text(const Canvas& canvas);

// The sheet as 56 x 56 means of 4 bits, in runs too: some hundred letters, at most 4190. What comes
// back is the same digit with other edges, so that a network sees nearly what it saw.
std::string thumbnail_to_text(const Canvas& canvas);

// A sheet (Drawing::kSide squared) out of either. The text is not trusted. Fails with what was
// expected.
Result<Canvas> sheet_of_text(std::string_view text);

// An image that lies on the pad as it is (Drawing::exact()), to 1/255, and back in the same way.
std::string image_to_text(const DigitImage& image);
Result<DigitImage> image_of_text(std::string_view text);
// Whether a text was made by image_to_text(), or means to be.
bool is_image_text(std::string_view text);

}  // namespace hourglass

// Pictures as PNG files.
#pragma once

#include <cstdint>
#include <vector>

#include "io/image.h"

namespace hourglass {

// Precondition: pixels.size() == width * height * channels, all > 0, under 2^31 bytes.
std::vector<std::uint8_t> encode_png(const Image& image);

}  // namespace hourglass

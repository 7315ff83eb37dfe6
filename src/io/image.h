// An 8-bit picture in memory.
#pragma once

#include <cstdint>
#include <vector>

namespace hourglass {

struct Image {
  int width = 0;
  int height = 0;
  int channels = 1;                  // 1 grey, 3 RGB
  std::vector<std::uint8_t> pixels;  // row by row from the top, channels interleaved
};

}  // namespace hourglass

#include "lab/dashed_line.h"

#include <algorithm>
#include <cmath>

namespace hourglass {

void draw_dashed(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 tone, float dash,
                 float thickness) {
  const float x = to.x - from.x, y = to.y - from.y, length = std::hypot(x, y);
  const auto at = [&](float pixels) {
    const float share = std::min(1.0f, pixels / length);
    return ImVec2(from.x + share * x, from.y + share * y);
  };
  const int dashes = static_cast<int>(std::ceil(length / (2 * dash)));
  for (int i = 0; i < dashes; ++i) {
    const float start = 2 * dash * static_cast<float>(i);
    list->AddLine(at(start), at(start + dash), tone, thickness);
  }
}

}  // namespace hourglass

#include "data/pen.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

// First pixel of 0 ... limit that a pen reaching down to `low` can touch, and one past the last.
Index first_pixel(float low, Index limit) {
  return static_cast<Index>(std::clamp(std::floor(low), 0.0f, static_cast<float>(limit)));
}
Index end_pixel(float high, Index limit) {
  return static_cast<Index>(std::clamp(std::ceil(high), 0.0f, static_cast<float>(limit)));
}

}  // namespace

void draw_line(Canvas& canvas, PenPoint from, PenPoint to) {
  const float reach = std::max(from.radius, to.radius) + 1;
  const Index top = first_pixel(std::min(from.y, to.y) - reach, canvas.rows);
  const Index bottom = end_pixel(std::max(from.y, to.y) + reach, canvas.rows);
  const Index left = first_pixel(std::min(from.x, to.x) - reach, canvas.columns);
  const Index right = end_pixel(std::max(from.x, to.x) + reach, canvas.columns);

  const float dx = to.x - from.x;
  const float dy = to.y - from.y;
  const float per_length2 = 1 / std::max(dx * dx + dy * dy, 1e-12f);
  for (Index r = top; r < bottom; ++r) {
    float* row = canvas.ink.data() + r * canvas.columns;
    const float y = static_cast<float>(r) + 0.5f - from.y;
    for (Index c = left; c < right; ++c) {
      const float x = static_cast<float>(c) + 0.5f - from.x;
      const float t = std::clamp((x * dx + y * dy) * per_length2, 0.0f, 1.0f);
      const float ex = x - t * dx;
      const float ey = y - t * dy;
      const float distance = std::sqrt(ex * ex + ey * ey);
      const float radius = from.radius + t * (to.radius - from.radius);
      row[c] = std::max(row[c], std::clamp(radius - distance + 0.5f, 0.0f, 1.0f));
    }
  }
}

}  // namespace hourglass

#include "lab/loss_floor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hourglass {

double bce_floor(const ImageSet& images, Index most) {
  const auto count = static_cast<std::size_t>(std::min(images.count(), most) * images.features());
  if (count == 0) return 0;
  std::array<std::int64_t, 256> levels{};
  for (std::size_t i = 0; i < count; ++i) ++levels[images.pixels[i]];
  double sum = 0;
  for (int level = 1; level < 255; ++level) {
    const double p = level / 255.0;
    const double entropy = -p * std::log(p) - (1 - p) * std::log(1 - p);
    sum += entropy * static_cast<double>(levels[static_cast<std::size_t>(level)]);
  }
  return sum / static_cast<double>(count);
}

}  // namespace hourglass

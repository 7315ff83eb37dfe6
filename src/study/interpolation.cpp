#include "study/interpolation.h"

#include <cassert>

namespace hourglass {

Matrix<float> interpolate(const Eigen::Ref<const Column<float>>& a,
                          const Eigen::Ref<const Column<float>>& b, Index steps) {
  assert(a.size() == b.size() && steps >= 2);
  Matrix<float> way(a.size(), steps);
  for (Index i = 0; i < steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps - 1);
    way.col(i) = (1 - t) * a + t * b;
  }
  return way;
}

}  // namespace hourglass

#include "study/interpolation.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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

Matrix<float> interpolate_on_sphere(const Eigen::Ref<const Column<float>>& a,
                                    const Eigen::Ref<const Column<float>>& b, Index steps) {
  constexpr double kSmallestSine = 1e-6;
  const double norms = a.cast<double>().norm() * b.cast<double>().norm();
  const double cosine = norms > 0 ? a.cast<double>().dot(b.cast<double>()) / norms : 1;
  const double angle = std::acos(std::clamp(cosine, -1.0, 1.0)), sine = std::sin(angle);
  Matrix<float> way = interpolate(a, b, steps);
  if (sine < kSmallestSine) return way;
  for (Index i = 1; i + 1 < steps; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(steps - 1);
    way.col(i) = static_cast<float>(std::sin((1 - t) * angle) / sine) * a +
                 static_cast<float>(std::sin(t * angle) / sine) * b;
  }
  return way;
}

}  // namespace hourglass

#include "study/interpolation.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace hourglass {
namespace {

// A unit vector perpendicular to the unit vector u, which has two dimensions at least.
Column<double> perpendicular(const Column<double>& u) {
  Index axis = 0;
  u.cwiseAbs().minCoeff(&axis);
  Column<double> v = -u[axis] * u;
  v[axis] += 1;
  return v.normalized();
}

}  // namespace

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

Matrix<float> interpolate_spherical(const Eigen::Ref<const Column<float>>& a,
                                    const Eigen::Ref<const Column<float>>& b, Index steps) {
  assert(a.size() == b.size() && steps >= 2);
  constexpr double kNoTurn = 1e-6;  // radians; below, the two ways are the same in float
  const double length_a = a.cast<double>().norm(), length_b = b.cast<double>().norm();
  if (!(length_a > 0) || !(length_b > 0)) return interpolate(a, b, steps);
  const Column<double> from = a.cast<double>() / length_a, to = b.cast<double>() / length_b;
  // Kahan's formula: exact for small angles too, where the arc cosine is not.
  const double angle = 2 * std::atan2((from - to).norm(), (from + to).norm());
  const bool opposite = std::numbers::pi - angle < kNoTurn;
  if (angle < kNoTurn || (opposite && a.size() == 1)) return interpolate(a, b, steps);
  const Column<double> side =
      opposite ? perpendicular(from) : (to - from.dot(to) * from).normalized().eval();
  Matrix<float> way(a.size(), steps);
  for (Index i = 0; i < steps; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(steps - 1);
    const double length = (1 - t) * length_a + t * length_b;
    way.col(i) = (length * (std::cos(t * angle) * from + std::sin(t * angle) * side)).cast<float>();
  }
  way.col(0) = a;
  way.col(steps - 1) = b;
  return way;
}

}  // namespace hourglass

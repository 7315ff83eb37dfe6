// The straight way from one point to another: between codes it passes through digits, between
// images through double exposures.
//
//   Matrix<float> codes = interpolate(code_a, code_b, 9);   // first column a, last column b
#pragma once

#include "engine/matrix.h"

namespace hourglass {

// a, b (features) -> (features x steps): column i is (1 - t) a + t b, t = i / (steps - 1).
// Precondition: steps >= 2.
Matrix<float> interpolate(const Eigen::Ref<const Column<float>>& a,
                          const Eigen::Ref<const Column<float>>& b, Index steps);

// The same along the arc around zero, for codes that lie on a sphere rather than in a box: column i
// is (sin((1 - t) w) a + sin(t w) b) / sin(w), w the angle between a and b (Shoemake 1985,
// "Animating Rotation with Quaternion Curves"). Straight where there is no such arc: one of them is
// zero, or they point the same or opposite ways.
Matrix<float> interpolate_on_sphere(const Eigen::Ref<const Column<float>>& a,
                                    const Eigen::Ref<const Column<float>>& b, Index steps);

}  // namespace hourglass

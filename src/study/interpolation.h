// The way from one point to another: between codes it passes through digits, between images through
// double exposures.
//
//   Matrix<float> codes = interpolate(code_a, code_b, 9);   // first column a, last column b
#pragma once

#include "engine/matrix.h"

namespace hourglass {

// The straight way. a, b (features) -> (features x steps): column i is (1 - t) a + t b,
// t = i / (steps - 1). Precondition: steps >= 2.
Matrix<float> interpolate(const Eigen::Ref<const Column<float>>& a,
                          const Eigen::Ref<const Column<float>>& b, Index steps);

// The way along the sphere: the direction turns evenly (slerp, Shoemake 1985), the length changes
// evenly from |a| to |b|. So codes keep the length that codes have, where the straight way cuts
// through the middle. Shapes as above; the ends are a and b exactly. Where a direction is missing
// or the turn has none, it is settled so: a or b zero, or both of one direction: the straight way;
// opposite directions: the turn goes through the axis along which a is smallest, made perpendicular
// to a (in one dimension, where there is none, the straight way).
Matrix<float> interpolate_spherical(const Eigen::Ref<const Column<float>>& a,
                                    const Eigen::Ref<const Column<float>>& b, Index steps);

}  // namespace hourglass

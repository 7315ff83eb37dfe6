// Weights as pictures: what each unit looks for, and what each unit draws.
#pragma once

#include "engine/matrix.h"

namespace hourglass {

// Pictures of numbers of either sign: each column is scaled by its own largest amount, so that 0 is
// middle grey (0.5), the largest amount black (0) or white (1). A column of zeros is middle grey.
// weights (pixels x n) -> (pixels x n).
Matrix<float> signed_pictures(const Matrix<float>& weights);

}  // namespace hourglass

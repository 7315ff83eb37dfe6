// Weights as pictures: what each unit of the first layer looks for, and what each unit before the
// last layer draws.
#pragma once

#include <span>

#include "engine/network.h"
#include "engine/result.h"

namespace hourglass {

// Column i: the weights from all pixels to unit i of the first layer (pixels x units). Fails where
// the first layer is not dense: its weights are no pictures then.
Result<Matrix<float>> first_layer_filters(const Network<float>& network,
                                          std::span<const float> parameters);
// Column i: the weights from unit i of the layer before the last to all pixels (pixels x units).
// Fails likewise.
Result<Matrix<float>> last_layer_filters(const Network<float>& network,
                                         std::span<const float> parameters);

// The columns with these numbers, in this order.
Matrix<float> columns_of(const Matrix<float>& matrix, std::span<const Index> columns);

// Pictures of numbers of either sign: each column is scaled by its own largest amount, so that 0 is
// middle grey (0.5), the largest amount black (0) or white (1). A column of zeros is middle grey.
// weights (pixels x n) -> (pixels x n).
Matrix<float> signed_pictures(const Matrix<float>& weights);

}  // namespace hourglass

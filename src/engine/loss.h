// Losses with their derivatives, fused with the last layer's activation.
//
// Both are means over pixels and batch, as PyTorch's default reduction. Binary cross-entropy is
// computed from what the sigmoid is given, as log(1 + exp(-|z|)) + max(z, 0) - z t: finite and
// exact where log(sigmoid(z)) would lose all its digits.
#pragma once

#include <cstdint>

#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

enum class LossKind : std::uint8_t { mse, bce };

// z (features x n) comes in as the last layer's pre-activation and leaves as d loss / d z; output
// (features x n) is assigned activation(z); target (features x n) in [0, 1]. Returns the loss,
// summed per column into column_losses (room for n numbers), then in column order: the same bits
// for any number of threads. Never allocates.
// Precondition: bce only with Activation::sigmoid.
template <class S>
double loss_and_gradient(LossKind kind, Activation activation, ConstBatch<S> target, Batch<S> z,
                         Batch<S> output, double* column_losses, Workers& workers);

}  // namespace hourglass

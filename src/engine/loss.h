// Losses with their derivatives, fused with the last layer's activation.
//
// Both are told as means over pixels and batch, as PyTorch's default reduction. Binary
// cross-entropy is computed from what the sigmoid is given, as log(1 + exp(-|z|)) + max(z, 0) - z
// t: finite and exact where log(sigmoid(z)) would lose all its digits.
#pragma once

#include <cstdint>

#include "engine/batch_part.h"
#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

enum class LossKind : std::uint8_t { mse, bce };

// What is minimised: the mean over pixels and batch, or their sum, as variational autoencoders do.
enum class LossReduction : std::uint8_t { mean, sum };

// What one pixel's loss counts in what is minimised, for `numbers` pixels of a batch.
inline double loss_scale(LossReduction reduction, Index numbers) {
  return reduction == LossReduction::mean ? 1 / static_cast<double>(numbers) : 1;
}

// z (features x n) comes in as the last layer's pre-activation and leaves as d loss / d z; output
// (features x n) is assigned activation(z); target (features x n) in [0, 1]. The gradient is that
// of the reduction; returned is the mean with either of them. It is summed per column into
// column_losses (room for n numbers), then in column order: the same bits for any number of
// threads. Of a part of a batch, gradient and mean are its shares of the whole's. Never allocates.
// Precondition: bce only with Activation::sigmoid.
template <class S>
double loss_and_gradient(LossKind kind, Activation activation, ConstBatch<S> target, Batch<S> z,
                         Batch<S> output, double* column_losses, Workers& workers,
                         LossReduction reduction = LossReduction::mean, const BatchPart& part = {});

}  // namespace hourglass

// Tensors between the arena's order of elements and that of PyTorch's files (engine/axis_order.h).
#pragma once

#include <span>

#include "engine/network.h"

namespace hourglass {

// Both assign all of `to`, which has as many numbers as `from`: those of the tensor `info`.
void to_pytorch_order(const TensorInfo& info, std::span<const float> from, std::span<float> to);
void from_pytorch_order(const TensorInfo& info, std::span<const float> from, std::span<float> to);

}  // namespace hourglass

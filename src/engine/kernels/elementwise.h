// Activations and losses of single precision, and random bits, element by element.
//
//   const ElementwiseKernel& kernel = elementwise_kernel();   // picked once
//   kernel.sigmoid(y, n);
#pragma once

#include <cstddef>
#include <cstdint>

namespace hourglass {

struct ElementwiseKernel {
  // y = f(y) for n numbers, right to 2e-7 (sigmoid) and 4e-7 (tanh) of the result. Far out they are
  // 0 or 1 and within a rounding of -1 or 1; not a number stays that.
  void (*sigmoid)(float* y, std::size_t n);
  void (*tanh)(float* y, std::size_t n);

  // The loss of one column of n numbers together: z comes in as the pre-activation and leaves as
  // the gradient of scale * loss; y is assigned activation(z). Returns the sum of
  // (y - target)^2, or of the binary cross-entropy between y = sigmoid(z) and target.
  using ColumnLoss = double (*)(const float* target, float* z, float* y, std::size_t n,
                                float scale);
  ColumnLoss mse_linear, mse_relu, mse_sigmoid, mse_tanh, bce;

  // Philox (philox.h) on many blocks: words[w kRandomBlocks + i], word w of block i, comes in as
  // the block's counter and leaves as its random bits, for i < count (a multiple of kRandomStep).
  void (*philox)(std::uint32_t* words, std::uint32_t key0, std::uint32_t key1, std::size_t count);
};

// For this processor.
const ElementwiseKernel& elementwise_kernel();

// One of each instruction set that the build knows; baseline runs on any processor of its kind.
extern const ElementwiseKernel kBaselineElementwise, kAvx2Elementwise, kAvx512Elementwise;

}  // namespace hourglass

// AVX2 with fused multiply-add.
#include "engine/kernels/elementwise_kernel.h"

namespace hourglass {
const ElementwiseKernel kAvx2Elementwise = elementwise<8>();
}

// AVX-512.
#include "engine/kernels/elementwise_kernel.h"

namespace hourglass {
const ElementwiseKernel kAvx512Elementwise = elementwise<16>();
}

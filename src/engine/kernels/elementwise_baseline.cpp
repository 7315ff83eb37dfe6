// Four lanes: SSE2, NEON, WebAssembly's SIMD, plain or relaxed.
#include "engine/kernels/elementwise_kernel.h"

namespace hourglass {
const ElementwiseKernel kBaselineElementwise = elementwise<4>();
}

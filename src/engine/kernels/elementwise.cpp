#include "engine/kernels/elementwise.h"

namespace hourglass {
namespace {

const ElementwiseKernel& pick() {
#if defined(HOURGLASS_X86_KERNELS)
  if (__builtin_cpu_supports("avx512f")) return kAvx512Elementwise;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return kAvx2Elementwise;
#endif
  return kBaselineElementwise;
}

// Before there are threads: scripts/lib/check_statics.py.
const ElementwiseKernel& kPicked = pick();

}  // namespace

const ElementwiseKernel& elementwise_kernel() { return kPicked; }

}  // namespace hourglass

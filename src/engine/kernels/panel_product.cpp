#include "engine/kernels/panel_product.h"

namespace hourglass {
namespace {

const PanelKernel& pick() {
#if defined(HOURGLASS_X86_KERNELS)
  if (__builtin_cpu_supports("avx512f")) return kAvx512Panels;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return kAvx2Panels;
#endif
  return kBaselinePanels;
}

// Before there are threads: scripts/lib/check_statics.py.
const PanelKernel& kPicked = pick();

}  // namespace

const PanelKernel& panel_kernel() { return kPicked; }

}  // namespace hourglass

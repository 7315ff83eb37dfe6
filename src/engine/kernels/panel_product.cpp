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

}  // namespace

const PanelKernel& panel_kernel() {
  static const PanelKernel& kernel = pick();
  return kernel;
}

}  // namespace hourglass

// AVX2 with fused multiply-add: 12 of the 16 registers hold sums.
#include "engine/kernels/panel_kernel.h"

namespace hourglass {
const PanelKernel kAvx2Panels = panels<8, 2, 6>();
}

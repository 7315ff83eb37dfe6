// Four lanes: SSE2, NEON, WebAssembly's SIMD, plain or relaxed. Eight sums would not hide the
// latency of a fused multiply-add: 12 gave 43.7 GFLOP/s where they gave 37.6 (relaxed), 42.4
// to 41.4 (plain).
#include "engine/kernels/panel_kernel.h"

namespace hourglass {
const PanelKernel kBaselinePanels = panels<4, 2, 6>();
}

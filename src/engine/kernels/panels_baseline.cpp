// Four lanes: SSE2, NEON, WebAssembly's SIMD, plain or relaxed. Eight sums are as many as hide the
// latency of a fused multiply-add, and all that V8 keeps in registers: of twelve it spilled four,
// and a block in the first-level cache reached 45 GFLOP/s (relaxed; 33 plain) in place of 57 (60).
#include "engine/kernels/panel_kernel.h"

namespace hourglass {
const PanelKernel kBaselinePanels = panels<4, 2, 4>();
}

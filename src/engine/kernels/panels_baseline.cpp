// Four lanes: SSE2, NEON, WebAssembly's SIMD, plain or relaxed.
#include "engine/kernels/panel_kernel.h"

namespace hourglass {
const PanelKernel kBaselinePanels = panels<4, 2, 4>();
}

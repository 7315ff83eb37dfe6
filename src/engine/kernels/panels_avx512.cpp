// AVX-512: 24 of the 32 registers hold sums.
#include "engine/kernels/panel_kernel.h"

namespace hourglass {
const PanelKernel kAvx512Panels = panels<16, 2, 12>();
}

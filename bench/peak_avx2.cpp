#include "peak_loop.h"

namespace hourglass {
const PeakLoop kAvx2Peak = multiply_add_peak<8>();
}

#include "peak_loop.h"

namespace hourglass {
const PeakLoop kAvx512Peak = multiply_add_peak<16>();
}

#include "peak_loop.h"

namespace hourglass {
const PeakLoop kBaselinePeak = multiply_add_peak<4>();
}

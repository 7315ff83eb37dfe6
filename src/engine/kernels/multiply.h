// One product on the calling thread: in float by the panels of this processor, in double, for
// gradient checks, by Eigen.
#pragma once

#include "engine/kernels/panel_product.h"

namespace hourglass {

void multiply(const PanelProduct<float>& product);
// May allocate.
void multiply(const PanelProduct<double>& product);

}  // namespace hourglass

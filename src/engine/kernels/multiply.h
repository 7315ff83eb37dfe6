// One product on the calling thread: in float by the panels of this processor, in double, for
// gradient checks, by Eigen.
#pragma once

#include "engine/kernels/panel_product.h"

namespace hourglass {

void multiply(const PanelProduct<float>& product);
// May allocate.
void multiply(const PanelProduct<double>& product);

// Packs `a` once for many such products (PanelKernel::pack) and notes where: `panels` is room for
// packed_size() numbers. Products in double go without.
Stride packed_size(Stride rows, Stride depth);
void pack(PanelProduct<float>& product, float* panels);
inline void pack(PanelProduct<double>&, double*) {}

}  // namespace hourglass

// One thread's part of a matrix product, without Eigen: what product.cpp hands to the fastest code
// that the processor has.
//
//   const PanelKernel& kernel = panel_kernel();     // picked once
//   kernel.multiply({.a = ..., .b = ..., .c = ...}, room);
#pragma once

#include <cstddef>

namespace hourglass {

using Stride = std::ptrdiff_t;  // in elements

struct Runs {
  Stride length = 0;  // 0: all is one run; else a divisor of all
  Stride step = 0;    // from the first of one run to the first of the next
};

// c = start + a b, with c (rows x columns), a (rows x depth), b (depth x columns). b may be seen
// through a window onto an image, whose depth or columns then lie in runs, each a line further on.
template <class S>
struct PanelProduct {
  const S* a;
  Stride a_row, a_depth;  // from one row to the next, from one depth to the next; one of them is 1
  const S* b;
  Stride b_depth, b_column;  // within a run; one of them is 1
  S* c;                      // assigned; neighbours in a column are neighbours in memory
  Stride c_column;
  const S* start;  // (rows), the same for each column: a bias; null: zero
  Stride rows, columns, depth;
  Runs depth_runs = {}, column_runs = {};  // of b
  bool add = false;                        // to c, which is not assigned then; start is not used
  const S* panels = nullptr;               // what PanelKernel::pack made of a, if it did
};

// Numbers that a product needs for its panels, aligned to 64 bytes.
constexpr Stride kPanelRoom = 1 << 16;

struct PanelKernel {
  // Cuts at multiples of these leave no ragged edges inside a product.
  Stride rows, columns;
  // Each element is summed over depth in an order that depends on depth, its runs and the number of
  // rows alone. Never allocates.
  void (*multiply)(const PanelProduct<float>& product, float* room);
  // Packs a, rows and depth of many products, once for all of them: assigns packed_size() numbers.
  // The products must agree in rows, depth, a and the direction and runs of depth.
  void (*pack)(const PanelProduct<float>& product, float* panels);

  Stride packed_size(Stride all_rows, Stride depth) const {
    return (all_rows + rows - 1) / rows * rows * depth;
  }
};

// For this processor.
const PanelKernel& panel_kernel();

// One of each instruction set that the build knows; baseline runs on any processor of its kind.
extern const PanelKernel kBaselinePanels, kAvx2Panels, kAvx512Panels;

}  // namespace hourglass

// The columns of a product's b, wherever they lie.
//
// For the files that are compiled once per instruction set (see panel_kernel.h).
#pragma once

#include "engine/kernels/panel_product.h"

namespace hourglass {
namespace {

// Goes through b's columns, which may lie in runs, from left to right.
class ColumnWalk {
 public:
  ColumnWalk(const PanelProduct<float>& p, const float* b)
      : at_(b),
        column_(p.b_column),
        length_(p.column_runs.length > 0 ? p.column_runs.length : p.columns),
        to_next_run_(p.column_runs.step - length_ * p.b_column) {}

  const float* next() {
    const float* at = at_;
    at_ += column_;
    if (++in_run_ == length_) {
      at_ += to_next_run_;
      in_run_ = 0;
    }
    return at;
  }

 private:
  const float* at_;
  Stride column_, length_, to_next_run_;
  Stride in_run_ = 0;
};

}  // namespace
}  // namespace hourglass

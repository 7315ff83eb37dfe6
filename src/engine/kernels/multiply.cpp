#include "engine/kernels/multiply.h"

#include <cstddef>

#include "engine/matrix.h"

namespace hourglass {
namespace {

using Strides = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
using View = Eigen::Map<const Matrix<double>, 0, Strides>;

// Eigen looks at the caches before its first product, once for all threads: here before there are
// any, for the same reason as in scripts/lib/check_statics.py.
[[maybe_unused]] const std::ptrdiff_t kFirstCache = Eigen::l1CacheSize();

// The run length where there are runs, else all.
Stride length(const Runs& runs, Stride all) { return runs.length > 0 ? runs.length : all; }

}  // namespace

void multiply(const PanelProduct<float>& product) {
  alignas(64) static thread_local float room[kPanelRoom];
  panel_kernel().multiply(product, room);
}

Stride packed_size(Stride rows, Stride depth) { return panel_kernel().packed_size(rows, depth); }

void pack(PanelProduct<float>& product, float* panels) {
  panel_kernel().pack(product, panels);
  product.panels = panels;
}

void multiply(const PanelProduct<double>& p) {
  Eigen::Map<Matrix<double>, 0, Eigen::OuterStride<>> c(p.c, p.rows, p.columns,
                                                        Eigen::OuterStride<>(p.c_column));
  if (!p.add) c.setZero();
  if (p.start && !p.add) c.colwise() += Eigen::Map<const Column<double>>(p.start, p.rows);
  const Stride depth = length(p.depth_runs, p.depth), columns = length(p.column_runs, p.columns);
  for (Stride j = 0; j < p.columns; j += columns) {
    for (Stride k = 0; k < p.depth; k += depth) {
      const View a(p.a + k * p.a_depth, p.rows, depth, Strides(p.a_depth, p.a_row));
      const View b(p.b + j / columns * p.column_runs.step + k / depth * p.depth_runs.step, depth,
                   columns, Strides(p.b_column, p.b_depth));
      c.middleCols(j, columns).noalias() += a * b;
    }
  }
}

}  // namespace hourglass

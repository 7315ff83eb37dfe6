#include "engine/kernels/product.h"

#include <algorithm>

#include "engine/activation.h"

namespace hourglass {
namespace {

// Below this many multiplications a product is one tile: waking a second thread costs more.
constexpr Index kSmall = 1 << 16;
// Tiles of one product: enough to keep eight threads busy, few enough that packing the shared
// operand anew for each tile does not show.
constexpr Index kTiles = 8;
// Tiles start at multiples of this, so that Eigen's widest register blocks stay whole.
constexpr Index kAlignment = 16;

struct Tiling {
  Index size;
  int count;
  Index first(int tile) const { return tile * size; }
};

// Cuts `extent` rows or columns of an output that costs `work` multiplications in all.
Tiling cut(Index extent, Index work) {
  if (work < kSmall) return {extent, 1};
  const Index share = (extent + kTiles - 1) / kTiles;
  const Index size = (share + kAlignment - 1) / kAlignment * kAlignment;
  return {size, static_cast<int>((extent + size - 1) / size)};
}

Index extent_of(const Tiling& tiling, int tile, Index extent) {
  return std::min(tiling.size, extent - tiling.first(tile));
}

}  // namespace

template <class S>
void product_forward(ConstWeights<S> weights, const S* bias, ConstBatch<S> x, Activation activation,
                     Batch<S> y, Workers& workers) {
  const Eigen::Map<const Column<S>> b(bias, y.rows());
  const Tiling tiling = cut(y.rows(), y.size() * x.rows());
  workers.run(tiling.count, [&](int tile) {
    const Index first = tiling.first(tile), rows = extent_of(tiling, tile, y.rows());
    auto part = y.middleRows(first, rows);
    part.noalias() = weights.middleRows(first, rows) * x;
    for (Index c = 0; c < part.cols(); ++c) {
      auto column = part.col(c);
      column += b.segment(first, rows);
      activate(activation, column);
    }
  });
}

template <class S>
void product_backward_data(ConstWeights<S> weights, ConstBatch<S> dz, ConstBatch<S> x,
                           Activation previous, Batch<S> dx, Workers& workers) {
  const Tiling tiling = cut(dx.rows(), dx.size() * dz.rows());
  workers.run(tiling.count, [&](int tile) {
    const Index first = tiling.first(tile), rows = extent_of(tiling, tile, dx.rows());
    auto part = dx.middleRows(first, rows);
    part.noalias() = weights.middleCols(first, rows).transpose() * dz;
    multiply_by_derivative(previous, x.middleRows(first, rows), part);
  });
}

template <class S>
void product_backward_weights(ConstBatch<S> dz, ConstBatch<S> x, Weights<S> weights_gradient,
                              S* bias_gradient, Workers& workers) {
  Eigen::Map<Column<S>> db(bias_gradient, dz.rows());
  const Tiling tiling = cut(dz.rows(), weights_gradient.size() * dz.cols());
  workers.run(tiling.count, [&](int tile) {
    const Index first = tiling.first(tile), rows = extent_of(tiling, tile, dz.rows());
    const auto part = dz.middleRows(first, rows);
    weights_gradient.middleRows(first, rows).noalias() = part * x.transpose();
    auto sums = db.segment(first, rows);
    sums.setZero();
    for (Index c = 0; c < part.cols(); ++c) sums += part.col(c);
  });
}

template void product_forward<float>(ConstWeights<float>, const float*, ConstBatch<float>,
                                     Activation, Batch<float>, Workers&);
template void product_forward<double>(ConstWeights<double>, const double*, ConstBatch<double>,
                                      Activation, Batch<double>, Workers&);
template void product_backward_data<float>(ConstWeights<float>, ConstBatch<float>,
                                           ConstBatch<float>, Activation, Batch<float>, Workers&);
template void product_backward_data<double>(ConstWeights<double>, ConstBatch<double>,
                                            ConstBatch<double>, Activation, Batch<double>,
                                            Workers&);
template void product_backward_weights<float>(ConstBatch<float>, ConstBatch<float>, Weights<float>,
                                              float*, Workers&);
template void product_backward_weights<double>(ConstBatch<double>, ConstBatch<double>,
                                               Weights<double>, double*, Workers&);

}  // namespace hourglass

#include "engine/kernels/product.h"

#include <algorithm>

#include "engine/activation.h"
#include "engine/kernels/multiply.h"

namespace hourglass {
namespace {

// Below this many multiplications a product is one tile: waking a second thread costs more.
constexpr Index kSmall = 1 << 16;
// Tiles of one product: enough to keep eight threads busy.
constexpr Index kTiles = 8;
// With fewer columns than this in a tile, packing the rows anew for each would show.
constexpr Index kFewColumns = 16;

// A part of a product's output.
struct Tile {
  Index row, rows, column, columns;
};

// The output of a product in tiles as even as can be, by its shape alone: of whole panels of rows,
// and where there are few of those, of parts of the columns.
struct Tiling {
  template <class S>
  explicit Tiling(const PanelProduct<S>& p)
      : rows(p.rows), columns(p.columns), panel(panel_kernel().rows) {
    if (p.rows * p.columns * p.depth < kSmall) return;
    down = std::min(kTiles, panels());
    across = std::clamp<Index>(columns / kFewColumns, 1, (kTiles + down - 1) / down);
  }

  int count() const { return static_cast<int>(down * across); }
  Tile operator[](int i) const {
    const auto row = [&](Index part) { return std::min(rows, part * panels() / down * panel); };
    const auto column = [&](Index part) { return part * columns / across; };
    const Index y = i % down, x = i / down;
    return {row(y), row(y + 1) - row(y), column(x), column(x + 1) - column(x)};
  }

  Index panels() const { return (rows + panel - 1) / panel; }

  Index rows, columns, panel, down = 1, across = 1;
};

// Calls then(tile) on the thread that has just assigned the tile.
template <class S, class Then>
void multiply_tiles(const PanelProduct<S>& product, Workers& workers, Then then) {
  const Tiling tiling(product);
  workers.run(tiling.count(), [&](int i) {
    const Tile tile = tiling[i];
    PanelProduct<S> part = product;
    part.a += tile.row * product.a_row;
    part.b += tile.column * product.b_column;
    part.c += tile.row + tile.column * product.c_column;
    if (part.start) part.start += tile.row;
    part.rows = tile.rows;
    part.columns = tile.columns;
    multiply(part);
    then(tile);
  });
}

}  // namespace

template <class S>
void product_forward(ConstWeights<S> weights, const S* bias, ConstBatch<S> x, Activation activation,
                     Batch<S> y, Workers& workers) {
  const PanelProduct<S> product{.a = weights.data(),
                                .a_row = weights.cols(),
                                .a_depth = 1,
                                .b = x.data(),
                                .b_depth = 1,
                                .b_column = x.outerStride(),
                                .c = y.data(),
                                .c_column = y.outerStride(),
                                .start = bias,
                                .rows = y.rows(),
                                .columns = y.cols(),
                                .depth = x.rows()};
  multiply_tiles(product, workers, [&](const Tile& tile) {
    for (Index c = tile.column; c < tile.column + tile.columns; ++c) {
      auto part = y.col(c).segment(tile.row, tile.rows);
      activate(activation, part);
    }
  });
}

template <class S>
void product_backward_data(ConstWeights<S> weights, ConstBatch<S> dz, ConstBatch<S> x,
                           Activation previous, Batch<S> dx, Workers& workers) {
  const PanelProduct<S> product{.a = weights.data(),
                                .a_row = 1,
                                .a_depth = weights.cols(),
                                .b = dz.data(),
                                .b_depth = 1,
                                .b_column = dz.outerStride(),
                                .c = dx.data(),
                                .c_column = dx.outerStride(),
                                .start = nullptr,
                                .rows = dx.rows(),
                                .columns = dx.cols(),
                                .depth = dz.rows()};
  multiply_tiles(product, workers, [&](const Tile& tile) {
    for (Index c = tile.column; c < tile.column + tile.columns; ++c) {
      auto part = dx.col(c).segment(tile.row, tile.rows);
      multiply_by_derivative(previous, x.col(c).segment(tile.row, tile.rows), part);
    }
  });
}

// Seen as its transpose, dW^T = x dz^T, whose columns are the rows of dW as it lies.
template <class S>
void product_backward_weights(ConstBatch<S> dz, ConstBatch<S> x, Weights<S> weights_gradient,
                              S* bias_gradient, Workers& workers) {
  Eigen::Map<Column<S>> db(bias_gradient, dz.rows());
  const PanelProduct<S> product{.a = x.data(),
                                .a_row = 1,
                                .a_depth = x.outerStride(),
                                .b = dz.data(),
                                .b_depth = dz.outerStride(),
                                .b_column = 1,
                                .c = weights_gradient.data(),
                                .c_column = weights_gradient.cols(),
                                .start = nullptr,
                                .rows = x.rows(),
                                .columns = dz.rows(),
                                .depth = dz.cols()};
  multiply_tiles(product, workers, [&](const Tile& tile) {
    if (tile.row > 0) return;
    auto sums = db.segment(tile.column, tile.columns);
    sums.setZero();
    for (Index c = 0; c < dz.cols(); ++c) sums += dz.col(c).segment(tile.column, tile.columns);
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

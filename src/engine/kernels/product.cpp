#include "engine/kernels/product.h"

#include <algorithm>

#include "engine/activation.h"
#include "engine/kernels/multiply.h"

namespace hourglass {
namespace {

// Below this many multiplications a product is one tile: waking a second thread costs more.
constexpr Index kSmall = 1 << 16;
// Tiles of one product: enough to keep eight threads busy, few enough that packing the shared
// operand anew for each tile does not show.
constexpr Index kTiles = 8;

Index round_up(Index value, Index multiple) { return (value + multiple - 1) / multiple * multiple; }

// A part of a product's output.
struct Tile {
  Index row, rows, column, columns;
};

// The output of a product in tiles, by its shape alone.
struct Tiling {
  template <class S>
  explicit Tiling(const PanelProduct<S>& p) : rows(p.rows), columns(p.columns) {
    tile_rows = rows;
    tile_columns = columns;
    if (p.rows * p.columns * p.depth >= kSmall) {
      const PanelKernel& kernel = panel_kernel();
      tile_rows = round_up((rows + kTiles - 1) / kTiles, kernel.rows);
      down = (rows + tile_rows - 1) / tile_rows;
      tile_columns = round_up((columns * down + kTiles - 1) / kTiles, kernel.columns);
      across = (columns + tile_columns - 1) / tile_columns;
    }
  }

  int count() const { return static_cast<int>(down * across); }
  Tile operator[](int i) const {
    const Index row = i % down * tile_rows, column = i / down * tile_columns;
    return {row, std::min(tile_rows, rows - row), column, std::min(tile_columns, columns - column)};
  }

  Index rows, columns, tile_rows, tile_columns, down = 1, across = 1;
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

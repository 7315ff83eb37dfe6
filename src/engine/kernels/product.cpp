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
// Parts of the columns where they lead, for the same reason: with eight in place of two the
// products of C-8 take 4 to 8% longer.
constexpr Index kHalves = 2;

// A part of a product's output.
struct Tile {
  Index row, rows, column, columns;
};

// One side of a product's output in parts as even as can be, at multiples of `grain`.
struct Cut {
  Index grains() const { return (size + grain - 1) / grain; }
  Index operator[](Index part) const { return std::min(size, part * grains() / parts * grain); }

  Index size, grain = 1, parts = 1;
};

Cut whole_panels(Index size, Index most) {
  Cut cut{size, panel_kernel().rows};
  cut.parts = std::clamp<Index>(cut.grains(), 1, most);
  return cut;
}

// The output of a product in tiles, by its shape alone. Tiles that share a part of the leading side
// are neighbours. That side is the layer's units in forward and backward_weights: a thread then
// meets the same rows of weights in both, and about the same in update(), in its own cache.
struct Tiling {
  int count() const { return static_cast<int>(rows.parts * columns.parts); }
  Tile operator[](int i) const {
    const Index beside = rows_lead ? columns.parts : rows.parts;
    const Index y = rows_lead ? i / beside : i % beside, x = rows_lead ? i % beside : i / beside;
    return {rows[y], rows[y + 1] - rows[y], columns[x], columns[x + 1] - columns[x]};
  }

  Cut rows, columns;
  bool rows_lead = true;
};

// Parts of the other side, for so many of the leading one.
Index parts_beside(const Cut& leading) { return (kTiles + leading.parts - 1) / leading.parts; }

template <class S>
bool is_small(const PanelProduct<S>& p) {
  return p.rows * p.columns * p.depth < kSmall;
}

template <class S>
Tiling rows_first(const PanelProduct<S>& p) {
  if (is_small(p)) return {{p.rows}, {p.columns}};
  const Cut rows = whole_panels(p.rows, kTiles);
  return {rows, {p.columns, 1, std::clamp<Index>(p.columns / kFewColumns, 1, parts_beside(rows))}};
}

template <class S>
Tiling columns_first(const PanelProduct<S>& p) {
  if (is_small(p)) return {{p.rows}, {p.columns}};
  const Cut columns = whole_panels(p.columns, kHalves);
  return {whole_panels(p.rows, parts_beside(columns)), columns, false};
}

// Calls then(tile) on the thread that has just assigned the tile.
template <class S, class Then>
void multiply_tiles(const PanelProduct<S>& product, const Tiling& tiling, Workers& workers,
                    Then then) {
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
  multiply_tiles(product, rows_first(product), workers, [&](const Tile& tile) {
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
  multiply_tiles(product, rows_first(product), workers, [&](const Tile& tile) {
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
  multiply_tiles(product, columns_first(product), workers, [&](const Tile& tile) {
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

#include "engine/kernels/convolution.h"

#include <algorithm>
#include <cassert>

#include "engine/activation.h"

namespace hourglass {
namespace {

// Ranges of images: enough to keep eight threads busy.
constexpr Index kTiles = 16;
// Patches that are written out at a time: with 32 channels 300 KB, which is in L2.
constexpr Index kBlockPixels = 256;

template <class S>
using Block = Eigen::Map<Matrix<S>>;
template <class S>
using ConstBlock = Eigen::Map<const Matrix<S>>;

struct ImageTiles {
  Index images, size;
  explicit ImageTiles(Index n) : images(n), size(std::max<Index>(1, (n + kTiles - 1) / kTiles)) {}
  int count() const { return static_cast<int>((images + size - 1) / size); }
  Index first(int tile) const { return tile * size; }
  Index end(int tile) const { return std::min(images, first(tile) + size); }
};

// Rows of small images, counted through the whole batch, whose patches are written out at a time.
Index rows_in_block(const PatchGeometry& g) {
  return std::max<Index>(1, kBlockPixels / g.small.width);
}

Index block_size(const PatchGeometry& g) {
  return rows_in_block(g) * g.small.width * g.patch_size();
}

template <class S>
bool whole(const Eigen::Ref<const Matrix<S>>& batch) {
  return batch.cols() <= 1 || batch.outerStride() == batch.rows();
}

// Where the taps of the pixel `at` begin, and the step from one to the next.
struct Taps {
  Index first, step;
};
Taps taps(const PatchGeometry& g, Index at) {
  const Index centre = at * g.stride;
  return g.mirrored ? Taps{centre + g.padding, -1} : Taps{centre - g.padding, 1};
}

// Calls visit(offset in the big images, offset in the patches, numbers) for each run of
// neighbouring numbers of the patches of `rows` rows from row `first` of the batch on; offset -1:
// zeros.
template <class Visit>
void for_each_run(const PatchGeometry& g, Index first, Index rows, Visit&& visit) {
  const Index c = g.big.channels, run = g.kernel * c;
  Index patch = 0;
  for (Index row = first; row < first + rows; ++row) {
    const Index image = row / g.small.height * g.big.size();
    const Taps down = taps(g, row % g.small.height);
    for (Index x = 0; x < g.small.width; ++x) {
      const Taps right = taps(g, x);
      const bool inside = !g.mirrored && right.first >= 0 && right.first + g.kernel <= g.big.width;
      for (Index ky = 0; ky < g.kernel; ++ky, patch += run) {
        const Index by = down.first + ky * down.step;
        if (by < 0 || by >= g.big.height) {
          visit(Index{-1}, patch, run);
          continue;
        }
        const Index line = image + by * g.big.width * c;
        if (inside) {
          visit(line + right.first * c, patch, run);
          continue;
        }
        for (Index kx = 0; kx < g.kernel; ++kx) {
          const Index bx = right.first + kx * right.step;
          visit(bx >= 0 && bx < g.big.width ? line + bx * c : Index{-1}, patch + kx * c, c);
        }
      }
    }
  }
}

template <class S>
void copy_patches(const PatchGeometry& g, const S* big, Index first, Index rows, S* patches) {
  for_each_run(g, first, rows, [&](Index from, Index to, Index count) {
    if (from < 0)
      std::fill_n(patches + to, count, S{0});
    else
      std::copy_n(big + from, count, patches + to);
  });
}

template <class S>
void add_patches(const PatchGeometry& g, const S* patches, Index first, Index rows, S* big) {
  for_each_run(g, first, rows, [&](Index to, Index from, Index count) {
    if (to < 0) return;
    for (Index i = 0; i < count; ++i) big[to + i] += patches[from + i];
  });
}

// `part` (channels x pixels) is what lies from number `offset` of the result on.
template <class S>
void finish(const Epilogue<S>& epilogue, Index offset, Block<S>& part) {
  if (epilogue.x != nullptr) {
    const ConstBlock<S> x(epilogue.x + offset, part.rows(), part.cols());
    multiply_by_derivative(epilogue.activation, x, part);
    return;
  }
  if (epilogue.bias != nullptr) {
    part.colwise() += Eigen::Map<const Column<S>>(epilogue.bias, part.rows());
  }
  activate(epilogue.activation, part);
}

// Calls visit(first row, rows) for the blocks of a tile.
template <class Visit>
void for_each_block(const PatchGeometry& g, const ImageTiles& tiles, int tile, Visit&& visit) {
  const Index step = rows_in_block(g), end = tiles.end(tile) * g.small.height;
  for (Index row = tiles.first(tile) * g.small.height; row < end; row += step) {
    visit(row, std::min(step, end - row));
  }
}

// Adds up what the tiles have left in `partial`, in their order.
template <class S>
void add_up(const S* partial, int tiles, Index size, S* sums) {
  Eigen::Map<Column<S>> total(sums, size);
  total = Eigen::Map<const Column<S>>(partial, size);
  for (int tile = 1; tile < tiles; ++tile) {
    total += Eigen::Map<const Column<S>>(partial + tile * size, size);
  }
}

}  // namespace

Index convolution_scratch(const PatchGeometry& g, Index batch) {
  const Index tiles = std::min(batch, kTiles);
  return tiles * (block_size(g) + g.weights() + g.small.channels + g.big.channels);
}

template <class S>
void convolution_gather(const PatchGeometry& g, const S* weights, ConstBatch<S> big,
                        const Epilogue<S>& epilogue, Batch<S> small, S* scratch, Workers& workers) {
  assert(whole<S>(big) && whole<S>(small));
  const ImageTiles tiles(small.cols());
  const ConstWeights<S> w(weights, g.small.channels, g.patch_size());
  workers.run(tiles.count(), [&](int tile) {
    S* const patches = scratch + tile * block_size(g);
    for_each_block(g, tiles, tile, [&](Index row, Index rows) {
      const Index pixels = rows * g.small.width, offset = row * g.small.width * g.small.channels;
      copy_patches(g, big.data(), row, rows, patches);
      Block<S> part(small.data() + offset, g.small.channels, pixels);
      part.noalias() = w * ConstBlock<S>(patches, g.patch_size(), pixels);
      finish(epilogue, offset, part);
    });
  });
}

template <class S>
void convolution_spread(const PatchGeometry& g, const S* weights, ConstBatch<S> small,
                        const Epilogue<S>& epilogue, Batch<S> big, S* scratch, Workers& workers) {
  assert(whole<S>(big) && whole<S>(small));
  const ImageTiles tiles(small.cols());
  const ConstWeights<S> w(weights, g.small.channels, g.patch_size());
  workers.run(tiles.count(), [&](int tile) {
    S* const patches = scratch + tile * block_size(g);
    const Index offset = tiles.first(tile) * g.big.size();
    Block<S> part(big.data() + offset, g.big.channels,
                  (tiles.end(tile) - tiles.first(tile)) * g.big.pixels());
    part.setZero();
    for_each_block(g, tiles, tile, [&](Index row, Index rows) {
      const Index pixels = rows * g.small.width;
      const ConstBlock<S> from(small.data() + row * g.small.width * g.small.channels,
                               g.small.channels, pixels);
      Block<S>(patches, g.patch_size(), pixels).noalias() = w.transpose() * from;
      add_patches(g, patches, row, rows, big.data());
    });
    finish(epilogue, offset, part);
  });
}

template <class S>
void convolution_weights(const PatchGeometry& g, ConstBatch<S> small, ConstBatch<S> big,
                         S* gradient, S* scratch, Workers& workers) {
  assert(whole<S>(big) && whole<S>(small));
  const ImageTiles tiles(small.cols());
  S* const partial = scratch + tiles.count() * block_size(g);
  workers.run(tiles.count(), [&](int tile) {
    S* const patches = scratch + tile * block_size(g);
    Weights<S> sums(partial + tile * g.weights(), g.small.channels, g.patch_size());
    sums.setZero();
    for_each_block(g, tiles, tile, [&](Index row, Index rows) {
      const Index pixels = rows * g.small.width;
      copy_patches(g, big.data(), row, rows, patches);
      const ConstBlock<S> from(small.data() + row * g.small.width * g.small.channels,
                               g.small.channels, pixels);
      sums.noalias() += from * Block<S>(patches, g.patch_size(), pixels).transpose();
    });
  });
  add_up(partial, tiles.count(), g.weights(), gradient);
}

template <class S>
void convolution_bias(Index channels, ConstBatch<S> dz, S* sums, S* scratch, Workers& workers) {
  assert(whole<S>(dz));
  const ImageTiles tiles(dz.cols());
  const Index pixels = dz.rows() / channels;
  workers.run(tiles.count(), [&](int tile) {
    Eigen::Map<Column<S>> sum(scratch + tile * channels, channels);
    sum.setZero();
    const ConstBlock<S> part(dz.data() + tiles.first(tile) * dz.rows(), channels,
                             (tiles.end(tile) - tiles.first(tile)) * pixels);
    for (Index pixel = 0; pixel < part.cols(); ++pixel) sum += part.col(pixel);
  });
  add_up(scratch, tiles.count(), channels, sums);
}

template void convolution_gather<float>(const PatchGeometry&, const float*, ConstBatch<float>,
                                        const Epilogue<float>&, Batch<float>, float*, Workers&);
template void convolution_gather<double>(const PatchGeometry&, const double*, ConstBatch<double>,
                                         const Epilogue<double>&, Batch<double>, double*, Workers&);
template void convolution_spread<float>(const PatchGeometry&, const float*, ConstBatch<float>,
                                        const Epilogue<float>&, Batch<float>, float*, Workers&);
template void convolution_spread<double>(const PatchGeometry&, const double*, ConstBatch<double>,
                                         const Epilogue<double>&, Batch<double>, double*, Workers&);
template void convolution_weights<float>(const PatchGeometry&, ConstBatch<float>, ConstBatch<float>,
                                         float*, float*, Workers&);
template void convolution_weights<double>(const PatchGeometry&, ConstBatch<double>,
                                          ConstBatch<double>, double*, double*, Workers&);
template void convolution_bias<float>(Index, ConstBatch<float>, float*, float*, Workers&);
template void convolution_bias<double>(Index, ConstBatch<double>, double*, double*, Workers&);

}  // namespace hourglass

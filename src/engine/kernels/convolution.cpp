#include "engine/kernels/convolution.h"

#include <algorithm>
#include <cassert>

#include "engine/activation.h"
#include "engine/kernels/multiply.h"

namespace hourglass {
namespace {

// Ranges of images: enough to keep eight threads busy.
constexpr Index kTiles = 16;
// With fewer rows than this a product would leave a panel half empty.
constexpr Index kFewChannels = 8;
constexpr Index kDotChannels = 2;
constexpr Index kLongLine = 32;

struct ImageTiles {
  Index images, size;
  explicit ImageTiles(Index n) : images(n), size(std::max<Index>(1, (n + kTiles - 1) / kTiles)) {}
  int count() const { return static_cast<int>((images + size - 1) / size); }
  Index first(int tile) const { return tile * size; }
  Index end(int tile) const { return std::min(images, first(tile) + size); }
};

template <class S>
bool whole(const Eigen::Ref<const Matrix<S>>& batch) {
  return batch.cols() <= 1 || batch.outerStride() == batch.rows();
}

// The same seen from the other image. Precondition: stride 1.
PatchGeometry turned(const PatchGeometry& g) {
  return {g.big, g.small, g.kernel, 1, g.kernel - 1 - g.padding};
}

// Patches that are seen by few channels, in long lines, make good dot products (dot_kernel.h).
// Nothing is packed for those, so the images' margins need no frame.
bool by_dots(const PatchGeometry& g) {
  return g.stride == 1 && g.small.channels <= kDotChannels &&
         g.kernel * g.big.channels >= kLongLine;
}

// Of a convolution without stride a product can be had the other way round: the weights turned and
// the images' parts exchanged. Done where its rows, the channels of one image, then fill the panels
// better.
bool gathers(const PatchGeometry& g) {
  return g.stride == 1 && (g.big.channels >= kFewChannels || by_dots(turned(g)));
}
bool sums_turned(const PatchGeometry& g) {
  return g.stride == 1 && g.small.channels < kFewChannels;
}

// Assigns the weights of turned(g): taps the other way round, the channels swapped.
template <class S>
void turn_weights(const PatchGeometry& g, const S* weights, S* to) {
  const Index taps = g.kernel * g.kernel, tap_size = g.big.channels * g.small.channels;
  for (Index tap = 0; tap < taps; ++tap) {
    const ConstWeights<S> from(weights + (taps - 1 - tap) * tap_size, g.big.channels,
                               g.small.channels);
    Weights<S>(to + tap * tap_size, g.small.channels, g.big.channels) = from.transpose();
  }
}

// Numbers of the weights as panels, for one gathering.
Index packed_weights(const PatchGeometry& g) {
  return packed_size(g.small.channels, g.patch_size());
}

// Of one image that is spread.
Index spread_room(const PatchGeometry& g) {
  return gathers(g) ? turned(g).frame_size() : g.frame_size() + g.small.pixels() * g.patch_size();
}

// `result` (numbers of one image) lies from number `offset` of its batch on.
template <class S>
void finish(const Epilogue<S>& epilogue, Index channels, Index offset, Index size, S* result) {
  Eigen::Map<Matrix<S>> part(result + offset, channels, size / channels);
  if (epilogue.x != nullptr) {
    const Eigen::Map<const Matrix<S>> x(epilogue.x + offset, part.rows(), part.cols());
    multiply_by_derivative(epilogue.activation, x, part);
  } else {
    activate(epilogue.activation, part);
  }
}

// Of one image, but for where its frame and its result are.
template <class S>
PanelProduct<S> gather_product(const PatchGeometry& g, const S* weights, const S* bias) {
  return {.a = weights,
          .a_row = 1,
          .a_depth = g.small.channels,
          .b = nullptr,
          .b_depth = 1,
          .b_column = g.stride * g.big.channels,
          .c = nullptr,
          .c_column = g.small.channels,
          .start = bias,
          .rows = g.small.channels,
          .columns = g.small.pixels(),
          .depth = g.patch_size(),
          .depth_runs = {.length = g.kernel * g.big.channels, .step = g.frame_line()},
          .column_runs = {.length = g.small.width, .step = g.stride * g.frame_line()}};
}

// Pixels of the small image along one axis that see the same taps of the big one: `count` from
// `first` on see `taps` from `tap` on, which for the first of them begin at the big one's `from`.
struct Stretch {
  Index first, count, tap, taps, from;
};

// Calls visit(stretch) for an axis of so many pixels of both images. Precondition: stride 1.
template <class Visit>
void for_each_stretch(const PatchGeometry& g, Index pixels, Visit&& visit) {
  const auto at = [&](Index i) {
    const Index start = i - g.padding, tap = std::max<Index>(0, -start);
    return Stretch{i, 1, tap, std::min(g.kernel, pixels - start) - tap, start + tap};
  };
  for (Index i = 0; i < pixels;) {
    Stretch stretch = at(i);
    for (++i; i < pixels && stretch.taps == g.kernel && at(i).taps == g.kernel; ++i) {
      ++stretch.count;
    }
    visit(stretch);
  }
}

// From the image itself, without a frame: its margins are products of fewer taps. `part` is room
// for the weights of those (weights()).
template <class S>
void gather_unframed(const PatchGeometry& g, const S* weights, const S* bias, const S* big, S* part,
                     S* small) {
  const Index rows = g.small.channels, c = g.big.channels;
  const Index big_line = g.big.width * c, small_line = g.small.width * rows;
  for_each_stretch(g, g.small.height, [&](const Stretch& y) {
    for_each_stretch(g, g.small.width, [&](const Stretch& x) {
      const Index run = x.taps * c;
      for (Index i = 0; i < y.taps; ++i) {
        std::copy_n(weights + ((y.tap + i) * g.kernel + x.tap) * c * rows, run * rows,
                    part + i * run * rows);
      }
      PanelProduct<S> product{.a = part,
                              .a_row = 1,
                              .a_depth = rows,
                              .b = big + y.from * big_line + x.from * c,
                              .b_depth = 1,
                              .b_column = c,
                              .c = small + y.first * small_line + x.first * rows,
                              .c_column = rows,
                              .start = bias,
                              .rows = rows,
                              .columns = x.count,
                              .depth = y.taps * run,
                              .depth_runs = {.length = run, .step = big_line}};
      for (Index i = 0; i < y.count; ++i, product.b += big_line, product.c += small_line) {
        multiply(product);
      }
    });
  });
}

// Assigns patches (patch_size x pixels).
template <class S>
void write_patches(const PatchGeometry& g, const S* weights, const S* small, S* patches) {
  multiply(PanelProduct<S>{.a = weights,
                           .a_row = g.small.channels,
                           .a_depth = 1,
                           .b = small,
                           .b_depth = 1,
                           .b_column = g.small.channels,
                           .c = patches,
                           .c_column = g.patch_size(),
                           .start = nullptr,
                           .rows = g.patch_size(),
                           .columns = g.small.pixels(),
                           .depth = g.small.channels});
}

template <class S>
void weights_of_image(const PatchGeometry& g, const S* small, const S* frame, bool add, S* sums) {
  multiply(
      PanelProduct<S>{.a = small,
                      .a_row = 1,
                      .a_depth = g.small.channels,
                      .b = frame,
                      .b_depth = g.stride * g.big.channels,
                      .b_column = 1,
                      .c = sums,
                      .c_column = g.small.channels,
                      .start = nullptr,
                      .rows = g.small.channels,
                      .columns = g.patch_size(),
                      .depth = g.small.pixels(),
                      .depth_runs = {.length = g.small.width, .step = g.stride * g.frame_line()},
                      .column_runs = {.length = g.kernel * g.big.channels, .step = g.frame_line()},
                      .add = add});
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

// Calls visit(image, the tile's `room` numbers of scratch) for all images, the ones of a tile in
// their order.
template <class S, class Visit>
void for_each_image(Index images, Index room, S* scratch, Workers& workers, Visit&& visit) {
  const ImageTiles tiles(images);
  workers.run(tiles.count(), [&](int tile) {
    for (Index image = tiles.first(tile); image < tiles.end(tile); ++image) {
      visit(image, scratch + tile * room);
    }
  });
}

template <class S>
void sum_weights(const PatchGeometry& g, ConstBatch<S> small, ConstBatch<S> big, S* gradient,
                 S* scratch, Workers& workers) {
  const ImageTiles tiles(small.cols());
  S* const partial = scratch + tiles.count() * g.frame_size();
  for_each_image(small.cols(), g.frame_size(), scratch, workers, [&](Index image, S* frame) {
    const Index tile = image / tiles.size;
    put_in_frame(g, big.col(image).data(), frame);
    weights_of_image<S>(g, small.col(image).data(), frame, image > tile * tiles.size,
                        partial + tile * g.weights());
  });
  add_up(partial, tiles.count(), g.weights(), gradient);
}

}  // namespace

Index convolution_scratch(const PatchGeometry& g, Index batch) {
  const Index tiles = std::min(batch, kTiles);
  const Index sums_frame = (sums_turned(g) ? turned(g) : g).frame_size();
  const Index of_tile = std::max({g.frame_size(), spread_room(g), sums_frame}) + g.weights();
  const Index packed = std::max(packed_weights(g), packed_weights(turned(g)));
  return std::max(g.weights() + packed + tiles * of_tile,
                  tiles * (g.small.channels + g.big.channels));
}

template <class S>
void convolution_gather(const PatchGeometry& g, const S* weights, ConstBatch<S> big,
                        const Epilogue<S>& epilogue, Batch<S> small, S* scratch, Workers& workers) {
  assert(whole<S>(big) && whole<S>(small));
  const bool framed = !by_dots(g);
  PanelProduct<S> product = gather_product(g, weights, epilogue.bias);
  if (framed) pack(product, scratch);
  const Index room = framed ? g.frame_size() : g.weights();
  S* const rooms = scratch + packed_weights(g);
  for_each_image(small.cols(), room, rooms, workers, [&](Index image, S* part) {
    const S* const from = big.col(image).data();
    S* const to = small.col(image).data();
    if (framed) {
      put_in_frame(g, from, part);
      PanelProduct<S> of_image = product;
      of_image.b = part;
      of_image.c = to;
      multiply(of_image);
    } else {
      gather_unframed(g, weights, epilogue.bias, from, part, to);
    }
    finish(epilogue, g.small.channels, image * g.small.size(), g.small.size(), small.data());
  });
}

template <class S>
void convolution_spread(const PatchGeometry& g, const S* weights, ConstBatch<S> small,
                        const Epilogue<S>& epilogue, Batch<S> big, S* scratch, Workers& workers) {
  assert(whole<S>(big) && whole<S>(small));
  if (gathers(g)) {
    turn_weights(g, weights, scratch);
    convolution_gather<S>(turned(g), scratch, small, epilogue, big, scratch + g.weights(), workers);
    return;
  }
  for_each_image(small.cols(), spread_room(g), scratch, workers, [&](Index image, S* frame) {
    S* const patches = frame + g.frame_size();
    write_patches(g, weights, small.col(image).data(), patches);
    std::fill_n(frame, g.frame_size(), S{0});
    add_patches(g, patches, frame);
    take_from_frame(g, frame, big.col(image).data());
    if (epilogue.bias != nullptr) {
      Eigen::Map<Matrix<S>>(big.col(image).data(), g.big.channels, g.big.pixels()).colwise() +=
          Eigen::Map<const Column<S>>(epilogue.bias, g.big.channels);
    }
    finish(epilogue, g.big.channels, image * g.big.size(), g.big.size(), big.data());
  });
}

template <class S>
void convolution_weights(const PatchGeometry& g, ConstBatch<S> small, ConstBatch<S> big,
                         S* gradient, S* scratch, Workers& workers) {
  assert(whole<S>(big) && whole<S>(small));
  if (!sums_turned(g)) return sum_weights(g, small, big, gradient, scratch, workers);
  sum_weights<S>(turned(g), big, small, scratch, scratch + g.weights(), workers);
  turn_weights(turned(g), scratch, gradient);
}

template <class S>
void convolution_bias(Index channels, ConstBatch<S> dz, S* sums, S* scratch, Workers& workers) {
  assert(whole<S>(dz));
  const ImageTiles tiles(dz.cols());
  const Index pixels = dz.rows() / channels;
  workers.run(tiles.count(), [&](int tile) {
    Eigen::Map<Column<S>> sum(scratch + tile * channels, channels);
    sum.setZero();
    const Eigen::Map<const Matrix<S>> part(dz.data() + tiles.first(tile) * dz.rows(), channels,
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

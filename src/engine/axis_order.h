// Where the arena's order of a tensor's elements differs from PyTorch's: images lie as NHWC here,
// as NCHW there.
#pragma once

#include <vector>

#include "engine/matrix.h"
#include "engine/network_spec.h"

namespace hourglass {

// How a tensor lies in the arena: its axes there have these extents, slowest first, and PyTorch's
// axes, in order, are axes[0], axes[1], ... of them. Where PyTorch counts height, width and
// channels of an image in one axis, they are three axes here. Empty: the same order.
struct AxisOrder {
  std::vector<Index> extents;
  std::vector<int> axes;
  std::vector<int> backwards = {};  // those of the arena that PyTorch counts from the other end

  bool same() const { return axes.empty(); }
};

// A vector of the numbers of `image`; flat: of anything else.
AxisOrder vector_order(const Shape& image);

// A weight (outputs x inputs) between vectors of the numbers of two images, where these are not
// flat.
AxisOrder dense_order(Index outputs, const Shape& to, Index inputs, const Shape& from);

// A convolution's weight that lies as (kernel x kernel x big x small channels) in the arena and as
// (small x big x kernel x kernel) in PyTorch. Spread: (big x small x kernel x kernel) there, with
// both kernel axes backwards.
AxisOrder convolution_order(Index kernel, Index big, Index small, bool spread);

}  // namespace hourglass

#include "engine/axis_order.h"

namespace hourglass {
namespace {

// One channel or one pixel: both orders are the same.
bool reordered(const Shape& image) {
  return !image.flat() && image.channels > 1 && image.pixels() > 1;
}

// Adds one axis of PyTorch's.
void append(AxisOrder& order, Index size, const Shape& image) {
  const int first = static_cast<int>(order.extents.size());
  if (!reordered(image)) {
    order.extents.push_back(size);
    order.axes.push_back(first);
    return;
  }
  order.extents.insert(order.extents.end(), {image.height, image.width, image.channels});
  order.axes.insert(order.axes.end(), {first + 2, first, first + 1});
}

}  // namespace

AxisOrder vector_order(const Shape& image) {
  AxisOrder order;
  if (reordered(image)) append(order, image.size(), image);
  return order;
}

AxisOrder dense_order(Index outputs, const Shape& to, Index inputs, const Shape& from) {
  AxisOrder order;
  if (!reordered(to) && !reordered(from)) return order;
  append(order, outputs, to);
  append(order, inputs, from);
  return order;
}

AxisOrder convolution_order(Index kernel, Index big, Index small, bool spread) {
  if (spread) return {{kernel, kernel, big, small}, {2, 3, 0, 1}, {0, 1}};
  return {{kernel, kernel, big, small}, {3, 2, 0, 1}};
}

}  // namespace hourglass

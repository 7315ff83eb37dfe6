#include "io/tensor_order.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace hourglass {
namespace {

// Calls visit(place in PyTorch's order, place in the arena) for each element.
template <class Visit>
void for_each_element(const AxisOrder& order, std::size_t count, Visit&& visit) {
  const std::size_t axes = order.axes.size();
  std::vector<std::ptrdiff_t> strides(axes, 1), extents, steps, index(axes, 0);
  for (std::size_t i = axes; i-- > 1;) strides[i - 1] = strides[i] * order.extents[i];
  std::ptrdiff_t arena = 0;
  for (const int axis : order.backwards) {
    const auto i = static_cast<std::size_t>(axis);
    arena += (order.extents[i] - 1) * strides[i];
    strides[i] = -strides[i];
  }
  for (const int axis : order.axes) {
    extents.push_back(order.extents[static_cast<std::size_t>(axis)]);
    steps.push_back(strides[static_cast<std::size_t>(axis)]);
  }
  for (std::size_t pytorch = 0; pytorch < count; ++pytorch) {
    visit(pytorch, static_cast<std::size_t>(arena));
    for (std::size_t i = axes; i-- > 0;) {
      arena += steps[i];
      if (++index[i] < extents[i]) break;
      arena -= steps[i] * extents[i];
      index[i] = 0;
    }
  }
}

}  // namespace

void to_pytorch_order(const TensorInfo& info, std::span<const float> from, std::span<float> to) {
  assert(from.size() == to.size());
  if (info.order.same()) {
    std::copy(from.begin(), from.end(), to.begin());
    return;
  }
  for_each_element(info.order, from.size(),
                   [&](std::size_t pytorch, std::size_t arena) { to[pytorch] = from[arena]; });
}

void from_pytorch_order(const TensorInfo& info, std::span<const float> from, std::span<float> to) {
  assert(from.size() == to.size());
  if (info.order.same()) {
    std::copy(from.begin(), from.end(), to.begin());
    return;
  }
  for_each_element(info.order, from.size(),
                   [&](std::size_t pytorch, std::size_t arena) { to[arena] = from[pytorch]; });
}

}  // namespace hourglass

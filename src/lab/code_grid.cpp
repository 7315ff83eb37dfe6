#include "lab/code_grid.h"

#include <algorithm>
#include <cmath>

#include "data/digit_normalization.h"
#include "study/manifold.h"

namespace hourglass {
namespace {

// The middles of `count` equal parts.
std::vector<float> middles(float first, float last, int count) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) {
    const float t = (static_cast<float>(i) + 0.5f) / static_cast<float>(count);
    values.push_back(first + t * (last - first));
  }
  return values;
}

}  // namespace

void begin(PlaneGrid& grid, const PlaneAxes& axes, const Column<float>& through,
           const PlaneWindow& window, const Rect& screen, const CodeBounds& bounds) {
  grid.stale = false;
  const float cell = std::max(screen.width(), screen.height()) / PlaneGrid::kMost;
  auto count = [cell](float length) {
    return std::clamp(static_cast<int>(std::round(length / cell)), 1, PlaneGrid::kMost);
  };
  grid.next = {to_plane(window, screen, {screen.min.x, screen.max.y}),
               to_plane(window, screen, {screen.max.x, screen.min.y}), count(screen.width()),
               count(screen.height())};
  const CodePlane plane{beside_plane(axes, through), axes.directions.col(0),
                        axes.directions.col(1)};
  const Index size = through.size();
  begin(grid.batch,
        code_grid(plane, middles(grid.next.low.x, grid.next.high.x, grid.next.columns),
                  middles(grid.next.high.y, grid.next.low.y, grid.next.rows),
                  Column<float>::Constant(size, bounds.lowest),
                  Column<float>::Constant(size, bounds.highest)),
        kDigitPixels);
}

bool advance(PlaneGrid& grid, Inference& inference, double milliseconds) {
  if (!advance(grid.batch, milliseconds,
               [&](ConstBatch<float> codes) { return inference.decode(codes); })) {
    return false;
  }
  grid.shown = grid.next;
  return true;
}

std::vector<float> pixels_of(const PlaneGrid& grid) {
  const Index columns = grid.shown.columns, rows = grid.shown.rows;
  std::vector<float> pixels(static_cast<std::size_t>(columns * rows * kDigitPixels));
  float* to = pixels.data();
  for (Index row = 0; row < rows; ++row) {
    for (Index y = 0; y < kDigitSide; ++y) {
      for (Index column = 0; column < columns; ++column) {
        const float* from = grid.batch.output.col(row * columns + column).data() + y * kDigitSide;
        to = std::copy_n(from, kDigitSide, to);
      }
    }
  }
  return pixels;
}

}  // namespace hourglass

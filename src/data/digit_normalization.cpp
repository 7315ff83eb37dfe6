#include "data/digit_normalization.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace hourglass {
namespace {

constexpr float kPaper = 0.05f;

DigitPlacement ink_bounds(std::span<const float> ink, Index rows, Index columns) {
  DigitPlacement bounds{.first_row = rows, .first_column = columns};
  for (Index r = 0; r < rows; ++r) {
    for (Index c = 0; c < columns; ++c) {
      if (ink[static_cast<std::size_t>(r * columns + c)] < kPaper) continue;
      bounds.first_row = std::min(bounds.first_row, r);
      bounds.end_row = r + 1;
      bounds.first_column = std::min(bounds.first_column, c);
      bounds.end_column = std::max(bounds.end_column, c + 1);
    }
  }
  return bounds.end_row > 0 ? bounds : DigitPlacement{};
}

// One axis of the scaling: output cell i covers [start(i), start(i + 1)) of the drawing, and what
// reaches beyond first ... last is paper. The ink is centred in a whole number of cells.
struct Axis {
  Axis(Index from, Index to, float source_per_cell)
      : first(static_cast<float>(from)), last(static_cast<float>(to)), step(source_per_cell) {
    const float exact = (last - first) / step;
    cells = std::clamp<Index>(static_cast<Index>(std::ceil(exact - 1e-3f)), 1, kDigitBox);
    origin = first - step * (static_cast<float>(cells) - exact) / 2;
  }
  float start(Index cell) const { return origin + step * static_cast<float>(cell); }
  Index begin(Index cell) const { return static_cast<Index>(std::max(start(cell), first)); }
  Index end(Index cell) const {
    return static_cast<Index>(std::ceil(std::min(start(cell + 1), last)));
  }
  // How much of source pixel i lies in the cell, 0 ... 1.
  float overlap(Index cell, Index i) const {
    const float low = std::max(start(cell), static_cast<float>(i));
    const float high = std::min(start(cell + 1), static_cast<float>(i + 1));
    return std::max(high - low, 0.0f);
  }

  float first, last, step;
  float origin = 0;
  Index cells = 0;
};

float mean_ink(std::span<const float> ink, Index columns, const Axis& down, Index row,
               const Axis& across, Index column) {
  float sum = 0;
  for (Index r = down.begin(row); r < down.end(row); ++r) {
    float line = 0;
    for (Index c = across.begin(column); c < across.end(column); ++c) {
      line += ink[static_cast<std::size_t>(r * columns + c)] * across.overlap(column, c);
    }
    sum += line * down.overlap(row, r);
  }
  return std::min(sum / (down.step * across.step), 1.0f);
}

struct Axes {
  explicit Axes(const DigitPlacement& p)
      : step(static_cast<float>(std::max(p.end_row - p.first_row, p.end_column - p.first_column)) /
             static_cast<float>(kDigitBox)),
        down(p.first_row, p.end_row, step),
        across(p.first_column, p.end_column, step) {}

  float step;
  Axis down, across;
};

using Box = std::array<float, kDigitBox * kDigitBox>;

Box scaled(std::span<const float> ink, Index columns, const Axes& axes) {
  Box box{};
  for (Index r = 0; r < axes.down.cells; ++r) {
    for (Index c = 0; c < axes.across.cells; ++c) {
      box[static_cast<std::size_t>(r * kDigitBox + c)] =
          mean_ink(ink, columns, axes.down, r, axes.across, c);
    }
  }
  return box;
}

// Where the first of `cells` goes so that `center`, the middle of mass in cells, comes to the
// middle of the image.
Index placed(float center, Index cells) {
  const float offset = static_cast<float>(kDigitSide / 2) - center;
  return std::clamp<Index>(static_cast<Index>(std::floor(offset + 0.5f)), 0, kDigitSide - cells);
}

void centre(DigitPlacement& placement, const Box& box, const Axes& axes) {
  float mass = 0, mass_r = 0, mass_c = 0;
  for (Index r = 0; r < axes.down.cells; ++r) {
    for (Index c = 0; c < axes.across.cells; ++c) {
      const float value = box[static_cast<std::size_t>(r * kDigitBox + c)];
      mass += value;
      mass_r += value * static_cast<float>(r);
      mass_c += value * static_cast<float>(c);
    }
  }
  placement.top = placed(mass_r / mass, axes.down.cells);
  placement.left = placed(mass_c / mass, axes.across.cells);
}

DigitImage put(const DigitPlacement& placement, const Box& box, const Axes& axes) {
  DigitImage image{};
  for (Index r = 0; r < axes.down.cells; ++r) {
    for (Index c = 0; c < axes.across.cells; ++c) {
      image[static_cast<std::size_t>((placement.top + r) * kDigitSide + placement.left + c)] =
          box[static_cast<std::size_t>(r * kDigitBox + c)];
    }
  }
  return image;
}

}  // namespace

DigitImage normalize_digit(std::span<const float> ink, Index rows, Index columns) {
  assert(rows >= 0 && columns >= 0 && static_cast<Index>(ink.size()) == rows * columns);
  DigitPlacement placement = ink_bounds(ink, rows, columns);
  if (placement.end_row == 0) return {};
  const Axes axes(placement);
  const Box box = scaled(ink, columns, axes);
  centre(placement, box, axes);
  return put(placement, box, axes);
}

DigitPlacement place_digit(std::span<const float> ink, Index rows, Index columns) {
  assert(rows >= 0 && columns >= 0 && static_cast<Index>(ink.size()) == rows * columns);
  DigitPlacement placement = ink_bounds(ink, rows, columns);
  if (placement.end_row == 0) return placement;
  const Axes axes(placement);
  centre(placement, scaled(ink, columns, axes), axes);
  return placement;
}

DigitImage normalize_digit(std::span<const float> ink, Index columns,
                           const DigitPlacement& placement) {
  assert(placement.end_column <= columns &&
         placement.end_row * columns <= static_cast<Index>(ink.size()));
  if (placement.end_row == placement.first_row) return {};
  const Axes axes(placement);
  return put(placement, scaled(ink, columns, axes), axes);
}

DrawingPoint drawing_point(const DigitPlacement& placement, float image_x, float image_y) {
  const Axes axes(placement);
  return {axes.across.origin + axes.step * (image_x - static_cast<float>(placement.left)),
          axes.down.origin + axes.step * (image_y - static_cast<float>(placement.top))};
}

}  // namespace hourglass

#include "data/digit_normalization.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace hourglass {
namespace {

constexpr float kPaper = 0.05f;

// Rows top ... bottom - 1 and columns left ... right - 1.
struct InkBounds {
  Index top, left, bottom = 0, right = 0;
  bool empty() const { return bottom == 0; }
};

InkBounds ink_bounds(std::span<const float> ink, Index rows, Index columns) {
  InkBounds bounds{rows, columns};
  for (Index r = 0; r < rows; ++r) {
    for (Index c = 0; c < columns; ++c) {
      if (ink[static_cast<std::size_t>(r * columns + c)] < kPaper) continue;
      bounds.top = std::min(bounds.top, r);
      bounds.bottom = r + 1;
      bounds.left = std::min(bounds.left, c);
      bounds.right = std::max(bounds.right, c + 1);
    }
  }
  return bounds;
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

// Where the first of `cells` goes so that `center`, the middle of mass in cells, comes to the
// middle of the image.
Index placed(float center, Index cells) {
  const float offset = static_cast<float>(kDigitSide / 2) - center;
  return std::clamp<Index>(static_cast<Index>(std::floor(offset + 0.5f)), 0, kDigitSide - cells);
}

}  // namespace

DigitImage normalize_digit(std::span<const float> ink, Index rows, Index columns) {
  assert(rows >= 0 && columns >= 0 && static_cast<Index>(ink.size()) == rows * columns);
  DigitImage image{};
  const InkBounds bounds = ink_bounds(ink, rows, columns);
  if (bounds.empty()) return image;

  const Index side = std::max(bounds.bottom - bounds.top, bounds.right - bounds.left);
  const float step = static_cast<float>(side) / static_cast<float>(kDigitBox);
  const Axis down(bounds.top, bounds.bottom, step);
  const Axis across(bounds.left, bounds.right, step);

  std::array<float, kDigitBox * kDigitBox> box{};
  float mass = 0, mass_r = 0, mass_c = 0;
  for (Index r = 0; r < down.cells; ++r) {
    for (Index c = 0; c < across.cells; ++c) {
      const float value = mean_ink(ink, columns, down, r, across, c);
      box[static_cast<std::size_t>(r * kDigitBox + c)] = value;
      mass += value;
      mass_r += value * static_cast<float>(r);
      mass_c += value * static_cast<float>(c);
    }
  }
  const Index top = placed(mass_r / mass, down.cells);
  const Index left = placed(mass_c / mass, across.cells);
  for (Index r = 0; r < down.cells; ++r) {
    for (Index c = 0; c < across.cells; ++c) {
      image[static_cast<std::size_t>((top + r) * kDigitSide + left + c)] =
          box[static_cast<std::size_t>(r * kDigitBox + c)];
    }
  }
  return image;
}

}  // namespace hourglass

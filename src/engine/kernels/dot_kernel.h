// Products of few rows, as dot products: lanes go along depth, so that no lane is empty where a
// panel would be. Needs depth to be b's direction in memory, in runs of a vector or more.
//
//   if (dots_are_faster<lanes, rows of a panel>(product)) return multiply_by_dots<lanes>(product,
//   room);
//
// For the files that are compiled once per instruction set (see panel_kernel.h).
#pragma once

#include "engine/kernels/column_walk.h"
#include "engine/kernels/panel_product.h"
#include "engine/kernels/vector_math.h"

namespace hourglass {
namespace {

constexpr int kDotColumns = 4;
constexpr int kDotVectors = 2;  // along depth; sums side by side do not wait for each other

// The lanes beyond the first four are added to them.
template <int kLanes>
VectorMath<4>::Vector folded(typename VectorMath<kLanes>::Vector vector) {
  float lanes[kLanes];
  VectorMath<kLanes>::store(vector, lanes);
  VectorMath<4>::Vector sum = VectorMath<4>::load(lanes);
  for (int i = 4; i < kLanes; i += 4) sum += VectorMath<4>::load(lanes + i);
  return sum;
}

// sums[j] = row . columns[j], over `runs` runs of `length`.
template <int kLanes, int kUsed>
[[gnu::noinline]] void dots(Stride runs, Stride length, Stride run_step, const float* row,
                            const float* const* columns, float* sums) {
  using M = VectorMath<kLanes>;
  typename M::Vector vectors[kUsed][kDotVectors] = {};
  float rest[kUsed] = {};
  const float* b[kUsed];
#pragma GCC unroll 4
  for (int j = 0; j < kUsed; ++j) b[j] = columns[j];
  for (Stride run = 0, at = 0; run < runs; ++run, at += run_step - length, row += length) {
    const Stride end = at + length;
    const float* a = row;
    for (; at + kDotVectors * kLanes <= end;
         at += kDotVectors * kLanes, a += kDotVectors * kLanes) {
#pragma GCC unroll 2
      for (int v = 0; v < kDotVectors; ++v) {
        const auto factor = M::load(a + v * kLanes);
#pragma GCC unroll 4
        for (int j = 0; j < kUsed; ++j) {
          vectors[j][v] = M::multiply_add(factor, M::load(b[j] + at + v * kLanes), vectors[j][v]);
        }
      }
    }
    for (; at < end; ++at, ++a) {
#pragma GCC unroll 4
      for (int j = 0; j < kUsed; ++j) rest[j] += *a * b[j][at];
    }
  }
  float parts[kDotColumns][4] = {}, lanes[4][kDotColumns];
#pragma GCC unroll 4
  for (int j = 0; j < kUsed; ++j) {
    VectorMath<4>::store(folded<kLanes>(vectors[j][0] + vectors[j][1]), parts[j]);
  }
  transpose_four<4>(parts[0], 4, lanes[0], kDotColumns);
  for (int j = 0; j < kUsed; ++j) {
    sums[j] = (lanes[0][j] + lanes[1][j]) + (lanes[2][j] + lanes[3][j]) + rest[j];
  }
}

using DotsFunction = void (*)(Stride runs, Stride length, Stride run_step, const float* row,
                              const float* const* columns, float* sums);

// The dots of 1 ... kUsed columns.
template <int kLanes, int kUsed>
DotsFunction dots_of(Stride columns) {
  if constexpr (kUsed > 1) {
    if (columns < kUsed) return dots_of<kLanes, kUsed - 1>(columns);
  }
  return dots<kLanes, kUsed>;
}

// Where fewer than a quarter of a panel's rows would be used, and runs are long enough.
template <int kLanes, int kPanelRows>
bool dots_are_faster(const PanelProduct<float>& p) {
  const Stride length = p.depth_runs.length > 0 ? p.depth_runs.length : p.depth;
  return 4 * p.rows <= kPanelRows && p.b_depth == 1 && length >= kDotVectors * kLanes &&
         p.depth <= kPanelRoom;
}

template <int kLanes>
void multiply_by_dots(const PanelProduct<float>& p, float* room) {
  const Stride length = p.depth_runs.length > 0 ? p.depth_runs.length : p.depth;
  for (Stride row = 0; row < p.rows; ++row) {
    const float* a = p.a + row * p.a_row;
    if (p.a_depth != 1) {
      for (Stride k = 0; k < p.depth; ++k) room[k] = a[k * p.a_depth];
      a = room;
    }
    ColumnWalk walk(p, p.b);
    for (Stride first = 0; first < p.columns; first += kDotColumns) {
      const Stride left = p.columns - first, count = left < kDotColumns ? left : kDotColumns;
      const float* columns[kDotColumns];
      float sums[kDotColumns];
      for (Stride j = 0; j < count; ++j) columns[j] = walk.next();
      dots_of<kLanes, kDotColumns>(count)(p.depth / length, length, p.depth_runs.step, a, columns,
                                          sums);
      for (Stride j = 0; j < count; ++j) {
        float& c = p.c[(first + j) * p.c_column + row];
        c = sums[j] + (p.add ? c : p.start ? p.start[row] : 0);
      }
    }
  }
}

}  // namespace
}  // namespace hourglass

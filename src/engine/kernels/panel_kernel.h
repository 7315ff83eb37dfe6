// The micro-kernel: a block of the product held in registers, fed by a packed panel of `a`.
//
//   const PanelKernel kAvx2Panels = panels<8, 2, 6>();   // lanes, vectors, columns
//
// Included by one file per instruction set, each compiled with flags of its own: hence the unnamed
// namespace (a function that two of them shared would be linked from either), and no other header's
// inline functions.
//
// A block is (vectors * lanes) rows by `columns` columns. Per step of depth it loads `vectors`
// vectors of the panel and one scalar of b for each column (Goto & van de Geijn 2008, "Anatomy of
// High-Performance Matrix Multiplication"). b is used as it lies.
#pragma once

#include <cstring>

#include "engine/kernels/panel_product.h"
#if defined(__wasm_relaxed_simd__)
#include <wasm_simd128.h>
#endif

namespace hourglass {
namespace {

template <int kLanes>
struct Lanes {
  typedef float Vector __attribute__((vector_size(4 * kLanes)));

  static Vector load(const float* from) {
    Vector vector;
    std::memcpy(&vector, from, sizeof vector);
    return vector;
  }
  static void store(Vector vector, float* to) { std::memcpy(to, &vector, sizeof vector); }
  // a * b + c, rounded once where the processor can (-ffp-contract=fast).
  static Vector multiply_add(Vector a, float b, Vector c) {
#if defined(__wasm_relaxed_simd__)
    return Vector(wasm_f32x4_relaxed_madd(v128_t(a), wasm_f32x4_splat(b), v128_t(c)));
#else
    return a * b + c;
#endif
  }
};

// Depth is worked off in chunks, so that a panel and what it meets of b stay in the first-level
// cache: where depth is not b's direction in memory, each step of it is a cache line.
constexpr Stride kMaxDepth = 512;
constexpr Stride kMaxLines = 256;

// A chunk of depth in b: `runs` runs of `length`.
struct Chunk {
  Stride runs, length, run_step;
};

// c (rows x kColumns) = start + panel b, for the whole rows of a panel.
template <int kLanes, int kVectors, int kColumns, bool kDepthRuns>
[[gnu::noinline]] void block(Chunk chunk, const float* panel, const float* b, Stride b_stride,
                             const float* start, Stride start_column, float* c, Stride c_column) {
  using L = Lanes<kLanes>;
  typename L::Vector sums[kColumns][kVectors];
#pragma GCC unroll 32
  for (int j = 0; j < kColumns; ++j) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      sums[j][v] = L::load(start + j * start_column + v * kLanes);
    }
  }
  for (Stride run = 0; run < chunk.runs; ++run) {
#pragma GCC unroll 4
    for (Stride k = 0; k < chunk.length; ++k) {
      typename L::Vector a[kVectors];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) a[v] = L::load(panel + (k * kVectors + v) * kLanes);
#pragma GCC unroll 32
      for (int j = 0; j < kColumns; ++j) {
        const float factor = kDepthRuns ? b[j * b_stride + k] : b[k * b_stride + j];
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) {
          sums[j][v] = L::multiply_add(a[v], factor, sums[j][v]);
        }
      }
    }
    panel += chunk.length * kVectors * kLanes;
    b += chunk.run_step;
  }
#pragma GCC unroll 32
  for (int j = 0; j < kColumns; ++j) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) L::store(sums[j][v], c + j * c_column + v * kLanes);
  }
}

using BlockFunction = void (*)(Chunk chunk, const float* panel, const float* b, Stride b_stride,
                               const float* start, Stride start_column, float* c, Stride c_column);

// The block with 1 ... kColumns columns.
template <int kLanes, int kVectors, int kColumns, bool kDepthRuns>
BlockFunction block_of(Stride columns) {
  if constexpr (kColumns > 1) {
    if (columns < kColumns) return block_of<kLanes, kVectors, kColumns - 1, kDepthRuns>(columns);
  }
  return block<kLanes, kVectors, kColumns, kDepthRuns>;
}

// panel[k][i] = a(i, first + k) for k < depth, i < rows; zero for the rest of the panel's rows.
template <int kRows>
[[gnu::noinline]] void pack(const PanelProduct<float>& p, Stride row, Stride rows, Stride first,
                            Stride depth, float* panel) {
  const float* a = p.a + row * p.a_row + first * p.a_depth;
  if (rows < kRows) std::memset(panel, 0, static_cast<std::size_t>(kRows * depth) * sizeof(float));
  if (p.a_row == 1 && rows == kRows) {
    for (Stride k = 0; k < depth; ++k) {
      std::memcpy(panel + k * kRows, a + k * p.a_depth, kRows * sizeof(float));
    }
    return;
  }
  Stride i = 0;
  if (p.a_depth == 1) {  // four by four, transposed in registers
    using L = Lanes<4>;
    for (; i + 4 <= rows; i += 4) {
      const float* from = a + i * p.a_row;
      Stride k = 0;
      for (; k + 4 <= depth; k += 4) {
        const auto r0 = L::load(from + k), r1 = L::load(from + k + p.a_row);
        const auto r2 = L::load(from + k + 2 * p.a_row), r3 = L::load(from + k + 3 * p.a_row);
        const auto a0 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5);
        const auto a1 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
        const auto b0 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
        const auto b1 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
        float* to = panel + k * kRows + i;
        L::store(__builtin_shufflevector(a0, a1, 0, 1, 4, 5), to);
        L::store(__builtin_shufflevector(a0, a1, 2, 3, 6, 7), to + kRows);
        L::store(__builtin_shufflevector(b0, b1, 0, 1, 4, 5), to + 2 * kRows);
        L::store(__builtin_shufflevector(b0, b1, 2, 3, 6, 7), to + 3 * kRows);
      }
      for (; k < depth; ++k) {
        for (Stride r = 0; r < 4; ++r) panel[k * kRows + i + r] = from[r * p.a_row + k];
      }
    }
  }
  for (; i < rows; ++i) {
    for (Stride k = 0; k < depth; ++k) panel[k * kRows + i] = a[i * p.a_row + k * p.a_depth];
  }
}

// The rows of one panel, over one chunk of depth.
template <int kLanes, int kVectors, int kColumns>
struct PanelPass {
  static constexpr int kRows = kLanes * kVectors;

  const PanelProduct<float>& p;
  Stride row, rows;
  const float* b;  // the chunk's
  Chunk chunk;
  const float* panel;
  bool add;

  void run() const {
    float start[kRows] = {};
    for (Stride i = 0; p.start && i < rows; ++i) start[i] = p.start[row + i];
    const Stride run = p.column_runs.length > 0 ? p.column_runs.length : p.columns;
    for (Stride first = 0; first < p.columns; first += run) {
      run_columns(first, run, b + first / run * p.column_runs.step, start);
    }
  }

  // In blocks as even as can be: a narrow one would wait for its own sums.
  void run_columns(Stride first, Stride count, const float* from, const float* start) const {
    const Stride blocks = (count + kColumns - 1) / kColumns;
    for (Stride i = 0, j = 0; i < blocks; ++i) {
      const Stride columns = count / blocks + (i < count % blocks ? 1 : 0);
      float* c = p.c + (first + j) * p.c_column + row;
      if (rows < kRows) {
        run_edge(from, columns, start, c);
      } else if (add) {
        run_block(from, columns, c, p.c_column, c, p.c_column);
      } else {
        run_block(from, columns, start, 0, c, p.c_column);
      }
      from += columns * p.b_column;
      j += columns;
    }
  }

  void run_block(const float* from, Stride columns, const float* start, Stride start_column,
                 float* c, Stride c_column) const {
    if (p.b_depth == 1) {
      block_of<kLanes, kVectors, kColumns, true>(columns)(chunk, panel, from, p.b_column, start,
                                                          start_column, c, c_column);
    } else {
      block_of<kLanes, kVectors, kColumns, false>(columns)(chunk, panel, from, p.b_depth, start,
                                                           start_column, c, c_column);
    }
  }

  // Fewer rows than the panel has: by way of a whole block.
  void run_edge(const float* from, Stride columns, const float* start, float* c) const {
    float edge[kRows * kColumns] = {};
    if (add) {
      for (Stride x = 0; x < columns; ++x) copy(c + x * p.c_column, edge + x * kRows);
      run_block(from, columns, edge, kRows, edge, kRows);
    } else {
      run_block(from, columns, start, 0, edge, kRows);
    }
    for (Stride x = 0; x < columns; ++x) copy(edge + x * kRows, c + x * p.c_column);
  }

  void copy(const float* from, float* to) const {
    std::memcpy(to, from, static_cast<std::size_t>(rows) * sizeof(float));
  }
};

inline Stride divide_up(Stride a, Stride b) { return (a + b - 1) / b; }

// How depth is cut: into chunks of even numbers of runs, or of even parts of one run.
struct DepthCut {
  template <class Product>
  explicit DepthCut(const Product& p)
      : length(p.depth_runs.length > 0 ? p.depth_runs.length : p.depth), step(p.depth_runs.step) {
    const Stride most = p.b_depth == 1 ? kMaxDepth : kMaxLines;
    if (length > most) {
      part = divide_up(length, divide_up(length, most));
    } else if (length > 0) {
      const Stride all = p.depth / length;
      part = length;
      runs = divide_up(all, divide_up(all, most / length));
    }
  }

  // From `first` on, which is where another chunk ended.
  Chunk chunk(Stride first, Stride depth) const {
    const Stride into = length > 0 ? first % length : 0, left = length - into;
    if (part < length) return {1, part < left ? part : left, step};
    const Stride runs_left = length > 0 ? (depth - first) / length : 1;
    return {runs < runs_left ? runs : runs_left, length, step};
  }

  Stride length, step;
  Stride part = 0, runs = 1;  // of a chunk
};

template <int kLanes, int kVectors, int kColumns>
void multiply(const PanelProduct<float>& p) {
  constexpr Stride kRows = kLanes * kVectors;
  alignas(64) float panel[kRows * kMaxDepth];
  const DepthCut cut(p);
  for (Stride row = 0; row < p.rows; row += kRows) {
    const Stride rows = p.rows - row < kRows ? p.rows - row : kRows;
    Stride first = 0;
    do {
      const Chunk chunk = cut.chunk(first, p.depth);
      const Stride depth = chunk.runs * chunk.length;
      pack<kRows>(p, row, rows, first, depth, panel);
      const Stride run = cut.length > 0 ? first / cut.length : 0;
      const float* b = p.b + run * cut.step + (first - run * cut.length) * p.b_depth;
      PanelPass<kLanes, kVectors, kColumns>{p, row, rows, b, chunk, panel, p.add || first > 0}
          .run();
      first += depth;
    } while (first < p.depth);
  }
}

template <int kLanes, int kVectors, int kColumns>
constexpr PanelKernel panels() {
  return {kLanes * kVectors, kColumns, multiply<kLanes, kVectors, kColumns>};
}

}  // namespace
}  // namespace hourglass

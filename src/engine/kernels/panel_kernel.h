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
// High-Performance Matrix Multiplication"). The panels of all rows are packed first; then each
// block of b's columns, which the first-level cache holds, meets all of them.
#pragma once

#include <cstring>

#include "engine/kernels/column_walk.h"
#include "engine/kernels/dot_kernel.h"
#include "engine/kernels/panel_product.h"
#include "engine/kernels/vector_math.h"

namespace hourglass {
namespace {

// Depth is worked off in chunks, so that a panel and what it meets of b stay in the first-level
// cache: where depth is not b's direction in memory, each step of it is a cache line.
constexpr Stride kMaxDepth = 512;
constexpr Stride kMaxLines = 256;

// A chunk of depth in b: `runs` runs of `length`.
struct Chunk {
  Stride runs, length, run_step;
};

// c (rows x kUsed) = start + panel b, for the whole rows of a panel, whose steps of depth lie
// panel_step apart (kPacked: one behind the other). `columns` are pointers to the first number of
// each of b's columns where depth is b's direction in memory; else they are neighbours, and the
// first is enough. Plain arguments: WebAssembly passes a struct by way of
// memory. Depth is not unrolled: WebAssembly's compilers then draw several steps into one, and what
// they hold at once no longer fits into the registers.
template <int kLanes, int kVectors, int kUsed, bool kDepthRuns, bool kPacked>
[[gnu::noinline]] void block(Stride runs, Stride length, Stride run_step, const float* panel,
                             Stride panel_step, const float* const* columns, Stride step,
                             const float* start, Stride start_column, float* c, Stride c_column) {
  using M = VectorMath<kLanes>;
  constexpr int kPointers = kDepthRuns ? kUsed : 1;
  typename M::Vector sums[kUsed][kVectors];
  const float* b[kPointers];
#pragma GCC unroll 32
  for (int j = 0; j < kPointers; ++j) b[j] = columns[j];
#pragma GCC unroll 32
  for (int j = 0; j < kUsed; ++j) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      sums[j][v] = M::load(start + j * start_column + v * kLanes);
    }
  }
  Stride at = 0;  // from a column's first number
  const Stride b_step = kDepthRuns ? 1 : step, rest = run_step - length * b_step;
  if constexpr (kPacked) panel_step = kVectors * kLanes;
  for (Stride run = 0; run < runs; ++run, at += rest) {
    for (Stride k = 0; k < length; ++k, panel += panel_step, at += b_step) {
      typename M::Vector a[kVectors];
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) a[v] = M::load(panel + v * kLanes);
#pragma GCC unroll 32
      for (int j = 0; j < kUsed; ++j) {
        const auto factor = M::all(kDepthRuns ? b[j][at] : (b[0] + at)[j]);
#pragma GCC unroll 4
        for (int v = 0; v < kVectors; ++v) sums[j][v] = M::multiply_add(a[v], factor, sums[j][v]);
      }
    }
  }
#pragma GCC unroll 32
  for (int j = 0; j < kUsed; ++j) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) M::store(sums[j][v], c + j * c_column + v * kLanes);
  }
}

using BlockFunction = void (*)(Stride runs, Stride length, Stride run_step, const float* panel,
                               Stride panel_step, const float* const* columns, Stride step,
                               const float* start, Stride start_column, float* c, Stride c_column);

// The block with 1 ... kUsed columns.
template <int kLanes, int kVectors, int kUsed, bool kDepthRuns>
BlockFunction block_of(Stride columns, bool packed) {
  if constexpr (kUsed > 1) {
    if (columns < kUsed) return block_of<kLanes, kVectors, kUsed - 1, kDepthRuns>(columns, packed);
  }
  return packed ? block<kLanes, kVectors, kUsed, kDepthRuns, true>
                : block<kLanes, kVectors, kUsed, kDepthRuns, false>;
}

// to[k][i] = from[i][k] for k < depth, i < kLanes, in registers, four steps of depth at a time.
template <int kLanes>
void pack_rows(const float* from, Stride from_step, Stride depth, float* to, Stride to_step) {
  Stride k = 0;
  for (; k + 4 <= depth; k += 4) {
    transpose_four<kLanes>(from + k, from_step, to + k * to_step, to_step);
  }
  for (; k < depth; ++k) {
    for (Stride i = 0; i < kLanes; ++i) to[k * to_step + i] = from[i * from_step + k];
  }
}

// panel[k][i] = a(i, first + k) for k < depth, i < rows; zero for the rest of the panel's rows.
template <int kLanes, int kRows>
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
  if (p.a_depth == 1) {
    for (; i + kLanes <= rows; i += kLanes) {
      pack_rows<kLanes>(a + i * p.a_row, p.a_row, depth, panel + i, kRows);
    }
    for (; i + 4 <= rows; i += 4) {
      pack_rows<4>(a + i * p.a_row, p.a_row, depth, panel + i, kRows);
    }
  }
  for (; i < rows; ++i) {
    for (Stride k = 0; k < depth; ++k) panel[k * kRows + i] = a[i * p.a_row + k * p.a_depth];
  }
}

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

// Panels of a group of rows: packed one behind the other, or side by side in `a` itself.
struct Panels {
  const float* first;
  Stride step;  // of depth
  bool packed;
};

// A group of rows over one chunk of depth.
template <int kLanes, int kVectors, int kColumns>
struct GroupPass {
  static constexpr int kRows = kLanes * kVectors;

  const PanelProduct<float>& p;
  Stride row, rows;
  const float* b;  // the chunk's
  Chunk chunk;
  Panels panels;
  const float* start;  // (whole panels of rows); null: what c holds

  // In blocks as even as can be: a narrow one would wait for its own sums.
  void run() const {
    const Stride blocks = divide_up(p.columns, kColumns);
    ColumnWalk walk(p, b);
    for (Stride i = 0, first = 0; i < blocks; ++i) {
      const Stride count = p.columns / blocks + (i < p.columns % blocks ? 1 : 0);
      const float* columns[kColumns];
      for (Stride j = 0; j < count; ++j) columns[j] = walk.next();
      if (p.b_depth == 1) {
        const auto block = block_of<kLanes, kVectors, kColumns, true>(count, panels.packed);
        run_panels(block, first, count, columns, 1, chunk);
      } else {
        const auto block = block_of<kLanes, kVectors, kColumns, false>(count, panels.packed);
        if (columns[count - 1] - columns[0] == count - 1) {
          run_panels(block, first, count, columns, p.b_depth, chunk);
        } else {
          float packed[kColumns * kMaxLines];
          pack_columns(count, columns, packed);
          columns[0] = packed;
          run_panels(block, first, count, columns, kColumns, {1, chunk.runs * chunk.length, 0});
        }
      }
      first += count;
    }
  }

  // to[k][j] = b(k, j)
  void pack_columns(Stride count, const float* const* columns, float* to) const {
    for (Stride run = 0; run < chunk.runs; ++run) {
      for (Stride k = 0; k < chunk.length; ++k, to += kColumns) {
        const Stride at = run * chunk.run_step + k * p.b_depth;
        for (Stride j = 0; j < count; ++j) to[j] = columns[j][at];
      }
    }
  }

  void run_panels(BlockFunction block, Stride first, Stride count, const float* const* columns,
                  Stride step, const Chunk& depth) const {
    const auto block_at = [&](const float* panel, const float* from, Stride from_column, float* c,
                              Stride c_column) {
      block(depth.runs, depth.length, depth.run_step, panel, panels.step, columns, step, from,
            from_column, c, c_column);
    };
    const Stride panel_size = panels.packed ? kRows * depth.runs * depth.length : kRows;
    const float* panel = panels.first;
    float* c = p.c + first * p.c_column + row;
    Stride i = 0;
    for (; i + kRows <= rows; i += kRows, panel += panel_size) {
      if (start) {
        block_at(panel, start + i, 0, c + i, p.c_column);
      } else {
        block_at(panel, c + i, p.c_column, c + i, p.c_column);
      }
    }
    if (i == rows) return;
    // Fewer rows than the panel has: by way of a whole block.
    float edge[kRows * kColumns] = {};
    for (Stride j = 0; !start && j < count; ++j) {
      copy(c + i + j * p.c_column, rows - i, edge + j * kRows);
    }
    block_at(panel, start ? start + i : edge, start ? 0 : kRows, edge, kRows);
    for (Stride j = 0; j < count; ++j) copy(edge + j * kRows, rows - i, c + i + j * p.c_column);
  }

  static void copy(const float* from, Stride count, float* to) {
    std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(float));
  }
};

// Whole panels that lie in `a` as vectors want them, and meet few columns: packing them would take
// longer than it saves.
template <int kRows, int kColumns>
bool kept_in_place(const PanelProduct<float>& p, Stride rows) {
  return p.a_row == 1 && rows % kRows == 0 && p.columns <= 4 * kColumns;
}

// A panel of wide vectors is larger than a block of b: it is what stays in the first-level cache
// then, alone in its group (with AVX-512 2 to 10% faster than several).
template <int kLanes, int kRows>
constexpr Stride kGroup = kLanes > 4 ? kRows : kPanelRoom / kMaxDepth / kRows* kRows;

// Calls visit(row, rows, first, chunk) for the groups of rows, and for each for its chunks of
// depth; of no depth there is one, empty.
template <Stride kGroupRows, class Visit>
void for_each_group(const PanelProduct<float>& p, const DepthCut& cut, Visit&& visit) {
  for (Stride row = 0; row < p.rows; row += kGroupRows) {
    const Stride rows = p.rows - row < kGroupRows ? p.rows - row : kGroupRows;
    Stride first = 0;
    do {
      const Chunk chunk = cut.chunk(first, p.depth);
      visit(row, rows, first, chunk);
      first += chunk.runs * chunk.length;
    } while (first < p.depth);
  }
}

// The panels of a group over a chunk.
template <int kLanes, int kRows>
void pack_group(const PanelProduct<float>& p, Stride row, Stride rows, Stride first, Stride depth,
                float* panels) {
  for (Stride i = 0; i < rows; i += kRows) {
    pack<kLanes, kRows>(p, row + i, rows - i < kRows ? rows - i : kRows, first, depth,
                        panels + i * depth);
  }
}

// Where pack_all() puts a group's chunk: groups one behind the other, in each its chunks likewise.
template <int kRows>
Stride place_of(const PanelProduct<float>& p, Stride row, Stride rows, Stride first) {
  return row * p.depth + divide_up(rows, kRows) * kRows * first;
}

template <int kLanes, int kVectors>
void pack_all(const PanelProduct<float>& p, float* panels) {
  constexpr Stride kRows = kLanes * kVectors;
  for_each_group<kGroup<kLanes, kRows>>(
      p, DepthCut(p), [&](Stride row, Stride rows, Stride first, const Chunk& chunk) {
        pack_group<kLanes, kRows>(p, row, rows, first, chunk.runs * chunk.length,
                                  panels + place_of<kRows>(p, row, rows, first));
      });
}

template <int kLanes, int kVectors, int kColumns>
void multiply(const PanelProduct<float>& p, float* room) {
  constexpr Stride kRows = kLanes * kVectors;
  if (dots_are_faster<kLanes, kRows>(p)) return multiply_by_dots<kLanes>(p, room);
  const DepthCut cut(p);
  for_each_group<kGroup<kLanes, kRows>>(
      p, cut, [&](Stride row, Stride rows, Stride first, const Chunk& chunk) {
        float start[kGroup<kLanes, kRows>] = {};
        if (p.start) {
          std::memcpy(start, p.start + row, static_cast<std::size_t>(rows) * sizeof(float));
        }
        Panels panels{room, kRows, true};
        if (kept_in_place<kRows, kColumns>(p, rows)) {
          panels = {p.a + row + first * p.a_depth, p.a_depth, false};
        } else if (p.panels) {
          panels.first = p.panels + place_of<kRows>(p, row, rows, first);
        } else {
          pack_group<kLanes, kRows>(p, row, rows, first, chunk.runs * chunk.length, room);
        }
        const Stride run = cut.length > 0 ? first / cut.length : 0;
        const float* b = p.b + run * cut.step + (first - run * cut.length) * p.b_depth;
        GroupPass<kLanes, kVectors, kColumns>{
            p, row, rows, b, chunk, panels, p.add || first > 0 ? nullptr : start}
            .run();
      });
}

template <int kLanes, int kVectors, int kColumns>
constexpr PanelKernel panels() {
  return {kLanes * kVectors, kColumns, multiply<kLanes, kVectors, kColumns>,
          pack_all<kLanes, kVectors>};
}

}  // namespace
}  // namespace hourglass

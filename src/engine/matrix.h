// The matrix types that every folder shares.
//
// A batch is column-major, one image per column: (features x batch). Weights are (out x in)
// row-major, as PyTorch's nn.Linear stores them, so that a file moves between the two as it is.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace hourglass {

using Index = Eigen::Index;

template <class S>
using Matrix = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic>;

// A batch that somebody else owns. Binds to a Matrix and to its leftCols() without a copy.
template <class S>
using Batch = Eigen::Ref<Matrix<S>>;
template <class S>
using ConstBatch = Eigen::Ref<const Matrix<S>>;

// All parameters of a network, or as many numbers about them, aligned as Eigen aligns a matrix: a
// step of Adam takes 2.5 times as long where AVX-512's vectors straddle cache lines.
template <class S>
using Arena = std::vector<S, Eigen::aligned_allocator<S>>;

// Weights and their gradients: views into the arena, (out x in).
template <class S>
using RowMajor = Eigen::Matrix<S, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class S>
using Weights = Eigen::Map<RowMajor<S>>;
template <class S>
using ConstWeights = Eigen::Map<const RowMajor<S>>;

template <class S>
using Column = Eigen::Matrix<S, Eigen::Dynamic, 1>;

// A column that somebody else owns. Its stride is Eigen's default, spelt out: Clang 14 gives
// functions with the default two names, and then finds one of them undefined.
template <class S>
using ConstColumn = Eigen::Ref<const Column<S>, 0, Eigen::InnerStride<1>>;

}  // namespace hourglass

#include "engine/loss.h"

#include <cassert>

#include "engine/activation.h"

namespace hourglass {
namespace {

// Columns of one tile: a cut by shape, as everywhere.
constexpr Index kColumns = 16;

// One column: z becomes the gradient times `scale`; returns the sum over the column's pixels.
template <class S>
double mse_column(Activation activation, const Eigen::Ref<const Column<S>>& target,
                  Eigen::Ref<Column<S>> z, Eigen::Ref<Column<S>> y, S scale) {
  y = z;
  activate(activation, y);
  z = y - target;
  const auto loss = static_cast<double>(z.squaredNorm());
  z *= 2 * scale;
  multiply_by_derivative(activation, y, z);
  return loss;
}

template <class S>
double bce_column(const Eigen::Ref<const Column<S>>& target, Eigen::Ref<Column<S>> z,
                  Eigen::Ref<Column<S>> y, S scale) {
  y = z;
  activate(Activation::sigmoid, y);
  const auto loss =
      ((-z.array().abs()).exp().log1p() + z.array().cwiseMax(S{0}) - z.array() * target.array())
          .sum();
  z = (y - target) * scale;
  return static_cast<double>(loss);
}

}  // namespace

template <class S>
double loss_and_gradient(LossKind kind, Activation activation, ConstBatch<S> target, Batch<S> z,
                         Batch<S> output, double* column_losses, Workers& workers,
                         LossReduction reduction, const BatchPart& part) {
  assert(kind == LossKind::mse || activation == Activation::sigmoid);
  const Index n = z.cols(), numbers = z.rows() * part.whole(n);
  const auto scale = static_cast<S>(loss_scale(reduction, numbers));
  workers.run(static_cast<int>((n + kColumns - 1) / kColumns), [&](int tile) {
    const Index first = tile * kColumns;
    for (Index c = first; c < std::min(n, first + kColumns); ++c) {
      column_losses[c] =
          kind == LossKind::mse
              ? mse_column<S>(activation, target.col(c), z.col(c), output.col(c), scale)
              : bce_column<S>(target.col(c), z.col(c), output.col(c), scale);
    }
  });
  double sum = 0;
  for (Index c = 0; c < n; ++c) sum += column_losses[c];
  return sum / static_cast<double>(numbers);
}

template double loss_and_gradient<float>(LossKind, Activation, ConstBatch<float>, Batch<float>,
                                         Batch<float>, double*, Workers&, LossReduction,
                                         const BatchPart&);
template double loss_and_gradient<double>(LossKind, Activation, ConstBatch<double>, Batch<double>,
                                          Batch<double>, double*, Workers&, LossReduction,
                                          const BatchPart&);

}  // namespace hourglass

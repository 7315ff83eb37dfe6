#include "engine/loss.h"

#include <cassert>

#include "engine/activation.h"
#include "engine/kernels/elementwise.h"

namespace hourglass {
namespace {

// Columns of one tile: a cut by shape, as everywhere.
constexpr Index kColumns = 16;

// One column: z becomes the gradient times `scale`; returns the sum over the column's pixels.
double mse_column(Activation activation, const Eigen::Ref<const Column<double>>& target,
                  Eigen::Ref<Column<double>> z, Eigen::Ref<Column<double>> y, double scale) {
  y = z;
  activate(activation, y);
  z = y - target;
  const double loss = z.squaredNorm();
  z *= 2 * scale;
  multiply_by_derivative(activation, y, z);
  return loss;
}

double bce_column(const Eigen::Ref<const Column<double>>& target, Eigen::Ref<Column<double>> z,
                  Eigen::Ref<Column<double>> y, double scale) {
  y = z;
  activate(Activation::sigmoid, y);
  const double loss =
      ((-z.array().abs()).exp().log1p() + z.array().cwiseMax(0.0) - z.array() * target.array())
          .sum();
  z = (y - target) * scale;
  return loss;
}

double mse_column(Activation activation, const Eigen::Ref<const Column<float>>& target,
                  Eigen::Ref<Column<float>> z, Eigen::Ref<Column<float>> y, float scale) {
  const auto n = static_cast<std::size_t>(z.size());
  const auto run = [&](ElementwiseKernel::ColumnLoss loss) {
    return loss(target.data(), z.data(), y.data(), n, scale);
  };
  const ElementwiseKernel& kernel = elementwise_kernel();
  switch (activation) {
    case Activation::linear:
      return run(kernel.mse_linear);
    case Activation::relu:
      return run(kernel.mse_relu);
    case Activation::sigmoid:
      return run(kernel.mse_sigmoid);
    case Activation::tanh:
      return run(kernel.mse_tanh);
  }
  return 0;
}

double bce_column(const Eigen::Ref<const Column<float>>& target, Eigen::Ref<Column<float>> z,
                  Eigen::Ref<Column<float>> y, float scale) {
  return elementwise_kernel().bce(target.data(), z.data(), y.data(),
                                  static_cast<std::size_t>(z.size()), scale);
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
      column_losses[c] = kind == LossKind::mse
                             ? mse_column(activation, target.col(c), z.col(c), output.col(c), scale)
                             : bce_column(target.col(c), z.col(c), output.col(c), scale);
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

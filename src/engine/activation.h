// Activations, applied in place, and their derivatives from the result alone.
#pragma once

#include "engine/matrix.h"
#include "engine/network_spec.h"

namespace hourglass {

// y = activation(y), element by element. Never allocates.
template <class Derived>
void activate(Activation activation, Eigen::MatrixBase<Derived>& y) {
  using S = typename Derived::Scalar;
  switch (activation) {
    case Activation::linear:
      return;
    case Activation::relu:
      y = y.cwiseMax(S{0});
      return;
    case Activation::sigmoid:
      y = y.array().logistic().matrix();
      return;
    case Activation::tanh:
      y = y.array().tanh().matrix();
      return;
  }
}

// dy *= activation'(z), where y = activation(z). ReLU's derivative at 0 is 0, as PyTorch's.
// Never allocates.
template <class DerivedY, class DerivedGradient>
void multiply_by_derivative(Activation activation, const Eigen::MatrixBase<DerivedY>& y,
                            Eigen::MatrixBase<DerivedGradient>& dy) {
  using S = typename DerivedGradient::Scalar;
  switch (activation) {
    case Activation::linear:
      return;
    case Activation::relu:
      dy = (y.array() > S{0}).select(dy, S{0});
      return;
    case Activation::sigmoid:
      dy.array() *= y.array() * (S{1} - y.array());
      return;
    case Activation::tanh:
      dy.array() *= S{1} - y.array().square();
      return;
  }
}

}  // namespace hourglass

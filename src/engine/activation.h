// Activations, applied in place, and their derivatives from the result alone.
#pragma once

#include <cassert>
#include <type_traits>

#include "engine/kernels/elementwise.h"
#include "engine/matrix.h"
#include "engine/network_spec.h"

namespace hourglass {

// f(y, n) for the columns of y, or once for all where they are neighbours.
template <class Derived, class Function>
void for_each_column(Eigen::MatrixBase<Derived>& y, Function f) {
  static_assert(!Derived::IsRowMajor || Derived::IsVectorAtCompileTime);
  assert(y.derived().innerStride() == 1);
  typename Derived::Scalar* const data = y.derived().data();
  if (y.cols() == 1 || y.derived().outerStride() == y.rows()) {
    f(data, static_cast<std::size_t>(y.size()));
    return;
  }
  for (Index c = 0; c < y.cols(); ++c) {
    f(data + c * y.derived().outerStride(), static_cast<std::size_t>(y.rows()));
  }
}

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
      if constexpr (std::is_same_v<S, float>)
        for_each_column(y, elementwise_kernel().sigmoid);
      else
        y = y.array().logistic().matrix();
      return;
    case Activation::tanh:
      if constexpr (std::is_same_v<S, float>)
        for_each_column(y, elementwise_kernel().tanh);
      else
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

// activation'(z) and activation''(z) of one number, where y = activation(z). ReLU's are 0 at 0.
template <class S>
S derivative(Activation activation, S y) {
  switch (activation) {
    case Activation::linear:
      return 1;
    case Activation::relu:
      return y > 0 ? S{1} : S{0};
    case Activation::sigmoid:
      return y * (1 - y);
    case Activation::tanh:
      return 1 - y * y;
  }
  return 0;
}

template <class S>
S second_derivative(Activation activation, S y) {
  switch (activation) {
    case Activation::linear:
    case Activation::relu:
      return 0;
    case Activation::sigmoid:
      return y * (1 - y) * (1 - 2 * y);
    case Activation::tanh:
      return -2 * y * (1 - y * y);
  }
  return 0;
}

}  // namespace hourglass

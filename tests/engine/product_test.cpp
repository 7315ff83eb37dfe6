#include "engine/kernels/product.h"

#include <gtest/gtest.h>

#include "engine/activation.h"

namespace hourglass {
namespace {

struct Size {
  Index in, out, n;
};

// Primes, ones, and the shapes of recipe B, which are cut into tiles.
class ProductOf : public testing::TestWithParam<Size> {
 protected:
  Size s = GetParam();
  RowMajor<double> weights = RowMajor<double>::Random(s.out, s.in);
  Column<double> bias = Column<double>::Random(s.out);
  Matrix<double> x = Matrix<double>::Random(s.in, s.n);
  Matrix<double> dz = Matrix<double>::Random(s.out, s.n);
  Workers workers{3};

  ConstWeights<double> view() const { return {weights.data(), s.out, s.in}; }
};

TEST_P(ProductOf, ForwardAddsBiasAndActivates) {
  Matrix<double> y(s.out, s.n);
  product_forward<double>(view(), bias.data(), x, Activation::relu, y, workers);
  for (Index c = 0; c < s.n; ++c) {
    for (Index r = 0; r < s.out; ++r) {
      double z = bias(r);
      for (Index k = 0; k < s.in; ++k) z += weights(r, k) * x(k, c);
      ASSERT_NEAR(y(r, c), std::max(z, 0.0), 1e-11) << r << ' ' << c;
    }
  }
}

TEST_P(ProductOf, BackwardDataMultipliesByThePreviousDerivative) {
  Matrix<double> dx(s.in, s.n);
  activate(Activation::tanh, x);
  product_backward_data<double>(view(), dz, x, Activation::tanh, dx, workers);
  for (Index c = 0; c < s.n; ++c) {
    for (Index k = 0; k < s.in; ++k) {
      double sum = 0;
      for (Index r = 0; r < s.out; ++r) sum += weights(r, k) * dz(r, c);
      ASSERT_NEAR(dx(k, c), sum * (1 - x(k, c) * x(k, c)), 1e-11) << k << ' ' << c;
    }
  }
}

TEST_P(ProductOf, BackwardWeightsAssignsBothGradients) {
  RowMajor<double> gradient = RowMajor<double>::Constant(s.out, s.in, 1e9);
  Column<double> bias_gradient = Column<double>::Constant(s.out, 1e9);
  product_backward_weights<double>(dz, x, Weights<double>(gradient.data(), s.out, s.in),
                                   bias_gradient.data(), workers);
  for (Index r = 0; r < s.out; ++r) {
    ASSERT_NEAR(bias_gradient(r), dz.row(r).sum(), 1e-11);
    for (Index k = 0; k < s.in; ++k) {
      double sum = 0;
      for (Index c = 0; c < s.n; ++c) sum += dz(r, c) * x(k, c);
      ASSERT_NEAR(gradient(r, k), sum, 1e-11) << r << ' ' << k;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, ProductOf,
                         testing::Values(Size{1, 1, 1}, Size{3, 5, 7}, Size{17, 1, 13},
                                         Size{1, 31, 2}, Size{97, 89, 11}, Size{784, 128, 16},
                                         Size{128, 784, 31}, Size{128, 32, 128}));

}  // namespace
}  // namespace hourglass

#include "engine/activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

double expected(Activation activation, double z) {
  switch (activation) {
    case Activation::linear:
      return z;
    case Activation::relu:
      return std::max(z, 0.0);
    case Activation::sigmoid:
      return 1 / (1 + std::exp(-z));
    case Activation::tanh:
      return std::tanh(z);
  }
  return 0;
}

// Blocks with gaps between their columns, and whole matrices without.
template <class S>
void expect_activations(double tolerance) {
  for (const Activation activation :
       {Activation::linear, Activation::relu, Activation::sigmoid, Activation::tanh}) {
    for (const Index rows : {1, 5, 33}) {
      const Matrix<S> z = Matrix<S>::Random(35, 7) * S{6};
      Matrix<S> y = z;
      auto part = y.block(1, 1, rows, 5);
      activate(activation, part);
      for (Index c = 0; c < y.cols(); ++c) {
        for (Index r = 0; r < y.rows(); ++r) {
          const bool inside = r >= 1 && r <= rows && c >= 1 && c <= 5;
          const double wanted =
              inside ? expected(activation, static_cast<double>(z(r, c))) : double{z(r, c)};
          ASSERT_NEAR(y(r, c), wanted, tolerance) << r << ' ' << c;
        }
      }
      y = z;
      activate(activation, y);
      for (Index i = 0; i < y.size(); ++i) {
        ASSERT_NEAR(y(i), expected(activation, static_cast<double>(z(i))), tolerance) << i;
      }
    }
  }
}

TEST(Activate, AgreesWithTheLibraryFunctionsAndKeepsToItsBlock) {
  expect_activations<float>(4e-7);
  expect_activations<double>(1e-14);
}

}  // namespace
}  // namespace hourglass

#include "engine/loss.h"

#include <gtest/gtest.h>

namespace hourglass {
namespace {

TEST(Bce, StaysExactWhereTheSigmoidIsSaturated) {
  Matrix<float> z(4, 1), target(4, 1), output(4, 1);
  z << 200, -200, 200, -200;
  target << 1, 0, 0, 1;
  double columns[1];
  Workers workers(1);
  const double loss = loss_and_gradient<float>(LossKind::bce, Activation::sigmoid, target, z,
                                               output, columns, workers);
  EXPECT_FLOAT_EQ(static_cast<float>(loss), (0 + 0 + 200 + 200) / 4.0f);
  EXPECT_FLOAT_EQ(z(0), 0);
  EXPECT_FLOAT_EQ(z(1), 0);
  EXPECT_FLOAT_EQ(z(2), 0.25f);
  EXPECT_FLOAT_EQ(z(3), -0.25f);
  EXPECT_FLOAT_EQ(output(0), 1);
  EXPECT_FLOAT_EQ(output(1), 0);
}

TEST(Mse, IsTheMeanOverPixelsAndBatch) {
  Matrix<double> z(2, 2), target(2, 2), output(2, 2);
  z << 1, 2, 3, 4;
  target << 1, 0, 0, 4;
  double columns[2];
  Workers workers(1);
  const double loss = loss_and_gradient<double>(LossKind::mse, Activation::linear, target, z,
                                                output, columns, workers);
  EXPECT_DOUBLE_EQ(loss, (0 + 4 + 9 + 0) / 4.0);
  EXPECT_DOUBLE_EQ(z(1, 0), 2 * 3 / 4.0);
}

}  // namespace
}  // namespace hourglass

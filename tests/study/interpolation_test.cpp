#include "study/interpolation.h"

#include <gtest/gtest.h>

namespace hourglass {
namespace {

TEST(Interpolate, WalksStraightFromTheFirstToTheLast) {
  Column<float> a(2), b(2);
  a << 0, 4;
  b << 2, 0;
  const Matrix<float> way = interpolate(a, b, 5);
  ASSERT_EQ(way.cols(), 5);
  EXPECT_EQ(way.col(0), a);
  EXPECT_EQ(way.col(4), b);
  EXPECT_FLOAT_EQ(way(0, 1), 0.5f);
  EXPECT_FLOAT_EQ(way(1, 1), 3.0f);
}

}  // namespace
}  // namespace hourglass

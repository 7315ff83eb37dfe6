#include "study/interpolation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

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

TEST(InterpolateSpherical, TurnsAtAnEvenPace) {
  Column<float> a(3), b(3);
  a << 2, 0, 0;
  b << 0, 2, 0;
  const Matrix<float> way = interpolate_spherical(a, b, 4);
  EXPECT_EQ(way.col(0), a);
  EXPECT_EQ(way.col(3), b);
  for (Index i = 0; i < 4; ++i) {
    const double angle = static_cast<double>(i) * std::numbers::pi / 6;
    EXPECT_NEAR(way(0, i), 2 * std::cos(angle), 1e-6);
    EXPECT_NEAR(way(1, i), 2 * std::sin(angle), 1e-6);
    EXPECT_EQ(way(2, i), 0);
  }
}

TEST(InterpolateSpherical, ChangesTheLengthEvenly) {
  Column<float> a(3), b(3);
  a << 1, 2, 2;
  b << -4, 0, 3;
  for (const Column<float>& end : {b, Column<float>(-2 * a)}) {
    const Matrix<float> way = interpolate_spherical(a, end, 5);
    for (Index i = 0; i < 5; ++i) {
      const double t = static_cast<double>(i) / 4;
      EXPECT_NEAR(way.col(i).norm(), (1 - t) * 3 + t * end.norm(), 1e-5);
    }
  }
}

TEST(InterpolateSpherical, IsStraightWhereThereIsNoTurn) {
  Column<float> a(2), zero(2);
  a << 1, 3;
  zero << 0, 0;
  for (const Column<float>& b : {zero, Column<float>(2 * a), a}) {
    EXPECT_TRUE(interpolate_spherical(a, b, 5).isApprox(interpolate(a, b, 5), 1e-6f));
  }
}

}  // namespace
}  // namespace hourglass

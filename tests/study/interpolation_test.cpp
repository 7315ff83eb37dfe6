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

double angle_between(const Column<float>& a, const Column<float>& b) {
  return std::acos(a.normalized().dot(b.normalized()));
}

TEST(InterpolateSpherical, TurnsAndStretchesEvenly) {
  Column<float> a(3), b(3);
  a << 1, 0, 0;
  b << 0, 2, 2;
  const Matrix<float> way = interpolate_spherical(a, b, 4);
  EXPECT_EQ(way.col(0), a);
  EXPECT_EQ(way.col(3), b);
  for (Index i = 0; i + 1 < 4; ++i) {
    EXPECT_NEAR(angle_between(way.col(i), way.col(i + 1)), std::numbers::pi / 6, 1e-5);
    EXPECT_NEAR(way.col(i).norm(), 1 + static_cast<double>(i) / 3 * (std::sqrt(8.0) - 1), 1e-5);
  }
  // Shoemake's formula itself, for unit vectors.
  const Column<float> u = b.normalized();
  const Matrix<float> unit = interpolate_spherical(a, u, 4);
  const double angle = std::numbers::pi / 2;
  const auto from = static_cast<float>(std::sin(angle * 2 / 3)),
             to = static_cast<float>(std::sin(angle / 3));
  EXPECT_LT((unit.col(1) - (from * a + to * u)).norm(), 1e-6f);
}

TEST(InterpolateSpherical, StaysOnTheSphereBetweenOppositeEnds) {
  Column<float> a(3);
  a << 3, -1, 2;
  const Column<float> b = -2 * a;
  const Matrix<float> way = interpolate_spherical(a, b, 5);
  EXPECT_EQ(way.col(0), a);
  EXPECT_EQ(way.col(4), b);
  EXPECT_NEAR(angle_between(a, way.col(2)), std::numbers::pi / 2, 1e-5);
  EXPECT_NEAR(way.col(2).norm(), 1.5 * a.norm(), 1e-4);
  EXPECT_GT(way(1, 2), 0);  // through the axis along which a is smallest
  EXPECT_EQ(way, interpolate_spherical(a, b, 5));
}

TEST(InterpolateSpherical, GoesStraightWhereThereIsNoTurn) {
  Column<float> a(2), zero = Column<float>::Zero(2), one(1);
  a << 1, 2;
  one << 3;
  EXPECT_EQ(interpolate_spherical(a, zero, 3), interpolate(a, zero, 3));
  EXPECT_EQ(interpolate_spherical(zero, a, 3), interpolate(zero, a, 3));
  EXPECT_EQ(interpolate_spherical(zero, zero, 3), interpolate(zero, zero, 3));
  EXPECT_EQ(interpolate_spherical(a, 3 * a, 3), interpolate(a, 3 * a, 3));
  EXPECT_EQ(interpolate_spherical(a, a, 3), interpolate(a, a, 3));
  EXPECT_EQ(interpolate_spherical(one, -one, 3), interpolate(one, -one, 3));
  // A turn so small that the arc cosine of the scalar product would be lost.
  Column<float> near = a;
  near[0] += 1e-4f;
  EXPECT_LT((interpolate_spherical(a, near, 3) - interpolate(a, near, 3)).norm(), 1e-6f);
}

}  // namespace
}  // namespace hourglass

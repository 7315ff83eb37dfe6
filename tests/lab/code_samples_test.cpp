#include "lab/code_samples.h"

#include <gtest/gtest.h>

#include "lab/code_walk.h"

namespace hourglass {
namespace {

TEST(FilmCodes, OneDimensionGoesFromLowToHigh) {
  Column<float> code(3);
  code << 1, 2, 3;
  const Matrix<float> codes = film_codes(code, 1, -4, 4, 9);
  ASSERT_EQ(codes.cols(), 9);
  EXPECT_EQ(codes(1, 0), -4);
  EXPECT_EQ(codes(1, 4), 0);
  EXPECT_EQ(codes(1, 8), 4);
  EXPECT_TRUE((codes.row(0).array() == 1).all());
  EXPECT_TRUE((codes.row(2).array() == 3).all());
}

TEST(FilmCodes, TheNearestStepIsMarkedAlsoBeyondTheEnds) {
  EXPECT_EQ(nearest_step(0.4f, -4, 4, 9), 4);
  EXPECT_EQ(nearest_step(0.6f, -4, 4, 9), 5);
  EXPECT_EQ(nearest_step(-99, -4, 4, 9), 0);
  EXPECT_EQ(nearest_step(99, -4, 4, 9), 8);
  EXPECT_EQ(nearest_step(1, 2, 2, 9), 0);  // a dimension that never changes
}

TEST(CodeNoise, IsMeasuredInEachDimensionsDeviation) {
  Workers workers{1};
  Column<float> deviation(2);
  deviation << 0, 10;
  const Column<float> code = Column<float>::Constant(2, 3);
  const Matrix<float> copies = noisy_copies(code, deviation, 0.5f, 1, 4000, workers);
  EXPECT_TRUE((copies.row(0).array() == 3).all());
  const auto noise = copies.row(1).array() - 3;
  EXPECT_NEAR(noise.mean(), 0, 0.3);
  EXPECT_NEAR(std::sqrt(noise.square().mean()), 5, 0.3);
  EXPECT_NE(copies, noisy_copies(code, deviation, 0.5f, 2, 4000, workers));
}

TEST(PriorDraws, AreStandardNormal) {
  Workers workers{1};
  const Matrix<float> draws = prior_draws(5, 3, 2000, workers);
  EXPECT_NEAR(draws.mean(), 0, 0.05);
  EXPECT_NEAR(draws.squaredNorm() / static_cast<float>(draws.size()), 1, 0.05);
}

TEST(CodeWalk, GoesFromTheCodeToATestCodeWithoutLeaps) {
  Matrix<float> codes(2, 2);
  codes << 10, 10, -10, 10;
  const Column<float> from = Column<float>::Zero(2);
  CodeWalk walk;
  begin_leg(walk, from, codes, false);
  Column<float> now = from;
  const int steps = 100;
  for (int i = 0; i < steps; ++i) {
    const Column<float> next = advance(walk, codes, false, CodeWalk::kLegSeconds / steps * 1.001f);
    EXPECT_LT((next - now).norm(), 0.3f);
    now = next;
  }
  EXPECT_TRUE(now.isApprox(codes.col(0)) || now.isApprox(codes.col(1)));
  EXPECT_EQ(walk.along, 0);  // of the next leg
  EXPECT_EQ(walk.legs, 2u);
}

TEST(CodeWalk, ATrailHasAnEnd) {
  CodeWalk walk;
  for (int i = 0; i < 1000; ++i) leave_trail(walk, {static_cast<float>(i), 0});
  EXPECT_EQ(walk.trail.size(), CodeWalk::kTrail);
  EXPECT_EQ(walk.trail.back().x, 999);
}

}  // namespace
}  // namespace hourglass

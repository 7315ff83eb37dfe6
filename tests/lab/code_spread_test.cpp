#include "lab/code_spread.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/random.h"

namespace hourglass {
namespace {

CodeSpread spread_of(Matrix<float> codes) {
  auto survey = std::make_shared<Survey>();
  survey->test.codes = std::move(codes);
  SpreadStudy study;
  study.begin(survey);
  while (study.busy()) study.advance(0);  // a step at a time
  return *study.result();
}

Matrix<float> normal_codes(Index size, Index count) {
  Matrix<float> codes(size, count);
  fill_normal({5, stream_id(Stream::codes)}, 0,
              {codes.data(), static_cast<std::size_t>(codes.size())});
  return codes;
}

TEST(Spread, QuantilesMeanAndDeviationOfEachDimension) {
  Matrix<float> codes(2, 201);
  for (Index i = 0; i < 201; ++i) {
    codes(0, i) = static_cast<float>((i * 77) % 201);  // 0 ... 200 in some order
    codes(1, i) = -3;
  }
  const CodeSpread spread = spread_of(codes);
  EXPECT_FLOAT_EQ(spread.low[0], 2);
  EXPECT_FLOAT_EQ(spread.high[0], 198);
  EXPECT_FLOAT_EQ(spread.mean[0], 100);
  EXPECT_NEAR(spread.deviation[0], std::sqrt((201.0 * 201 - 1) / 12), 1e-2);
  EXPECT_FLOAT_EQ(spread.low[1], -3);
  EXPECT_FLOAT_EQ(spread.high[1], -3);
  EXPECT_EQ(spread.deviation[1], 0);
  EXPECT_EQ(spread.by_deviation, (std::vector<Index>{0, 1}));
}

TEST(Spread, PrincipalAxesAreWhereCodesDifferMost) {
  Matrix<float> codes = normal_codes(3, 1000);
  codes.row(1) *= 0.1f;
  codes.row(2) = 3 * codes.row(0) + 0.5f * codes.row(2);  // along (1, 0, 3), nearly
  const CodeSpread spread = spread_of(codes);
  const Matrix<float>& axes = spread.principal.directions;
  EXPECT_NEAR(axes(2, 0) / axes(0, 0), 3, 0.15);
  EXPECT_NEAR(axes(1, 0), 0, 0.02);
  EXPECT_TRUE((axes.transpose() * axes).isIdentity(1e-4f));
  EXPECT_GT(spread.explained, 0.97);
  EXPECT_TRUE(spread.principal.origin.isApprox(spread.mean));
}

TEST(Spread, OfALongCodeOnlyWhatVariesMostIsInTheAxes) {
  Matrix<float> codes = 0.01f * normal_codes(300, 200);
  codes.row(211) *= 1000;
  codes.row(17) *= 500;
  const CodeSpread spread = spread_of(codes);
  EXPECT_EQ(spread.by_deviation[0], 211);
  EXPECT_EQ(spread.by_deviation[1], 17);
  EXPECT_NEAR(std::abs(spread.principal.directions(211, 0)), 1, 1e-2);
  EXPECT_NEAR(std::abs(spread.principal.directions(17, 1)), 1, 1e-2);
  const auto used = (spread.principal.directions.col(0).array() != 0).count();
  EXPECT_LE(used, SpreadStudy::kMost);
}

TEST(Spread, ACodeOfOneNumberHasOneAxis) {
  const CodeSpread spread = spread_of(normal_codes(1, 50));
  EXPECT_FLOAT_EQ(spread.principal.directions(0, 0), 1);
  EXPECT_EQ(spread.principal.directions(0, 1), 0);
}

TEST(Spread, CodesThatAreNotFiniteHaveNone) {
  auto survey = std::make_shared<Survey>();
  survey->test.codes = Matrix<float>::Constant(2, 9, std::numeric_limits<float>::quiet_NaN());
  SpreadStudy study;
  study.begin(survey);
  EXPECT_FALSE(study.busy());
  EXPECT_EQ(study.result(), nullptr);
}

}  // namespace
}  // namespace hourglass

#include "lab/live_code.h"

#include <gtest/gtest.h>

#include <cmath>

#include "lab/bench.h"

namespace hourglass {
namespace {

TEST(LiveDigit, ErrorIsReconstructionMinusWhatWasSeen) {
  const Bench bench;
  EXPECT_TRUE(bench.digit.error.isApprox(bench.digit.reconstruction - bench.digit.seen));
  EXPECT_NEAR(bench.digit.mse, bench.digit.error.squaredNorm() / 784, 1e-6);
}

TEST(LiveDigit, TheSameRollGivesTheSameNoise) {
  Bench bench;
  LiveDigit again;
  corrupt_drawing(bench.drawing, {NoiseKind::gaussian, 0.5f}, 0, bench.workers, again);
  EXPECT_EQ(again.noisy, bench.digit.noisy);
  corrupt_drawing(bench.drawing, {NoiseKind::gaussian, 0.5f}, 1, bench.workers, again);
  EXPECT_NE(again.noisy, bench.digit.noisy);
}

TEST(LiveCode, FollowsTheDigitWhereNothingIsHeld) {
  Bench bench;
  EXPECT_EQ(bench.study.code, bench.digit.code);
  EXPECT_EQ(bench.study.decoded, bench.digit.reconstruction);
  hold(bench.study, 2, 4.5f);
  bench.digit.code *= 0.5f;
  follow_digit(bench.study, bench.digit, bench.inference);
  EXPECT_EQ(bench.study.code[2], 4.5f);
  EXPECT_EQ(bench.study.code[1], bench.digit.code[1]);
  EXPECT_EQ(bench.study.decoded, Column<float>(bench.inference.decode(bench.study.code)));
  let_go(bench.study);
  follow_digit(bench.study, bench.digit, bench.inference);
  EXPECT_EQ(bench.study.code, bench.digit.code);
}

TEST(LiveCode, ACodeOfAnotherSizeLetsGoOfEverything) {
  Bench bench;
  hold(bench.study, 2, 4.5f);
  NetworkSpec spec;
  spec.encoder = {{3, Activation::relu}};
  spec.decoder = {{784, Activation::sigmoid}};
  bench.inference.use(spec, std::vector<float>(static_cast<std::size_t>(parameter_count(spec))));
  denoise_drawing(bench.inference, bench.digit);
  follow_digit(bench.study, bench.digit, bench.inference);
  EXPECT_EQ(bench.study.code.size(), 3);
  EXPECT_FALSE(bench.study.any_held());
  fit_range(bench.study, bench.digit, bench.gallery, bench.inference);
  EXPECT_EQ(bench.study.lowest, 0);  // relu
}

TEST(LiveCode, TheRangeHoldsEveryCode) {
  Bench bench;
  fit_range(bench.study, bench.digit, bench.gallery, bench.inference);
  const Matrix<float> codes = bench.inference.encode(bench.gallery);
  EXPECT_LE(codes.cwiseAbs().maxCoeff(), bench.study.highest);
  EXPECT_LE(bench.digit.code.cwiseAbs().maxCoeff(), bench.study.highest);
  EXPECT_EQ(bench.study.lowest, -bench.study.highest);
}

TEST(LiveCode, BoundsAreThoseOfTheLayerThatGivesTheCode) {
  NetworkSpec spec;
  spec.encoder = {{3, Activation::relu}};
  EXPECT_EQ(bounds_of(spec).lowest, 0);
  EXPECT_TRUE(std::isinf(bounds_of(spec).highest));
  spec.encoder = {{3, Activation::sigmoid}};
  EXPECT_EQ(bounds_of(spec).highest, 1);
  LayerSpec pool, head;
  pool.kind = LayerKind::max_pool;
  spec.encoder = {{3, Activation::relu}, pool};
  EXPECT_EQ(bounds_of(spec).lowest, 0);
  head.kind = LayerKind::gaussian;
  spec.encoder = {{3, Activation::relu}, head};
  EXPECT_TRUE(std::isinf(bounds_of(spec).lowest));
}

}  // namespace
}  // namespace hourglass

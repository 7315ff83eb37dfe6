#include "lab/code_study.h"

#include <gtest/gtest.h>

#include "data/synthetic.h"
#include "engine/initialization.h"

namespace hourglass {
namespace {

// A small random model and a digit that has gone through it.
struct Bench {
  Bench() {
    NetworkSpec spec;
    spec.encoder = {{6, Activation::linear}};
    spec.decoder = {{784, Activation::sigmoid}};
    const Network<float> network(spec);
    std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
    initialize(network, Initialization::xavier, 3, std::span<float>(parameters));
    inference.use(spec, parameters);
    Canvas canvas(280, 280);
    draw_line(canvas, {60, 60, 12}, {200, 220, 12});
    corrupt_drawing(canvas, {NoiseKind::gaussian, 0.5f}, 0, workers, digit);
    denoise_drawing(inference, digit);
    study.gallery = Matrix<float>(784, 2);
    for (Index i = 0; i < 2; ++i) {
      const DigitImage image = draw_digit(static_cast<int>(i) + 4, 1, 0);
      std::copy(image.begin(), image.end(), study.gallery.col(i).data());
    }
    follow_digit(study, digit, inference);
  }

  Workers workers{1};
  Inference inference;
  LiveDigit digit;
  CodeStudy study;
};

TEST(LiveDigit, ErrorIsReconstructionMinusWhatWasSeen) {
  const Bench bench;
  EXPECT_TRUE(bench.digit.error.isApprox(bench.digit.reconstruction - bench.digit.seen));
  EXPECT_NEAR(bench.digit.mse, bench.digit.error.squaredNorm() / 784, 1e-6);
}

TEST(LiveDigit, TheSameRollGivesTheSameNoise) {
  Bench bench;
  Canvas canvas(280, 280);
  draw_line(canvas, {60, 60, 12}, {200, 220, 12});
  LiveDigit again;
  corrupt_drawing(canvas, {NoiseKind::gaussian, 0.5f}, 0, bench.workers, again);
  EXPECT_EQ(again.noisy, bench.digit.noisy);
  corrupt_drawing(canvas, {NoiseKind::gaussian, 0.5f}, 1, bench.workers, again);
  EXPECT_NE(again.noisy, bench.digit.noisy);
}

TEST(CodeStudy, FollowsTheDigitWhereNothingIsHeld) {
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

TEST(CodeStudy, ACodeOfAnotherSizeLetsGoOfEverything) {
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
  fit_range(bench.study, bench.digit, bench.inference);
  EXPECT_EQ(bench.study.lowest, 0);  // relu
}

TEST(CodeStudy, TheRangeHoldsEveryCode) {
  Bench bench;
  fit_range(bench.study, bench.digit, bench.inference);
  const Matrix<float> codes = bench.inference.encode(bench.study.gallery);
  EXPECT_LE(codes.cwiseAbs().maxCoeff(), bench.study.highest);
  EXPECT_LE(bench.digit.code.cwiseAbs().maxCoeff(), bench.study.highest);
  EXPECT_EQ(bench.study.lowest, -bench.study.highest);
}

TEST(CodeStudy, TheStripGoesFromOneEndToTheOther) {
  Bench bench;
  walk_strip(bench.study, bench.digit, bench.inference);
  const Index last = CodeStudy::kSteps - 1;
  EXPECT_EQ(bench.study.through_pixels.col(0), bench.digit.seen);
  EXPECT_EQ(bench.study.through_pixels.col(last), bench.study.gallery.col(0));
  const Matrix<float> ends = bench.inference.reconstruct(bench.study.gallery.leftCols(1));
  EXPECT_TRUE(bench.study.through_codes.col(last).isApprox(ends.col(0), 1e-4f));
}

TEST(CodeStudy, AnEndGoesAroundTheGalleryAndBackToTheDrawing) {
  Bench bench;
  EXPECT_EQ(bench.study.ends[1], 0);
  next_end(bench.study, 1);
  EXPECT_EQ(bench.study.ends[1], 1);
  next_end(bench.study, 1);
  EXPECT_EQ(bench.study.ends[1], CodeStudy::kDrawing);
  next_end(bench.study, 1);
  EXPECT_EQ(bench.study.ends[1], 0);
}

}  // namespace
}  // namespace hourglass

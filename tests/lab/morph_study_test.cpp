#include "lab/morph_study.h"

#include <gtest/gtest.h>

#include "lab/bench.h"

namespace hourglass {
namespace {

constexpr Index kLast = MorphStudy::kSteps - 1;

struct Walked : Bench {
  explicit Walked(bool spherical = false) {
    morph.choice.spherical = spherical;
    walk(morph, digit.seen, gallery.col(0), inference);
  }
  MorphStudy morph;
};

TEST(MorphStudy, TheStripGoesFromOneEndToTheOther) {
  Walked bench;
  EXPECT_EQ(bench.morph.through_pixels.col(0), bench.digit.seen);
  EXPECT_EQ(bench.morph.through_pixels.col(kLast), bench.gallery.col(0));
  const Matrix<float> ends = bench.inference.reconstruct(bench.gallery.leftCols(1));
  EXPECT_TRUE(bench.morph.through_codes.col(kLast).isApprox(ends.col(0), 1e-4f));
}

TEST(MorphStudy, TheSphericalWayKeepsTheLengthOfCodesWhereTheStraightOneCutsAcross) {
  const Walked straight, spherical(true);
  const auto length = [](const Walked& bench, Index position) {
    return bench.morph.codes.col(position).norm();
  };
  const Index middle = MorphChoice::kPositions / 2;
  const float mean = 0.5f * (length(straight, 0) + length(straight, 2 * middle));
  EXPECT_NEAR(length(spherical, middle), mean, 1e-3f * mean);
  EXPECT_LT(length(straight, middle), 0.99f * mean);
  EXPECT_TRUE(spherical.morph.codes.col(0).isApprox(straight.morph.codes.col(0)));
}

TEST(MorphStudy, EveryEighthPositionIsAStep) {
  Walked bench;
  for (const Index step : {Index{0}, Index{3}, kLast}) {
    bench.morph.choice.position = 8 * step;
    blend(bench.morph, bench.inference);
    EXPECT_TRUE(bench.morph.blends[0].isApprox(bench.morph.through_codes.col(step), 1e-4f));
    EXPECT_TRUE(bench.morph.blends[1].isApprox(bench.morph.through_pixels.col(step), 1e-4f));
  }
}

TEST(MorphStudy, ErrorsAndLabelsAreMeasuredAPartAtATime) {
  Walked bench;
  Dataset data = synthetic_digits(1, 20, 10);
  auto survey = std::make_shared<Survey>();
  survey->errors = {0.1f, 0.2f, 0.4f};
  survey->train.images = {7, 4};
  survey->train.codes.resize(bench.morph.codes.rows(), 2);
  survey->train.codes << bench.morph.codes.col(0), bench.morph.codes.rightCols(1);
  use_survey(bench.morph, survey);
  EXPECT_FLOAT_EQ(static_cast<float>(bench.morph.typical_error), 0.2f);
  const auto next = [&] {
    return measure_next(bench.morph, bench.inference, &data, bench.workers);
  };
  EXPECT_TRUE(next());
  const Column<float> first = bench.morph.through_codes.col(0);
  const Column<float> error = bench.inference.reconstruct(first) - first;
  EXPECT_NEAR(bench.morph.errors[0][0], error.squaredNorm() / 784, 1e-5);
  EXPECT_TRUE(next());
  EXPECT_FALSE(bench.morph.labels.has_value());
  EXPECT_TRUE(next());
  ASSERT_TRUE(bench.morph.labels.has_value());
  EXPECT_EQ(bench.morph.labels->front(), data.train.labels[7]);
  EXPECT_EQ(bench.morph.labels->back(), data.train.labels[4]);
  EXPECT_FALSE(next());
  walk(bench.morph, bench.gallery.col(0), bench.gallery.col(1), bench.inference);
  EXPECT_TRUE(next());
}

TEST(MorphStudy, ItPlaysThereAndBackAgain) {
  EXPECT_EQ(position_at(0), 0);
  EXPECT_EQ(position_at(kMorphSeconds), MorphChoice::kPositions - 1);
  EXPECT_EQ(position_at(2 * kMorphSeconds), 0);
  EXPECT_LT(position_at(0.1f * kMorphSeconds), MorphChoice::kPositions / 20);  // slowly at first
  for (const Index position : {Index{0}, Index{20}, Index{64}}) {
    EXPECT_EQ(position_at(phase_of(position)), position);
  }
}

}  // namespace
}  // namespace hourglass

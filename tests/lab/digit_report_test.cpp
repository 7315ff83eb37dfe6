#include "lab/digit_report.h"

#include <gtest/gtest.h>

#include <numeric>

#include "lab/bench.h"

namespace hourglass {
namespace {

std::vector<float> hundred_errors() {
  std::vector<float> errors(100);
  std::iota(errors.begin(), errors.end(), 1.0f);
  return errors;
}

TEST(DigitReport, TheAnomalyScoreIsThatOfTheWholeDrawingWithoutNoise) {
  Bench bench;
  const DigitReport noisy = report_on(bench.digit, bench.inference);
  EXPECT_NEAR(noisy.quality.mse, bench.digit.mse, 1e-6);
  const Column<float> error = bench.inference.reconstruct(bench.digit.seen) - bench.digit.seen;
  EXPECT_NEAR(noisy.anomaly, error.squaredNorm() / 784, 1e-6);
  bench.drawing.pen_down(0.5f, 0.5f, DrawTool::rub);
  corrupt_drawing(bench.drawing, {}, 0, bench.workers, bench.digit);
  denoise_drawing(bench.inference, bench.digit);
  EXPECT_NEAR(report_on(bench.digit, bench.inference).anomaly, noisy.anomaly, 1e-6);
}

TEST(DigitReport, TheStandingSaysHowManyDoBetter) {
  const std::vector<float> errors = hundred_errors();
  EXPECT_EQ(standing(errors, 17.5), "Rebuilt better than 83% of test digits");
  EXPECT_EQ(standing(errors, 70.5), "Harder than 70% of test digits");
  EXPECT_EQ(standing(errors, 97.5), "Harder than 97% of test digits: an unusual one");
  EXPECT_EQ(standing(errors, 99.5), "Harder than 99% of test digits: no digit, it seems");
  EXPECT_EQ(standing(errors, 300), "Harder than every test digit: no digit, it seems");
  EXPECT_EQ(standing({}, 1), "");
}

TEST(DigitReport, TheHistogramHasRoomBeyondNearlyAllErrors) {
  std::vector<float> errors = hundred_errors();
  errors.push_back(1e6f);  // one that would leave all others in the first bin
  const ErrorHistogram histogram = error_histogram(errors);
  EXPECT_GT(histogram.highest, 100);
  EXPECT_LT(histogram.highest, 200);
  EXPECT_NEAR(std::accumulate(histogram.shares.begin(), histogram.shares.end(), 0.0), 1, 1e-9);
  EXPECT_TRUE(error_histogram({}).shares.empty());
}

TEST(DigitReport, NearestImagesAreNumbersOfTheSetNotOfTheSurvey) {
  Bench bench;
  const Dataset data = synthetic_digits(1, 30, 10);
  SurveyedImages surveyed{{21, 8, 15}, Matrix<float>::Zero(6, 3)};
  surveyed.codes.col(2) = bench.digit.code;
  surveyed.codes.col(0) = 0.9f * bench.digit.code;
  const auto found = nearest_images(bench.digit.code, surveyed, data.train, 2, bench.workers);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].size(), 2u);
  EXPECT_EQ(found[0][0].image, 15u);
  EXPECT_EQ(found[0][0].label, 5);
  EXPECT_EQ(found[0][1].image, 21u);
  const Column<float> other_size = Column<float>::Zero(7);
  EXPECT_TRUE(nearest_images(other_size, surveyed, data.train, 2, bench.workers).empty());
  surveyed.images[2] = 99;  // of a larger set
  EXPECT_TRUE(nearest_images(bench.digit.code, surveyed, data.train, 2, bench.workers).empty());
}

TEST(DigitFrame, HoldsTheInkOfADigitAndNothingLarger) {
  const Bench bench;
  const std::optional<DigitFrame> frame = frame_of(bench.digit.seen);
  ASSERT_TRUE(frame.has_value());
  EXPECT_NEAR(frame->mass_x, 14.5f, 0.6f);
  EXPECT_NEAR(frame->mass_y, 14.5f, 0.6f);
  for (Index i = 0; i < 784; ++i) {
    if (bench.digit.seen[i] < 0.05f) continue;
    EXPECT_GE(static_cast<float>(i % 28), frame->box_left);
    EXPECT_LE(static_cast<float>(i / 28 + 1), frame->box_top + 20);
  }
  EXPECT_FALSE(frame_of(Column<float>::Zero(784)).has_value());
  EXPECT_FALSE(frame_of(Column<float>::Ones(784)).has_value());
}

}  // namespace
}  // namespace hourglass

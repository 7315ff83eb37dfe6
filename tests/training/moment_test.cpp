#include "training/moment.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hourglass {
namespace {

std::shared_ptr<const Moment> moment(std::int64_t step, std::size_t parameters = 1) {
  return moment_of(step, 0, 0, std::vector<float>(parameters, 0.5f), nullptr);
}

std::vector<std::int64_t> steps(const Moments& moments) {
  std::vector<std::int64_t> steps;
  for (const auto& moment : moments.all()) steps.push_back(moment->step);
  return steps;
}

TEST(Moment, HoldsTheParametersNearly) {
  const std::vector<float> parameters{0, 1, -0.3f, 1e-12f, 123.456f, -7e9f};
  const std::vector<float> back = parameters_of(*moment_of(5, 0.5, 0.1, parameters, nullptr));
  ASSERT_EQ(back.size(), parameters.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    EXPECT_NEAR(back[i], parameters[i], std::abs(parameters[i]) / 256);
  }
}

TEST(Moment, CountsItsSurvey) {
  auto survey = std::make_shared<Survey>();
  survey->test.codes.resize(4, 100);
  const std::vector<float> parameters(10);
  EXPECT_EQ(bytes_of(*moment_of(0, 0, 0, parameters, survey)), 20u + 1600u);
}

TEST(Moments, ThinOutToHalfTheResolution) {
  Moments moments(4);
  const auto after = [&](std::int64_t step) {
    moments.add(moment(step));
    return steps(moments);
  };
  using Steps = std::vector<std::int64_t>;
  for (std::int64_t step = 0; step < 3; ++step) after(step);
  EXPECT_EQ(after(3), (Steps{0, 1, 2, 3}));
  EXPECT_EQ(after(4), (Steps{0, 2, 4}));
  EXPECT_EQ(after(5), (Steps{0, 2, 4, 5}));
  EXPECT_EQ(after(6), (Steps{0, 2, 4, 6}));
  EXPECT_EQ(after(7), (Steps{0, 4, 7}));
  EXPECT_EQ(after(8), (Steps{0, 4, 8}));
  EXPECT_EQ(after(9), (Steps{0, 4, 8, 9}));
}

TEST(Moments, AreBoundedInNumberAndMemory) {
  Moments many, large(24, 1000);
  for (std::int64_t step = 0; step < 1000; ++step) {
    many.add(moment(step));
    large.add(moment(step, 100));  // 200 bytes each
    EXPECT_LE(many.all().size(), Moments::kMost);
    EXPECT_LE(large.all().size(), 5u);
    EXPECT_EQ(many.all().back()->step, step);
    EXPECT_EQ(large.all().back()->step, step);
    EXPECT_EQ(large.all().front()->step, 0);
  }
  EXPECT_GE(many.all().size(), Moments::kMost / 2);
  many.clear();
  EXPECT_TRUE(many.all().empty());
  many.add(moment(7));
  many.add(moment(8));
  EXPECT_EQ(steps(many), (std::vector<std::int64_t>{7, 8}));
}

TEST(Moments, KeepWhatFitsOfModelsThatAreTooLarge) {
  Moments moments(24, 1000);
  for (std::int64_t step = 0; step < 5; ++step) {
    moments.add(moment(step, 300));
    EXPECT_EQ(steps(moments), (std::vector<std::int64_t>{step}));
  }
  moments.add(moment(5, 600));
  EXPECT_TRUE(moments.all().empty());
}

}  // namespace
}  // namespace hourglass

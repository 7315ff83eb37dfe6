#include "study/scores.h"

#include <gtest/gtest.h>

#include <cmath>

#include "golden.h"

namespace hourglass {
namespace {

using nlohmann::json;

std::vector<float> floats(const json& numbers) {
  std::vector<float> values;
  for (const json& number : numbers) values.push_back(static_cast<float>(number.get<double>()));
  return values;
}

// Among the cases: many ties, no overlap, all equal.
TEST(AreaUnderRoc, AgreesWithScipysMannWhitney) {
  for (const json& expected : test::golden_study()["roc"]) {
    const auto normal = floats(expected["normal"]), strange = floats(expected["strange"]);
    EXPECT_NEAR(area_under_roc(normal, strange), expected["auc"], 1e-12);
    EXPECT_NEAR(area_under_roc(strange, normal), 1 - expected["auc"].get<double>(), 1e-12);
  }
}

TEST(Quantile, AgreesWithNumpy) {
  for (const json& expected : test::golden_study()["roc"]) {
    const auto normal = floats(expected["normal"]);
    for (const json& pair : expected["quantiles"]) {
      EXPECT_NEAR(quantile(normal, pair[0]), pair[1], 1e-6) << pair[0];
    }
  }
  const float one[] = {std::nanf(""), 3};
  EXPECT_EQ(quantile(one, 0.3), 3);
  EXPECT_TRUE(std::isnan(quantile(std::span(one).first(1), 0.3)));
}

TEST(RocCurve, MovesBothWaysAtATie) {
  const float normal[] = {1, 2, 2, 3}, strange[] = {2, 4};
  const std::vector<RocPoint> curve = roc_curve(normal, strange);
  ASSERT_EQ(curve.size(), 5u);
  const double expected[][2] = {{0, 0}, {0, 0.5}, {0.25, 0.5}, {0.75, 1}, {1, 1}};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(curve[i].false_positives, expected[i][0]) << i;
    EXPECT_EQ(curve[i].true_positives, expected[i][1]) << i;
    EXPECT_EQ(share_above(normal, curve[i].threshold), expected[i][0]) << i;
    EXPECT_EQ(share_above(strange, curve[i].threshold), expected[i][1]) << i;
  }
}

TEST(Histogram, CountsWhatLiesOutsideAtItsEnds) {
  const float numbers[] = {-5, 0, 0.5f, 1.5f, 2, 99, 1, 1};
  const std::vector<double> shares = histogram(numbers, 0, 2, 2);
  ASSERT_EQ(shares.size(), 2u);
  EXPECT_EQ(shares[0], 3 / 8.0);
  EXPECT_EQ(shares[1], 5 / 8.0);
}

}  // namespace
}  // namespace hourglass

#include "lab/scrubber.h"

#include <gtest/gtest.h>

namespace hourglass {
namespace {

MomentList three() {
  MomentList moments;
  for (const int epoch : {0, 1, 2}) {
    Moment moment;
    moment.step = 10 * epoch;
    moment.epoch = epoch;
    moments.push_back(std::make_shared<const Moment>(moment));
  }
  return moments;
}

TEST(Scrubber, TheNearestMomentIsTakenAndTheEndIsLive) {
  const MomentList moments = three();
  EXPECT_EQ(moment_near(moments, 0.4, 2.5), moments[0]);
  EXPECT_EQ(moment_near(moments, 0.6, 2.5), moments[1]);
  EXPECT_EQ(moment_near(moments, 2.2, 2.5), moments[2]);
  EXPECT_EQ(moment_near(moments, 2.3, 2.5), nullptr);
  EXPECT_EQ(moment_near(moments, 2.0, 2.0), moments[2]);
  EXPECT_EQ(moment_near({}, 1, 2), nullptr);
}

TEST(Scrubber, KeysGoFromMomentToMomentAndToNow) {
  const MomentList moments = three();
  EXPECT_EQ(moment_beside(moments, nullptr, -1), moments[2]);
  EXPECT_EQ(moment_beside(moments, nullptr, 1), nullptr);
  EXPECT_EQ(moment_beside(moments, moments[2], 1), nullptr);
  EXPECT_EQ(moment_beside(moments, moments[0], -1), moments[0]);
  // One that has been thinned out since: the next one in time takes its place.
  EXPECT_EQ(moment_beside({moments[0], moments[2]}, moments[1], -1), moments[0]);
}

}  // namespace
}  // namespace hourglass

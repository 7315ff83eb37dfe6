#include "lab/pretrained.h"

#include <gtest/gtest.h>

namespace hourglass {
namespace {

Snapshot snapshot_of(const std::string& recipe, std::vector<float> parameters = {1, 2}) {
  Snapshot now;
  now.recipe.name = recipe;
  now.parameters = std::move(parameters);
  return now;
}

TEST(Pretrained, AnOfferIsFoundByItsRecipe) {
  Pretrained pretrained;
  pretrained.offers = {{"B", 10}, {"C-2", 20}};
  ASSERT_NE(offer_for(pretrained, "C-2"), nullptr);
  EXPECT_EQ(offer_for(pretrained, "C-2")->bytes, 20);
  EXPECT_EQ(offer_for(pretrained, "C"), nullptr);
}

TEST(Pretrained, ARequestIsTakenOnce) {
  Pretrained pretrained;
  EXPECT_EQ(take_request(pretrained), std::nullopt);
  ask_for(pretrained, "B");
  EXPECT_EQ(pretrained.coming, "B");
  EXPECT_EQ(take_request(pretrained), "B");
  EXPECT_EQ(take_request(pretrained), std::nullopt);
  EXPECT_EQ(pretrained.coming, "B");
}

TEST(Pretrained, ProgressIsShownForTheRecipeInUseAlone) {
  Pretrained pretrained;
  progress(pretrained, "B", 0.5f, snapshot_of("B"));
  EXPECT_EQ(pretrained.coming, "B");
  EXPECT_EQ(pretrained.share, 0.5f);
  progress(pretrained, "C", 0.75f, snapshot_of("B"));
  EXPECT_EQ(pretrained.coming, "B");
  EXPECT_EQ(pretrained.share, 0.5f);
  progress(pretrained, "B", 2, snapshot_of("B"));
  EXPECT_EQ(pretrained.share, 1);
  end_progress(pretrained);
  EXPECT_EQ(pretrained.coming, "");
}

TEST(Pretrained, AnotherRecipeEndsWhatIsOnItsWay) {
  Pretrained pretrained;
  ask_for(pretrained, "B");
  follow(pretrained, snapshot_of("B"));
  EXPECT_EQ(pretrained.coming, "B");
  follow(pretrained, snapshot_of("C"));
  EXPECT_EQ(pretrained.coming, "");
}

TEST(Pretrained, TheyAreInUseUntilTheWeightsChange) {
  Pretrained pretrained;
  EXPECT_FALSE(in_use(pretrained, snapshot_of("B", {})));  // nothing came, nothing is there
  pretrained.parameters = {1, 2};
  EXPECT_TRUE(in_use(pretrained, snapshot_of("B", {1, 2})));
  EXPECT_FALSE(in_use(pretrained, snapshot_of("B", {1, 3})));
  Snapshot trained_on = snapshot_of("B", {1, 2});
  trained_on.step = 1;
  EXPECT_FALSE(in_use(pretrained, trained_on));
}

}  // namespace
}  // namespace hourglass

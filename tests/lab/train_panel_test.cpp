// The Train panel, pressed and dragged.
#include <gtest/gtest.h>

#include <cmath>

#include "io/builtin_recipes.h"
#include "lab/laboratory.h"

namespace hourglass {
namespace {

const Snapshot& now(Laboratory& lab) { return lab.app->session().latest(); }

std::size_t encoders(Laboratory& lab) { return now(lab).recipe.network.encoder.size(); }

TEST(TrainPanel, ARecipeIsEditedUsedAndTakenBackWithItsWeights) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const std::vector<float> trained = now(*lab).parameters;
  lab->press("edit");
  EXPECT_FALSE(lab->items().contains("start"));
  lab->press("layer-add-1");
  EXPECT_EQ(encoders(*lab), 2u);  // nothing is sent before it is asked for
  lab->press("use-recipe");
  lab->wait();
  EXPECT_EQ(now(*lab).recipe.name, "B*");
  EXPECT_EQ(encoders(*lab), 3u);
  EXPECT_EQ(now(*lab).recipe.network.decoder.size(), 3u);
  ASSERT_TRUE(lab->items().contains("undo"));
  lab->press("undo");
  lab->wait();
  EXPECT_EQ(now(*lab).recipe.name, "B");
  EXPECT_EQ(now(*lab).parameters, trained);
}

TEST(TrainPanel, TheEndOfABarIsDragged) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("edit");
  lab->press("layer-0");
  const ImVec2 end = lab->item("layer-end").middle();
  lab->stroke({end, {end.x + 20, end.y}, {end.x + 40, end.y}});
  EXPECT_NEAR(lab->item("layer-end").middle().x, end.x + 40, 3);
  lab->press("use-recipe");
  lab->wait();
  const NetworkSpec& network = now(*lab).recipe.network;
  EXPECT_GT(network.encoder[0].units, 128);
  EXPECT_EQ(network.decoder[0].units, network.encoder[0].units);
}

TEST(TrainPanel, WidthAndActivationAreSetBelowThePicture) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("edit");
  lab->press("layer-1");
  const Rect width = lab->item("layer-width");
  lab->stroke({width.middle(), {width.min.x + 1, width.middle().y}});
  lab->press("layer-activation");
  lab->press("layer-activation-3");
  lab->press("use-recipe");
  lab->wait();
  EXPECT_EQ(now(*lab).recipe.network.code_size(), 1);
  EXPECT_EQ(now(*lab).recipe.network.encoder[1].activation, Activation::tanh);
}

TEST(TrainPanel, ADraftThatCannotBeTrainedIsNotUsed) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->app->session().send(UseRecipe{builtin_recipe("E3").value()});
  lab->wait();
  lab->press("edit");
  const Image before = lab->calm_picture();
  lab->press("layer-2");  // a pooling without which the decoder makes too large an image
  lab->press("layer-remove");
  const Rect use = lab->item("use-recipe");
  const Rect sentence{{use.min.x, use.min.y - 50}, {use.max.x, use.min.y - 8}};
  EXPECT_GT(difference(before, lab->calm_picture(), sentence), 1);
  lab->press("use-recipe");
  lab->wait();
  EXPECT_EQ(now(*lab).recipe.name, "E3");
  EXPECT_TRUE(lab->items().contains("use-recipe"));
}

TEST(TrainPanel, ForgottenChangesComeBack) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("edit");
  lab->press("cancel-edit");
  EXPECT_FALSE(lab->items().contains("undo"));  // there was nothing to forget
  lab->press("edit");
  lab->press("layer-add-0");
  const std::size_t items = lab->items().size();
  lab->press("cancel-edit");
  EXPECT_TRUE(lab->items().contains("start"));
  lab->press("undo");
  EXPECT_TRUE(lab->items().contains("layer-5"));
  EXPECT_EQ(lab->items().size(), items);
}

TEST(TrainPanel, HowItIsTrainedIsOnThePageBeside) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("edit");
  const Rect pages = lab->item("edit-page");
  lab->stroke({{pages.max.x - 20, pages.middle().y}});
  const Rect loss = lab->item("edit-loss");
  lab->stroke({{loss.max.x - 20, loss.middle().y}});
  lab->press("edit-penalty");
  lab->press("edit-penalty-1");
  const Rect batch = lab->item("edit-batch");
  lab->stroke({batch.middle(), {batch.min.x + 1, batch.middle().y}});
  lab->press("use-recipe");
  lab->wait();
  const Recipe& recipe = now(*lab).recipe;
  EXPECT_EQ(recipe.loss, LossKind::bce);
  ASSERT_EQ(recipe.penalties.size(), 1u);
  EXPECT_EQ(recipe.penalties[0].kind, PenaltyKind::l1_sum);
  EXPECT_EQ(recipe.batch_size, 1);
}

TEST(TrainPanel, ResetAndAnotherRecipeAreTakenBack) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const std::vector<float> trained = now(*lab).parameters;
  lab->press("reset");
  lab->wait();
  EXPECT_NE(now(*lab).parameters, trained);
  lab->press("undo");
  lab->wait();
  EXPECT_EQ(now(*lab).parameters, trained);
  lab->press("recipe");
  lab->press("recipe-A");
  lab->wait();
  EXPECT_EQ(now(*lab).recipe.name, "A");
  lab->press("undo");
  lab->wait();
  EXPECT_EQ(now(*lab).recipe.name, "B");
  EXPECT_EQ(now(*lab).parameters, trained);
}

TEST(TrainPanel, LookingBackShowsWhatTheModelWasAndLiveWhatItIs) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("reset");
  lab->train(12);
  ASSERT_GE(now(*lab).moments.size(), 3u);
  const Image live = lab->calm_picture();
  const Rect track = lab->item("scrubber");
  lab->stroke({track.middle(), {track.min.x + 50, track.middle().y}});
  EXPECT_TRUE(lab->items().contains("live"));
  const Image back = lab->calm_picture();
  for (const char* name : {"tile-reconstruction", "probe", "code-slider-3"}) {
    EXPECT_GT(difference(live, back, lab->item(name)), 0.5) << name;
  }
  lab->train(4);  // training goes on, and the past stays what it was
  EXPECT_TRUE(lab->items().contains("live"));
  const Rect tile = lab->item("tile-reconstruction");
  EXPECT_LT(difference(back, lab->calm_picture(), tile), 1e-9);
  lab->press("live");
  EXPECT_FALSE(lab->items().contains("live"));
  EXPECT_GT(difference(back, lab->calm_picture(), tile), 0.5);
}

TEST(TrainPanel, AnotherRunEndsLookingBack) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->train(12);
  const Rect track = lab->item("scrubber");
  lab->stroke({track.middle()});
  ASSERT_TRUE(lab->items().contains("live"));
  lab->app->session().send(UseRecipe{builtin_recipe("D5").value()});
  lab->wait();
  lab->train(4);
  EXPECT_FALSE(lab->items().contains("live"));
}

TEST(TrainPanel, SlowMotionIsTurnedOnSetAndTurnedOff) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("slow");
  lab->wait();
  const double pace = now(*lab).pace;
  EXPECT_GT(pace, 0);
  const Rect slider = lab->item("pace");
  lab->stroke({slider.middle(), {slider.max.x - 1, slider.middle().y}});
  lab->wait();
  EXPECT_EQ(now(*lab).pace, 20);
  lab->press("slow");
  lab->wait();
  EXPECT_EQ(now(*lab).pace, 0);
  EXPECT_FALSE(lab->items().contains("pace"));
}

TEST(TrainPanel, CurvesAreZoomedAndSeenOnALinearAxis) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->train(12);
  const Rect curves = lab->item("curves");
  const Image before = lab->calm_picture();
  lab->press("axis-log");
  EXPECT_GT(difference(before, lab->calm_picture(), curves), 0.3);
  lab->press("axis-log");
  EXPECT_FALSE(lab->items().contains("zoom-out"));
  lab->stroke(
      {{curves.middle().x - 60, curves.middle().y}, {curves.middle().x + 60, curves.middle().y}});
  ASSERT_TRUE(lab->items().contains("zoom-out"));
  lab->press("zoom-out");
  EXPECT_FALSE(lab->items().contains("zoom-out"));
}

TEST(TrainPanel, ARunThatDivergesIsExplainedAndSlowedDown) {
  auto lab = open_laboratory(kWide);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  Recipe recipe = builtin_recipe("B").value();
  recipe.network.decoder.back().activation = Activation::linear;
  recipe.optimizer = {.kind = OptimizerKind::sgd, .learning_rate = 500};
  lab->app->session().send(UseRecipe{recipe});
  lab->wait();
  EXPECT_FALSE(lab->items().contains("divergence-slower"));
  lab->press("start");
  lab->wait_until([](const Snapshot& snapshot) { return snapshot.divergences > 0; });
  lab->wait();
  ASSERT_TRUE(lab->items().contains("divergence-slower"));
  lab->press("divergence-slower");
  lab->wait();
  EXPECT_FALSE(lab->items().contains("divergence-slower"));
  EXPECT_DOUBLE_EQ(now(*lab).recipe.optimizer.learning_rate, 50);
}

}  // namespace
}  // namespace hourglass

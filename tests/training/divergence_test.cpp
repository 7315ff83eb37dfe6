#include "training/divergence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/blobs.h"
#include "training/recovery.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

const std::vector<float> kWeights{1, 2}, kOthers{3, 4};

std::vector<float> kept(const DivergenceWatch& watch) {
  return {watch.parameters().begin(), watch.parameters().end()};
}

TEST(DivergenceWatch, JudgesByTheSmallestAndTheFirstLoss) {
  DivergenceWatch watch;
  watch.begin(0, kWeights);
  watch.see(0, 1.0, kWeights);
  EXPECT_FALSE(watch.too_high(0.01));
  EXPECT_FALSE(watch.too_high(0.9));  // 90 times the smallest, but no more than the first
  EXPECT_TRUE(watch.too_high(1.1));
  EXPECT_TRUE(watch.too_high(NAN));
  EXPECT_FALSE(watch.too_high(0.5));
  watch.forget_losses();
  watch.see(0, 5.0, kWeights);
  EXPECT_FALSE(watch.too_high(99.0));
  EXPECT_TRUE(watch.too_high(101.0));
}

TEST(DivergenceWatch, KeepsSoundWeightsWhenAsked) {
  DivergenceWatch watch;
  watch.begin(0, kWeights);
  watch.see(1, 1.0, kOthers);
  EXPECT_EQ(kept(watch), kWeights);
  watch.want_copy();
  watch.see(2, 3.0, kOthers);  // on its way up
  watch.see(3, 1.0, std::vector<float>{1, INFINITY});
  watch.see(4, NAN, kOthers);
  EXPECT_TRUE(watch.not_finite());
  EXPECT_EQ(kept(watch), kWeights);
  EXPECT_EQ(watch.step(), 0);
  watch.see(5, 1.5, kOthers);
  EXPECT_FALSE(watch.not_finite());
  EXPECT_EQ(kept(watch), kOthers);
  EXPECT_EQ(watch.step(), 5);
}

Recipe steep_recipe(double learning_rate) {
  Recipe recipe;
  recipe.network = {64, {{8, Activation::linear}}, {{64, Activation::linear}}};
  recipe.optimizer = {.kind = OptimizerKind::sgd, .learning_rate = learning_rate};
  recipe.batch_size = 10;
  recipe.epochs = 100;
  return recipe;
}

// Where training ends for `learning_rate`, or after its length.
std::string fault_with(double learning_rate, Trainer& trainer, Recovery& recovery) {
  trainer.set_learning_rate(learning_rate);
  recovery.begin(trainer);
  while (!trainer.finished()) {
    if (recovery.check(trainer, trainer.advance())) return recovery.sentence();
  }
  return {};
}

TEST(Recovery, TakesBackARunThatGrowsBeyondMeasure) {
  Workers workers(1);
  Recovery recovery;
  Trainer trainer(steep_recipe(1), test::blobs(200, 20), workers);
  const std::vector<float> before(trainer.parameters().begin(), trainer.parameters().end());
  const std::string fault = fault_with(1000, trainer, recovery);
  EXPECT_NE(fault.find("diverged in step"), std::string::npos);
  EXPECT_NE(fault.find("was 1e+03; try a smaller one, such as 100."), std::string::npos) << fault;
  EXPECT_NE(fault.find("weights of step 0"), std::string::npos);
  EXPECT_EQ(recovery.count(), 1u);
  EXPECT_EQ(std::vector<float>(trainer.parameters().begin(), trainer.parameters().end()), before);
  EXPECT_TRUE(trainer.history().points().empty());
}

TEST(Recovery, LetsSoundRunsBe) {
  Workers workers(1);
  Recovery recovery;
  Trainer trainer(steep_recipe(1), test::blobs(200, 20), workers);
  EXPECT_EQ(fault_with(0.1, trainer, recovery), "");
  EXPECT_EQ(recovery.count(), 0u);
}

// Weights as they were, an optimiser that knows nothing, and steps that count on.
TEST(Trainer, GoesBackAndTrainsOn) {
  Recipe recipe = steep_recipe(1);
  recipe.optimizer = {};
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(200, 20), workers);
  const std::vector<float> first(trainer.parameters().begin(), trainer.parameters().end());
  while (!trainer.advance()) {
  }
  ASSERT_EQ(trainer.step(), 20);
  const std::size_t points = trainer.history().points().size();
  trainer.go_back(first, 10);
  EXPECT_EQ(trainer.step(), 20);
  EXPECT_LT(trainer.history().points().size(), points);
  EXPECT_EQ(trainer.history().points().back().step, 10);
  const TrainingState state = trainer.state();
  EXPECT_EQ(state.parameters, first);
  for (const auto* moments : {&state.first, &state.second}) {
    EXPECT_EQ(*moments, std::vector<float>(first.size()));
  }
  while (!trainer.advance()) {
  }
  EXPECT_EQ(trainer.step(), 40);
  EXPECT_LT(trainer.interval().train_loss, 1);
}

}  // namespace
}  // namespace hourglass

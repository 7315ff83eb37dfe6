#include "study/sweep.h"

#include <gtest/gtest.h>

#include "support/blobs.h"

namespace hourglass {
namespace {

Recipe small_recipe() {
  Recipe recipe;
  recipe.network = {64, {{6, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.batch_size = 16;
  recipe.epochs = 2;
  return recipe;
}

TEST(Sweep, TrainsEachRecipeAsIfAloneAndTestsItWithEachNoise) {
  const auto data = test::blobs(100, 300);
  Workers workers(1);
  const float strengths[] = {0, 0.5f};
  const std::vector<NoiseSpec> tests = noises(NoiseKind::masking, strengths);
  Recipe base = small_recipe();
  base.noise = {NoiseKind::masking, 0.25f};
  Sweep sweep(noise_sweep(base, strengths), tests, data, workers);
  std::int64_t steps = -1;
  while (!sweep.done()) {
    sweep.advance();
    EXPECT_GE(sweep.steps(), steps);
    steps = sweep.steps();
  }
  EXPECT_EQ(sweep.steps(), sweep.total_steps());
  EXPECT_EQ(sweep.total_steps(), 2 * 2 * 7);

  for (std::size_t row = 0; row < 2; ++row) {
    const Recipe& recipe = sweep.recipes()[row];
    EXPECT_EQ(recipe.noise, tests[row]);
    Trainer trainer(recipe, data, workers);
    while (!trainer.finished()) trainer.advance();
    EXPECT_EQ(sweep.train_loss(row), trainer.interval().train_loss);
    for (std::size_t column = 0; column < 2; ++column) {
      const EvaluationResult alone = evaluate(trainer.network(), trainer.parameters(), data->test,
                                              tests[column], recipe.seed, workers);
      EXPECT_EQ(sweep.result(row, column).reconstruction.mse, alone.reconstruction.mse);
      EXPECT_EQ(sweep.result(row, column).noisy.mse, alone.noisy.mse);
    }
  }
}

TEST(Sweep, ChangesTheCodeOnly) {
  const Index sizes[] = {2, 9};
  const auto swept = bottleneck_sweep(small_recipe(), sizes);
  ASSERT_TRUE(swept.ok());
  const std::vector<Recipe>& recipes = swept.value();
  ASSERT_EQ(recipes.size(), 2u);
  EXPECT_EQ(recipes[1].network.code_size(), 9);
  Recipe same = recipes[1];
  same.network.encoder.back().units = 6;
  EXPECT_EQ(same, small_recipe());
}

TEST(Sweep, RefusesACodeThatIsAnImage) {
  Recipe recipe = small_recipe();
  recipe.name = "conv";
  recipe.network.encoder = {{.units = 1, .kind = LayerKind::unflatten, .height = 8, .width = 8},
                            {.kind = LayerKind::max_pool}};
  const Index sizes[] = {2};
  const auto swept = bottleneck_sweep(recipe, sizes);
  ASSERT_FALSE(swept.ok());
  EXPECT_NE(swept.error().message.find("the encoder of recipe conv ends with a layer of images"),
            std::string::npos);
}

TEST(Sweep, NoiseOfARecipeWithoutOneIsGaussian) {
  const float strengths[] = {0.5f};
  EXPECT_EQ(noise_sweep(small_recipe(), strengths)[0].noise,
            (NoiseSpec{NoiseKind::gaussian, 0.5f}));
}

}  // namespace
}  // namespace hourglass

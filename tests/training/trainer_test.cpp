#include "training/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support/blobs.h"

namespace hourglass {
namespace {

Recipe small_recipe() {
  Recipe recipe;
  recipe.network = {64,
                    {{48, Activation::relu}, {8, Activation::linear}},
                    {{48, Activation::relu}, {64, Activation::sigmoid}}};
  recipe.noise = recipe.test_noise = {NoiseKind::gaussian, 0.3f};
  recipe.batch_size = 32;
  recipe.epochs = 4;
  recipe.seed = 5;
  return recipe;
}

std::vector<float> trained(const Recipe& recipe, int threads) {
  Workers workers(threads);
  Trainer trainer(recipe, test::blobs(500, 100), workers);
  while (!trainer.finished()) trainer.advance();
  return {trainer.parameters().begin(), trainer.parameters().end()};
}

TEST(Trainer, GivesTheSameBitsForAnyNumberOfThreads) {
  Recipe recipe = small_recipe();
  recipe.network.encoder[0].units = 200;  // wide enough that every product is cut into tiles
  recipe.network.decoder[0].units = 200;
  recipe.batch_size = 96;
  for (Sampling sampling : {Sampling::epochs, Sampling::random}) {
    recipe.sampling = sampling;
    recipe.steps = 40;
    const std::vector<float> one = trained(recipe, 1);
    EXPECT_EQ(one, trained(recipe, 2));
    EXPECT_EQ(one, trained(recipe, 4));
  }
}

TEST(Trainer, GivesOtherWeightsForAnotherSeed) {
  Recipe recipe = small_recipe();
  const std::vector<float> before = trained(recipe, 1);
  recipe.seed = 6;
  EXPECT_NE(before, trained(recipe, 1));
}

TEST(Trainer, LearnsToRemoveNoise) {
  Recipe recipe = small_recipe();
  recipe.epochs = 60;
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(500, 100), workers);
  while (!trainer.finished()) trainer.advance();
  const EvaluationResult& test = trainer.interval().test;
  EXPECT_LT(test.reconstruction.mse, 0.3 * test.noisy.mse);
  EXPECT_LT(trainer.interval().train_loss, 0.3 * trainer.history().points().front().train_loss);
}

TEST(Trainer, MeasuresTheTestSetAfterEachEpoch) {
  Workers workers(1);
  Trainer trainer(small_recipe(), test::blobs(500, 100), workers);
  std::vector<double> epochs;
  while (!trainer.finished()) {
    if (trainer.advance()) epochs.push_back(trainer.interval().epoch);
  }
  EXPECT_EQ(epochs, (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(trainer.step(), 4 * 16);
  EXPECT_EQ(trainer.images_trained(), 4 * 500);
  const HistoryPoint& last = trainer.history().points().back();
  EXPECT_DOUBLE_EQ(last.test_loss, trainer.interval().test.reconstruction.mse);
}

TEST(BatchOrder, GoesThroughEveryImageOnceAnEpoch) {
  Recipe recipe = small_recipe();
  BatchOrder order(recipe, 100);
  std::vector<std::uint32_t> first_epoch;
  for (int epoch = 0; epoch < 3; ++epoch) {
    std::vector<std::uint32_t> all;
    for (std::size_t size : {32u, 32u, 32u, 4u}) {
      const auto batch = order.next();
      ASSERT_EQ(batch.size(), size);
      all.insert(all.end(), batch.begin(), batch.end());
    }
    EXPECT_EQ(std::set(all.begin(), all.end()).size(), 100u);
    if (epoch == 0)
      first_epoch = all;
    else
      EXPECT_NE(all, first_epoch);
  }
}

TEST(BatchOrder, DrawsRandomBatchesWithoutReplacement) {
  Recipe recipe = small_recipe();
  recipe.sampling = Sampling::random;
  BatchOrder order(recipe, 40);
  std::vector<int> drawn(40);
  for (int i = 0; i < 2000; ++i) {
    const auto batch = order.next();
    EXPECT_EQ(std::set(batch.begin(), batch.end()).size(), 32u);
    for (std::uint32_t image : batch) ++drawn[image];
  }
  const double expected = 2000 * 32 / 40.0, sigma = std::sqrt(2000 * 0.8 * 0.2);
  for (int count : drawn) EXPECT_NEAR(count, expected, 5 * sigma);
}

TEST(History, ThinsOutWhenFullAndKeepsItsOrder) {
  History history;
  for (std::int64_t step = 0; step < 20'000; ++step) {
    history.add({step, 0, 1.0, step % 100 == 0 ? 0.5 : NAN});
    ASSERT_LE(history.points().size(), History::kCapacity);
  }
  std::int64_t before = -1;
  int measured = 0;
  for (const HistoryPoint& point : history.points()) {
    EXPECT_GT(point.step, before);
    before = point.step;
    measured += !std::isnan(point.test_loss);
  }
  EXPECT_EQ(before, 19'999);
  EXPECT_EQ(measured, 200);
}

TEST(ValidateRecipe, NamesTheFieldAndWhatWasExpected) {
  Recipe recipe = small_recipe();
  EXPECT_TRUE(validate(recipe).ok());
  const auto message = [](Recipe r, auto change) {
    change(r);
    const auto result = validate(r);
    return result.ok() ? std::string("accepted") : result.error().message;
  };
  EXPECT_NE(message(recipe, [](Recipe& r) { r.optimizer.learning_rate = NAN; })
                .find("optimizer.learning_rate"),
            std::string::npos);
  EXPECT_EQ(message(recipe, [](Recipe& r) { r.optimizer.learning_rate = 1e-30; }),
            "optimizer.learning_rate: expected a number from 1e-12 to 1000, got 1e-30");
  EXPECT_NE(message(recipe, [](Recipe& r) { r.noise.strength = 1e9f; }).find("noise.strength"),
            std::string::npos);
  EXPECT_NE(message(recipe, [](Recipe& r) { r.batch_size = 0; }).find("batch_size"),
            std::string::npos);
  EXPECT_NE(message(recipe, [](Recipe& r) { r.epochs = -1; }).find("epochs"), std::string::npos);
  EXPECT_NE(message(recipe,
                    [](Recipe& r) {
                      r.loss = LossKind::bce;
                      r.network.decoder.back().activation = Activation::linear;
                    })
                .find("sigmoid"),
            std::string::npos);
}

}  // namespace
}  // namespace hourglass

#include "training/batch_noise.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/blobs.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

const std::vector<std::uint32_t> kImages = {7, 3, 11, 900};

Matrix<float> noisy_batch(const Recipe& recipe, std::int64_t step,
                          const std::vector<std::uint32_t>& images = kImages) {
  Workers workers(1);
  const Matrix<float> clean = Matrix<float>::Constant(50, 4, 0.5f);
  Matrix<float> noisy(50, 4);
  corrupt_batch(recipe, step, images, clean, noisy, workers);
  return noisy;
}

TEST(BatchNoise, FreshNoiseIsAnotherInEveryStepAndOfOneKindTheStreamOfTheStep) {
  Recipe recipe;
  recipe.noise = {NoiseKind::gaussian, 0.3f};
  recipe.seed = 9;
  EXPECT_NE(noisy_batch(recipe, 0), noisy_batch(recipe, 1));
  Workers workers(1);
  const Matrix<float> clean = Matrix<float>::Constant(50, 4, 0.5f);
  Matrix<float> noisy(50, 4);
  corrupt(recipe.noise, {9, stream_id(Stream::noise, 5)}, clean, noisy, workers);
  EXPECT_EQ(noisy_batch(recipe, 5), noisy);
}

TEST(BatchNoise, FixedNoiseBelongsToTheImage) {
  Recipe recipe;
  recipe.noise_fixed = true;
  recipe.noise = {NoiseKind::gaussian, 0.3f};
  Recipe mixture = recipe;
  mixture.noise = {};
  mixture.noise_mixture = {{{NoiseKind::masking, 0.5f}, 1}, {{NoiseKind::uniform, 0.5f}, 1}};
  for (const Recipe& r : {recipe, mixture}) {
    const Matrix<float> first = noisy_batch(r, 0);
    EXPECT_EQ(noisy_batch(r, 77), first);
    EXPECT_NE(first.col(0), first.col(1));
    const Matrix<float> other = noisy_batch(r, 78, {900, 1, 7, 2});
    EXPECT_EQ(other.col(0), first.col(3));
    EXPECT_EQ(other.col(2), first.col(0));
  }
}

TEST(BatchNoise, AMixtureChoosesAfreshInEveryStep) {
  Recipe recipe;
  recipe.noise_mixture = {{{NoiseKind::masking, 1}, 1}, {{NoiseKind::none, 0}, 1}};
  int masked = 0;
  for (int step = 0; step < 1000; ++step) masked += noisy_batch(recipe, step).col(2).isZero(0);
  EXPECT_NEAR(masked, 500, 5 * 16);
}

TEST(BatchNoise, ATrainerLearnsUnderAMixtureAndItsNoiseCanBeReplaced) {
  Recipe recipe;
  recipe.network = {64, {{48, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.noise_mixture = {{{NoiseKind::masking, 0.3f}, 1}, {{NoiseKind::gaussian, 0.3f}, 1}};
  recipe.test_noise = {NoiseKind::gaussian, 0.3f};
  recipe.batch_size = 32;
  recipe.epochs = 60;
  ASSERT_TRUE(validate(recipe).ok());
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(500, 100), workers);
  while (!trainer.finished()) trainer.advance();
  const EvaluationResult& test = trainer.interval().test;
  EXPECT_LT(test.reconstruction.mse, 0.4 * test.noisy.mse);
  trainer.set_noise({NoiseKind::uniform, 0.1f});
  EXPECT_TRUE(trainer.recipe().noise_mixture.empty());
  EXPECT_TRUE(validate(trainer.recipe()).ok());
}

TEST(ValidateRecipe, RefusesMixturesThatMakeNoSense) {
  const auto message = [](std::vector<NoiseShare> shares, NoiseSpec noise = {}) {
    Recipe recipe;
    recipe.network = {64, {{4, Activation::relu}}, {{64, Activation::sigmoid}}};
    recipe.noise = noise;
    recipe.noise_mixture = std::move(shares);
    const auto result = validate(recipe);
    return result.ok() ? std::string("accepted") : result.error().message;
  };
  const NoiseShare fine{{NoiseKind::masking, 0.5f}, 1};
  EXPECT_EQ(message({fine}), "accepted");
  EXPECT_NE(message({fine, {{NoiseKind::masking, 2}, 1}}).find("noise.mixture[1].strength"),
            std::string::npos);
  EXPECT_NE(message({{{NoiseKind::masking, 1}, 0}}).find("noise.mixture[0].weight"),
            std::string::npos);
  EXPECT_NE(message(std::vector<NoiseShare>(33, fine)).find("at most 32"), std::string::npos);
  EXPECT_NE(message({fine}, {NoiseKind::uniform, 1}).find("got both"), std::string::npos);
}

}  // namespace
}  // namespace hourglass

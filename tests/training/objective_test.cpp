// What is minimised and measured beside the reconstruction: penalties, the variational bound.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/blobs.h"
#include "support/layers.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

using namespace test;

Recipe variational() {
  Recipe recipe;
  recipe.network = {
      64,
      {unflatten(8, 8, 1), convolution(4, Activation::relu), max_pool(), flatten(), gaussian(6)},
      {dense(64, Activation::relu), unflatten(4, 4, 4), convolution(4, Activation::relu),
       upsample(), convolution(1, Activation::sigmoid), flatten()}};
  recipe.loss = LossKind::bce;
  recipe.reduction = LossReduction::sum;
  recipe.penalties = {{PenaltyKind::kl_normal, 1}};
  recipe.batch_size = 48;
  recipe.epochs = 2;
  return recipe;
}

struct Trained {
  std::vector<float> parameters;
  Interval interval;
};

Trained train(const Recipe& recipe, int threads) {
  EXPECT_TRUE(validate(recipe).ok());
  Workers workers(threads);
  Trainer trainer(recipe, blobs(500, 100), workers);
  while (!trainer.finished()) trainer.advance();
  return {{trainer.parameters().begin(), trainer.parameters().end()}, trainer.interval()};
}

TEST(Objective, OfConvolutionsAndAGaussianHeadGivesTheSameBitsForAnyNumberOfThreads) {
  const Trained one = train(variational(), 1);
  for (const int threads : {2, 4}) {
    const Trained more = train(variational(), threads);
    EXPECT_EQ(one.parameters, more.parameters);
    EXPECT_EQ(one.interval.test.negative_elbo, more.interval.test.negative_elbo);
  }
  EXPECT_GT(one.interval.train_penalty, 0);
}

TEST(Objective, OfAContractiveAutoencoderGivesTheSameBitsForAnyNumberOfThreads) {
  Recipe recipe;
  recipe.network = {64,
                    {dense(200, Activation::tanh), dense(70, Activation::sigmoid)},
                    {dense(64, Activation::sigmoid)}};
  recipe.penalties = {{PenaltyKind::contractive, 0.1}, {PenaltyKind::kl_sparsity, 0.1}};
  recipe.batch_size = 96;
  recipe.epochs = 2;
  const Trained one = train(recipe, 1);
  EXPECT_EQ(one.parameters, train(recipe, 3).parameters);
}

// Weights of nought give every pixel 1/2 and every image the biases as statistics.
TEST(Evaluation, MeasuresTheVariationalBoundInNats) {
  Recipe recipe = variational();
  recipe.network.encoder = {gaussian(2)};
  recipe.network.decoder = {dense(64, Activation::sigmoid)};
  const Network<float> network(recipe.network);
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()), 0.0f);
  constexpr double kMean = 1.5, kLogVariance = -0.5;
  for (const TensorInfo& tensor : network.tensors()) {
    const auto at = parameters.begin() + tensor.offset;
    if (tensor.name == "encoder.0.mean.bias") std::fill_n(at, 2, float{kMean});
    if (tensor.name == "encoder.0.log_variance.bias") std::fill_n(at, 2, float{kLogVariance});
  }
  Workers workers(2);
  const auto data = blobs(10, 300);
  const EvaluationResult test = evaluate(network, parameters, data->test, {}, 0, workers);
  const double divergence = 2 * 0.5 * (kMean * kMean + std::exp(kLogVariance) - kLogVariance - 1);
  EXPECT_NEAR(test.negative_elbo, 64 * std::log(2.0) + divergence, 1e-4);
  EXPECT_NEAR(test.reconstruction.bce, std::log(2.0), 1e-6);
}

TEST(Objective, SaysLossAndPenaltyApart) {
  Recipe recipe;
  recipe.network = {64, {dense(32, Activation::relu)}, {dense(64, Activation::sigmoid)}};
  recipe.epochs = 1;
  EXPECT_EQ(train(recipe, 1).interval.train_penalty, 0);
  recipe.penalties = {{PenaltyKind::l1_sum, 1e-12}};  // too little to change what is learnt
  const Interval little = train(recipe, 1).interval;
  recipe.penalties[0].weight = 2e-12;
  const Interval twice = train(recipe, 1).interval;
  EXPECT_GT(little.train_penalty, 0);
  EXPECT_NEAR(twice.train_penalty / little.train_penalty, 2, 1e-3);
  EXPECT_NEAR(twice.train_loss, little.train_loss, 1e-5);
}

}  // namespace
}  // namespace hourglass

// A training step that is warm allocates nothing: neither through Eigen nor anywhere else.
#include <gtest/gtest.h>

#include "support/allocations.h"
#include "support/blobs.h"
#include "support/layers.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

using test::Allocations;
using test::start_counting;
using test::stop_counting;

TEST(TrainingStep, AllocatesNothingOnceWarm) {
  Recipe recipe;
  recipe.network = {64,
                    {{256, Activation::relu}, {32, Activation::tanh}},
                    {{256, Activation::relu}, {64, Activation::sigmoid}}};
  recipe.batch_size = 128;
  recipe.epochs = 100;
  recipe.schedule.kind = ScheduleKind::plateau;
  recipe.early_stop.patience = 100;
  for (NoiseKind kind :
       {NoiseKind::gaussian, NoiseKind::uniform, NoiseKind::masking, NoiseKind::salt_and_pepper}) {
    recipe.noise = recipe.test_noise = {kind, 0.5f};
    Workers workers(2);
    Trainer trainer(recipe, test::blobs(1000, 300), workers);
    while (!trainer.advance()) {
    }
    // An epoch: whole batches, a partial one, the test set. The history has room for its points.
    start_counting();
    while (!trainer.advance()) {
    }
    EXPECT_EQ(stop_counting().calls, 0);
  }
}

// The history, too, which has long been full and thinned out.
TEST(TrainingStep, AllocatesNothingInTenThousandSteps) {
  Recipe recipe;
  recipe.network = {64, {{16, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.noise = {NoiseKind::gaussian, 0.3f};
  recipe.batch_size = 20;
  recipe.epochs = 2'000;
  recipe.early_stop.patience = 2'000;
  Workers workers(2);
  Trainer trainer(recipe, test::blobs(100, 20), workers);
  while (!trainer.advance()) {
  }
  start_counting();
  while (!trainer.finished()) trainer.advance();
  EXPECT_EQ(stop_counting().calls, 0);
  EXPECT_EQ(trainer.step(), 10'000);
}

// Convolutions both ways, a gaussian head, penalties.
TEST(TrainingStep, OfTheOtherLayersAllocatesNothingOnceWarm) {
  using namespace test;
  const LayerSpec image = unflatten(8, 8, 1);
  Recipe variational;
  variational.loss = LossKind::bce;
  variational.reduction = LossReduction::sum;
  variational.penalties = {{PenaltyKind::kl_normal, 1}, {PenaltyKind::l1_mean, 1, 0, 1}};
  variational.network = {
      64,
      {image, convolution(32, Activation::relu), max_pool(), convolution(32, Activation::relu),
       flatten(), gaussian(8)},
      {dense(128, Activation::relu), unflatten(4, 4, 8), convolution(4, Activation::relu),
       upsample(), convolution(1, Activation::sigmoid), flatten()}};
  Recipe contractive;
  contractive.penalties = {{PenaltyKind::contractive, 1}, {PenaltyKind::kl_sparsity, 1}};
  contractive.network = {64,
                         {dense(32, Activation::tanh), dense(16, Activation::sigmoid)},
                         {unflatten(4, 4, 1), transposed(1, 3, Activation::sigmoid), flatten()}};
  for (Recipe recipe : {variational, contractive}) {
    ASSERT_TRUE(validate(recipe).ok()) << validate(recipe).error().message;
    recipe.batch_size = 128;
    recipe.epochs = 3;
    Workers workers(2);
    Trainer trainer(recipe, test::blobs(300, 100), workers);
    while (!trainer.advance()) {
    }
    start_counting();
    while (!trainer.advance()) {
    }
    EXPECT_EQ(stop_counting().calls, 0);
  }
}

TEST(Counting, SeesAllocations) {
  start_counting();
  const Matrix<float> matrix(10, 10);
  const std::vector<int> vector(10);
  const Allocations seen = stop_counting();
  EXPECT_GE(seen.calls, 2);
  EXPECT_GE(seen.peak, 440);
}

}  // namespace
}  // namespace hourglass

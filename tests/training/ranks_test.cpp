// Several ranks train the model that one process trains: to rounding, as gradients are added up in
// another order; and to the last bit the same on each of them.
#include "training/ranks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "support/blobs.h"
#include "support/layers.h"
#include "support/local_ranks.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

using namespace test;

// What rounding may change, relative to the way that training has gone.
constexpr double kRankTolerance = 2e-6;

std::shared_ptr<const Dataset> images() {
  static const auto data = blobs(150, 60);
  return data;
}

// Each rank's state after the run.
std::vector<TrainingState> train_ranks(const Recipe& recipe, int ranks,
                                       const TrainingState* from = nullptr) {
  EXPECT_TRUE(validate(recipe).ok()) << validate(recipe).error().message;
  std::vector<TrainingState> states(static_cast<std::size_t>(ranks));
  const auto data = images();
  LocalRanks(ranks).run([&](const Ranks& mine) {
    Workers workers(1);
    Trainer trainer(recipe, data, workers, mine);
    if (from != nullptr) {
      EXPECT_TRUE(trainer.restore(*from).ok());
    }
    while (!trainer.finished()) trainer.advance();
    states[static_cast<std::size_t>(mine.rank)] = trainer.state();
  });
  return states;
}

TrainingState train_alone(const Recipe& recipe) {
  Workers workers(1);
  Trainer trainer(recipe, images(), workers);
  while (!trainer.finished()) trainer.advance();
  return trainer.state();
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(double{a[i]} - double{b[i]}, 2);
  return std::sqrt(sum);
}

struct Case {
  std::string name;
  Recipe recipe;
};

Recipe base() {
  Recipe recipe;
  recipe.network = {64,
                    {dense(40, Activation::tanh), dense(10, Activation::sigmoid)},
                    {dense(40, Activation::tanh), dense(64, Activation::sigmoid)}};
  recipe.noise = recipe.test_noise = {NoiseKind::gaussian, 0.3f};
  recipe.optimizer = {.kind = OptimizerKind::sgd, .learning_rate = 0.5, .momentum = 0.9};
  recipe.batch_size = 32;  // the last of an epoch has 22 images
  recipe.epochs = 3;
  recipe.seed = 7;
  return recipe;
}

Recipe small_variational() {
  Recipe recipe = base();
  recipe.network = {
      64,
      {unflatten(8, 8, 1), convolution(4, Activation::relu), max_pool(), flatten(), gaussian(5)},
      {dense(64, Activation::relu), unflatten(4, 4, 4), upsample(),
       convolution(1, Activation::sigmoid), flatten()}};
  recipe.loss = LossKind::bce;
  recipe.reduction = LossReduction::sum;
  recipe.penalties = {{PenaltyKind::kl_normal, 1}, {PenaltyKind::l1_mean, 3, 0, 1}};
  recipe.optimizer = {.learning_rate = 1e-3};
  return recipe;
}

std::vector<Case> cases() {
  std::vector<Case> list = {{"noise", base()}};
  const auto add = [&](const std::string& name, auto change) {
    list.push_back({name, base()});
    change(list.back().recipe);
  };
  add("adam", [](Recipe& r) { r.optimizer = {}; });
  add("bce", [](Recipe& r) { r.loss = LossKind::bce; });
  add("random_batches", [](Recipe& r) {
    r.sampling = Sampling::random;
    r.steps = 15;
  });
  add("fixed_noise", [](Recipe& r) { r.noise_fixed = true; });
  add("mixture", [](Recipe& r) {
    r.noise = {};
    r.noise_mixture = {{{NoiseKind::masking, 0.4f}, 1}, {{NoiseKind::uniform, 0.4f}, 2}};
  });
  add("batches_smaller_than_the_ranks", [](Recipe& r) {
    r.batch_size = 3;
    r.optimizer.learning_rate = 0.1;
    r.epochs = 1;
  });
  add("sparse", [](Recipe& r) {
    r.penalties = {{PenaltyKind::kl_sparsity, 0.01, 0.1},
                   {PenaltyKind::l1_sum, 1e-4, 0, 0},
                   {PenaltyKind::l1_mean, 0.01}};
  });
  add("sparse_small_batches", [](Recipe& r) {
    r.penalties = {{PenaltyKind::kl_sparsity, 0.01, 0.1}};
    r.batch_size = 5;
    r.epochs = 1;
    r.optimizer.learning_rate = 0.1;
  });
  add("contractive", [](Recipe& r) { r.penalties = {{PenaltyKind::contractive, 0.01}}; });
  add("contractive_of_one_layer", [](Recipe& r) {
    r.network.encoder = {dense(12, Activation::sigmoid)};
    r.penalties = {{PenaltyKind::contractive, 0.01}};
    r.reduction = LossReduction::sum;
    r.optimizer.learning_rate = 1e-3;
  });
  add("plateau", [](Recipe& r) {
    r.schedule = {.kind = ScheduleKind::plateau, .threshold = 0.5, .patience = 0};
    r.early_stop.patience = 2;
    r.epochs = 5;
  });
  list.push_back({"variational", small_variational()});
  return list;
}

class RanksOf : public testing::TestWithParam<Case> {};

TEST_P(RanksOf, MakeTheModelOfOneProcess) {
  const Recipe& recipe = GetParam().recipe;
  const TrainingState alone = train_alone(recipe);
  std::vector<float> start(alone.parameters.size());
  initialize<float>(Network<float>(recipe.network), recipe.initialization, recipe.seed, start);
  const double way = distance(alone.parameters, start);
  for (const int count : {2, 3}) {
    SCOPED_TRACE(count);
    const std::vector<TrainingState> states = train_ranks(recipe, count);
    for (const TrainingState& state : states) {
      EXPECT_EQ(state.parameters, states[0].parameters);
      EXPECT_EQ(state.second, states[0].second);
      EXPECT_EQ(state.schedule, states[0].schedule);
      EXPECT_EQ(state.interval.train_loss, states[0].interval.train_loss);
      EXPECT_EQ(state.interval.test.reconstruction.mse, states[0].interval.test.reconstruction.mse);
    }
    const TrainingState& state = states[0];
    EXPECT_LT(distance(state.parameters, alone.parameters), kRankTolerance * way);
    EXPECT_EQ(state.step, alone.step);
    EXPECT_EQ(state.schedule.epochs, alone.schedule.epochs);
    EXPECT_EQ(state.schedule.learning_rate, alone.schedule.learning_rate);
    const auto near = [](double a, double b) { EXPECT_NEAR(a, b, kRankTolerance * std::abs(b)); };
    near(state.interval.train_loss, alone.interval.train_loss);
    near(state.interval.train_penalty, alone.interval.train_penalty);
    near(state.interval.test.reconstruction.mse, alone.interval.test.reconstruction.mse);
  }
}

INSTANTIATE_TEST_SUITE_P(Recipes, RanksOf, testing::ValuesIn(cases()),
                         [](const auto& instance) { return instance.param.name; });

TEST(Ranks, OfTheSameNumberRepeatARunToTheLastBit) {
  EXPECT_EQ(train_ranks(base(), 2)[0].parameters, train_ranks(base(), 2)[1].parameters);
  EXPECT_NE(train_ranks(base(), 2)[0].parameters, train_alone(base()).parameters);
}

TEST(Ranks, GoOnWhereAsManyOrOthersStopped) {
  const Recipe recipe = base();
  const auto whole = train_ranks(recipe, 2);
  TrainingState middle;
  LocalRanks(2).run([&](const Ranks& mine) {
    Workers workers(1);
    Trainer trainer(recipe, images(), workers, mine);
    for (int i = 0; i < 8; ++i) trainer.advance();
    if (mine.rank == 0) middle = trainer.state();
  });
  EXPECT_EQ(train_ranks(recipe, 2, &middle)[1].parameters, whole[0].parameters);
  const auto others = train_ranks(recipe, 3, &middle);
  EXPECT_EQ(others[2].parameters, others[0].parameters);
  EXPECT_LT(distance(others[0].parameters, whole[0].parameters),
            kRankTolerance * distance(whole[0].parameters, middle.parameters));
}

TEST(Slices, CoverEachColumnOnceAndBeginWhereRandomNumbersDo) {
  for (const int count : {1, 2, 3, 7, 64}) {
    for (const Index columns : {1, 3, 4, 5, 31, 128, 1000}) {
      Index next = 0;
      for (int rank = 0; rank < count; ++rank) {
        const Slice slice = slice_of(columns, {rank, count});
        EXPECT_EQ(slice.first, next);
        EXPECT_TRUE(slice.first % 4 == 0 || slice.count == 0);
        EXPECT_LE(slice.count, (columns + 3) / 4 / count * 4 + 4);
        next += slice.count;
      }
      EXPECT_EQ(next, columns);
    }
  }
  EXPECT_EQ(slice_of(128, {1, 2}).first, 64);
}

}  // namespace
}  // namespace hourglass

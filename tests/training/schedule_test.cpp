#include "training/schedule.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "io/recipe_json.h"
#include "support/blobs.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

using nlohmann::json;

ScheduleSpec schedule_of(const json& value) {
  const json recipe = {{"encoder", {{{"units", 2}, {"activation", "relu"}}}},
                       {"decoder", {{{"units", 784}, {"activation", "sigmoid"}}}},
                       {"schedule", value}};
  const Result<Recipe> parsed = parse_recipe(recipe.dump());
  EXPECT_TRUE(parsed.ok()) << parsed.error().message;
  return parsed.ok() ? parsed.value().schedule : ScheduleSpec{};
}

// golden/make_schedules.py
TEST(Schedule, GivesPyTorchsLearningRates) {
  std::ifstream stream(HOURGLASS_SOURCE_DIR "/tests/golden/schedules.json");
  const json golden = json::parse(stream);
  const double base = golden["base"];
  for (const json& expected : golden["cases"]) {
    SCOPED_TRACE(expected["schedule"].dump());
    const ScheduleSpec spec = schedule_of(expected["schedule"]);
    ScheduleState state{.learning_rate = base};
    ASSERT_FALSE(expected["rates"].empty());
    for (std::size_t epoch = 0; epoch < expected["rates"].size(); ++epoch) {
      const json& loss = golden["losses"][epoch];
      advance(spec, base, expected.value("length", std::int64_t{1}),
              loss.is_null() ? std::numeric_limits<double>::quiet_NaN() : loss.get<double>(),
              state);
      const double rate = expected["rates"][epoch];
      // PyTorch computes the cosine step by step, each from the one before.
      const double near = spec.kind == ScheduleKind::cosine ? 1e-12 * base : 0;
      ASSERT_NEAR(state.learning_rate, rate, near) << "epoch " << epoch + 1;
    }
  }
}

Recipe tiny_recipe() {
  Recipe recipe;
  recipe.network = {64, {{16, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.batch_size = 20;
  recipe.epochs = 6;
  return recipe;
}

std::vector<double> rates_of(const Recipe& recipe) {
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(100, 20), workers);
  std::vector<double> rates;
  while (!trainer.finished()) {
    if (trainer.advance()) rates.push_back(trainer.interval().learning_rate);
  }
  return rates;
}

TEST(Schedule, MovesTheTrainersRateAfterEachEpoch) {
  Recipe recipe = tiny_recipe();
  EXPECT_EQ(rates_of(recipe), std::vector<double>(6, 1e-3));
  recipe.schedule.kind = ScheduleKind::plateau;
  recipe.schedule.patience = 0;
  recipe.schedule.threshold = 0.99;  // after the first loss nothing is an improvement
  const std::vector<double> plateau = rates_of(recipe);
  ASSERT_EQ(plateau.size(), 6u);
  for (std::size_t epoch = 0; epoch < 6; ++epoch) {
    const double expected = epoch < 2 ? 1e-3 : plateau[epoch - 1] * 0.1;
    EXPECT_EQ(plateau[epoch], expected) << epoch;
  }
  recipe.schedule = {.kind = ScheduleKind::cosine, .minimum = 2e-4};
  const std::vector<double> cosine = rates_of(recipe);
  EXPECT_EQ(cosine.front(), 1e-3);
  EXPECT_NEAR(cosine[3], 6e-4, 1e-15);
  EXPECT_NEAR(cosine.back(), 2e-4 + 4e-4 * (1 - std::sqrt(0.75)), 1e-15);
}

TEST(Schedule, TheOptimiserUsesTheRate) {
  Recipe recipe = tiny_recipe();
  recipe.schedule = {.kind = ScheduleKind::plateau, .factor = 0, .threshold = 0.99, .patience = 0};
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(100, 20), workers);
  const auto after_epoch = [&] {
    while (!trainer.advance()) {
    }
    return std::vector<float>(trainer.parameters().begin(), trainer.parameters().end());
  };
  const std::vector<float> first = after_epoch();
  const std::vector<float> second = after_epoch();
  ASSERT_EQ(trainer.interval().learning_rate, trainer.recipe().optimizer.learning_rate);
  EXPECT_NE(first, second);
  EXPECT_EQ(after_epoch(), second);
  EXPECT_EQ(trainer.interval().learning_rate, 0);
}

TEST(Schedule, ARunThatGoesOnBeginsTheCosineAgain) {
  Recipe recipe = tiny_recipe();
  recipe.schedule.kind = ScheduleKind::cosine;
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(100, 20), workers);
  while (!trainer.finished()) trainer.advance();
  trainer.extend();
  while (!trainer.advance()) {
  }
  EXPECT_EQ(trainer.interval().learning_rate, 1e-3);
}

struct Watched {
  std::vector<double> test_losses;
  double kept = 0;      // what kept() says
  double measured = 0;  // what the weights do
  std::int64_t kept_step = 0;
};

Watched watch(Trainer& trainer, const std::shared_ptr<const Dataset>& data, Workers& workers) {
  Watched watched;
  while (!trainer.finished()) {
    if (trainer.advance()) {
      watched.test_losses.push_back(trainer.interval().test.reconstruction.mse);
    }
  }
  watched.kept = trainer.kept().test.reconstruction.mse;
  watched.kept_step = trainer.kept().step;
  watched.measured = evaluate(trainer.network(), trainer.parameters(), data->test, {}, 0, workers)
                         .reconstruction.mse;
  return watched;
}

// A rate that is much too high: the test loss goes up and down.
Recipe restless_recipe() {
  Recipe recipe = tiny_recipe();
  recipe.optimizer.learning_rate = 0.1;
  recipe.epochs = 500;
  recipe.early_stop.patience = 4;
  return recipe;
}

TEST(EarlyStop, EndsAfterItsPatienceAndKeepsTheBestWeights) {
  const auto data = test::blobs(100, 20);
  Workers workers(1);
  Trainer trainer(restless_recipe(), data, workers);
  const Watched run = watch(trainer, data, workers);
  const auto best = std::min_element(run.test_losses.begin(), run.test_losses.end());
  EXPECT_EQ(run.test_losses.end() - best, 1 + 4);
  EXPECT_LT(run.test_losses.size(), 500u);
  EXPECT_EQ(run.kept, *best);
  EXPECT_EQ(run.measured, *best);
  EXPECT_EQ(run.kept_step, 5 * (best - run.test_losses.begin() + 1));
}

TEST(EarlyStop, ARunThatReachesItsLengthKeepsItsBestWeightsToo) {
  Recipe recipe = restless_recipe();
  const auto data = test::blobs(100, 20);
  Workers workers(1);
  Trainer long_run(recipe, data, workers);
  const Watched stopped = watch(long_run, data, workers);
  recipe.epochs = static_cast<std::int64_t>(stopped.test_losses.size()) - 1;
  Trainer trainer(recipe, data, workers);
  const Watched run = watch(trainer, data, workers);
  EXPECT_EQ(run.test_losses.size(), stopped.test_losses.size() - 1);
  EXPECT_EQ(run.measured, stopped.measured);
  EXPECT_LT(run.measured, run.test_losses.back());
}

TEST(EarlyStop, AStoppedRunCanGoOn) {
  const auto data = test::blobs(100, 20);
  Workers workers(1);
  Trainer trainer(restless_recipe(), data, workers);
  watch(trainer, data, workers);
  trainer.extend();
  EXPECT_FALSE(trainer.finished());
  EXPECT_GE(watch(trainer, data, workers).test_losses.size(), 1u);
}

TEST(ValidateSchedule, NamesTheField) {
  const auto message = [](auto change) {
    Recipe recipe = tiny_recipe();
    change(recipe);
    const auto result = validate(recipe);
    return result.ok() ? std::string("accepted") : result.error().message;
  };
  EXPECT_EQ(message([](Recipe& r) { r.schedule.factor = 1; }),
            "schedule.factor: expected a number from 0 to below 1, got 1");
  EXPECT_NE(message([](Recipe& r) { r.schedule.minimum = -1; }).find("schedule.minimum"),
            std::string::npos);
  EXPECT_NE(message([](Recipe& r) { r.schedule.threshold = NAN; }).find("schedule.threshold"),
            std::string::npos);
  EXPECT_NE(message([](Recipe& r) { r.schedule.cooldown = -1; }).find("schedule.cooldown"),
            std::string::npos);
  EXPECT_NE(message([](Recipe& r) { r.early_stop.patience = -1; }).find("early_stop.patience"),
            std::string::npos);
}

}  // namespace
}  // namespace hourglass

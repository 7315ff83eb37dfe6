#include "training/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/wait.h"
#include "support/blobs.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

Recipe recipe_for_blobs() {
  Recipe recipe;
  recipe.network = {64,
                    {{32, Activation::relu}, {4, Activation::linear}},
                    {{32, Activation::relu}, {64, Activation::sigmoid}}};
  recipe.noise = recipe.test_noise = {NoiseKind::masking, 0.2f};
  recipe.batch_size = 50;
  recipe.epochs = 3;
  return recipe;
}

// A session that is driven the same way with a thread and in slices.
class SessionWith : public testing::TestWithParam<int> {
 protected:
  std::atomic<std::uint32_t> published{0};  // before the session, whose thread uses it at once
  Session session{{.threads = GetParam(), .on_publish = [this] {
                     published.fetch_add(1);
                     wake_all(published);
                   }}};

  template <class Condition>
  const Snapshot& wait_until(Condition condition) {
    for (;;) {
      const std::uint32_t before = published.load();
      if (session.threads() == 0) session.work(1);
      const Snapshot& snapshot = session.latest();
      if (condition(snapshot)) return snapshot;
      if (session.threads() > 0) wait_while_equal(published, before);
    }
  }

  const Snapshot& after(Command command) {
    const std::uint64_t number = session.send(std::move(command));
    return wait_until([&](const Snapshot& s) { return s.commands_taken >= number; });
  }

  const Snapshot& after_training(Command command) {
    const std::uint64_t number = session.send(std::move(command));
    return wait_until([&](const Snapshot& s) {
      return s.commands_taken >= number && s.state != RunState::training;
    });
  }
};

TEST_P(SessionWith, WaitsForDataAndRecipe) {
  EXPECT_EQ(after(Pause{}).state, RunState::waiting);
  const Snapshot& refused = after(Start{});
  EXPECT_EQ(refused.refused_command, 2u);
  EXPECT_NE(refused.refusal.find("recipe"), std::string::npos);
  EXPECT_EQ(after(UseRecipe{recipe_for_blobs()}).state, RunState::waiting);
  EXPECT_NE(after(Start{}).refusal.find("images"), std::string::npos);
  EXPECT_EQ(after(UseData{test::blobs(200, 50)}).state, RunState::paused);
}

TEST_P(SessionWith, TrainsToTheSameBitsAsTheTrainerAlone) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  const Snapshot& end = after_training(Start{});
  EXPECT_EQ(end.state, RunState::finished);
  EXPECT_EQ(end.step, 12);
  EXPECT_EQ(end.step, end.total_steps);
  Workers workers(1);
  Trainer trainer(recipe_for_blobs(), test::blobs(200, 50), workers);
  while (!trainer.finished()) trainer.advance();
  EXPECT_EQ(end.parameters,
            std::vector<float>(trainer.parameters().begin(), trainer.parameters().end()));
  EXPECT_DOUBLE_EQ(end.test_loss, trainer.interval().test.reconstruction.mse);
}

TEST_P(SessionWith, StepsOneByOneToTheSameBitsAsInOneGo) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  EXPECT_EQ(after_training(TrainSteps{1}).step, 1);
  EXPECT_EQ(after_training(TrainSteps{4}).step, 5);
  const std::vector<float> stepped = session.latest().parameters;
  after(Reset{0});
  EXPECT_EQ(session.latest().step, 0);
  EXPECT_EQ(after_training(TrainSteps{5}).parameters, stepped);
}

TEST_P(SessionWith, GoesOnAfterTheEndWhenStartedAgain) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  after_training(Start{});
  const Snapshot& again = after_training(Start{});
  EXPECT_EQ(again.step, 24);
  EXPECT_EQ(again.state, RunState::finished);
}

TEST_P(SessionWith, KeepsWeightsWhenDataArriveAfterThem) {
  Recipe recipe = recipe_for_blobs();
  std::vector<float> weights(static_cast<std::size_t>(parameter_count(recipe.network)), 0.25f);
  after(UseModel{recipe, weights});
  const Snapshot& now = after(UseData{test::blobs(200, 50)});
  EXPECT_EQ(now.parameters, weights);
  EXPECT_EQ(now.probe.original.cols(), Probe::kCount);
  EXPECT_EQ(now.train_images, 200);
  EXPECT_EQ(now.data_origin, "blobs");
}

TEST_P(SessionWith, KeepsEverythingWhenACommandIsRefused) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  const std::vector<float> before = session.latest().parameters;
  Recipe broken = recipe_for_blobs();
  broken.batch_size = 0;
  Recipe other_size = recipe_for_blobs();
  other_size.network.inputs = other_size.network.decoder.back().units = 784;
  std::uint64_t number = 2;
  for (const Command& command :
       {Command{UseRecipe{broken}}, Command{UseRecipe{other_size}},
        Command{UseModel{recipe_for_blobs(), {1, 2, 3}}}, Command{SetLearningRate{-1}},
        Command{SetNoise{{NoiseKind::masking, 7}}}, Command{TrainSteps{0}}, Command{UseData{}}}) {
    const Snapshot& now = after(command);
    EXPECT_EQ(now.refused_command, ++number);
    EXPECT_FALSE(now.refusal.empty());
    EXPECT_EQ(now.parameters, before);
    EXPECT_EQ(now.recipe, recipe_for_blobs());
  }
}

TEST_P(SessionWith, ChangesLearningRateAndNoiseDuringARun) {
  Recipe recipe = recipe_for_blobs();
  recipe.epochs = 100'000;
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe});
  session.send(Start{});
  wait_until([](const Snapshot& s) { return s.step > 10; });
  after(SetLearningRate{0.5});
  const Snapshot& now = after(SetNoise{{NoiseKind::gaussian, 0.7f}});
  EXPECT_EQ(now.state, RunState::training);
  EXPECT_EQ(now.recipe.optimizer.learning_rate, 0.5);
  EXPECT_EQ(now.recipe.noise, (NoiseSpec{NoiseKind::gaussian, 0.7f}));
  const Snapshot& paused = after(Pause{});
  EXPECT_EQ(paused.state, RunState::paused);
  EXPECT_EQ(paused.images_per_second, 0);
}

INSTANTIATE_TEST_SUITE_P(Threads, SessionWith, testing::Values(0, 1, 2));

// Destroying a session in the middle of a run neither hangs nor leaks.
TEST(Session, EndsWhileTraining) {
  Recipe recipe = recipe_for_blobs();
  recipe.epochs = 100'000;
  Session session({.threads = 2, .on_publish = {}});
  session.send(UseData{test::blobs(200, 50)});
  session.send(UseRecipe{recipe});
  session.send(Start{});
}

}  // namespace
}  // namespace hourglass

#include "training/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "engine/wait.h"
#include "support/blobs.h"
#include "training/divergence.h"
#include "training/evaluation.h"
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

TEST_P(SessionWith, PausedAnywhereEndsWithTheSameBits) {
  constexpr std::int64_t kSteps = 3'000;
  Recipe recipe = recipe_for_blobs();
  recipe.epochs = 1'000;
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe});
  session.send(TrainSteps{kSteps});
  for (const std::int64_t wanted : {10, 500, 1'500}) {
    wait_until([&](const Snapshot& s) { return s.step >= wanted; });
    const std::int64_t paused = after(Pause{}).step;
    if (paused < kSteps) session.send(TrainSteps{kSteps - paused});
  }
  const Snapshot& end = wait_until([](const Snapshot& s) { return s.step == kSteps; });
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(200, 50), workers);
  while (trainer.step() < kSteps) trainer.advance();
  EXPECT_EQ(end.parameters,
            std::vector<float>(trainer.parameters().begin(), trainer.parameters().end()));
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

TEST_P(SessionWith, OtherDataEndARunAndKeepItsWeights) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  Recipe longer = recipe_for_blobs();
  longer.epochs = 100'000;
  after(UseRecipe{longer});
  after(Start{});
  wait_until([](const Snapshot& s) { return s.step > 0; });
  const std::shared_ptr<const Dataset> others = test::blobs(300, 20);
  const Snapshot& now = after(UseData{others});
  EXPECT_EQ(now.state, RunState::paused);
  EXPECT_EQ(now.step, 0);
  EXPECT_EQ(now.data, others);
  const std::vector<float> kept = now.parameters;
  // From there on it is the run of those weights on those data, and of no others.
  const std::vector<float> trained = after_training(TrainSteps{5}).parameters;
  after(UseModel{longer, kept});
  EXPECT_EQ(after_training(TrainSteps{5}).parameters, trained);
  Workers workers(1);
  Trainer alone(longer, others, workers);
  alone.set_parameters(kept);
  while (alone.step() < 5) alone.advance();
  EXPECT_EQ(trained, std::vector<float>(alone.parameters().begin(), alone.parameters().end()));
}

TEST_P(SessionWith, DataThatDoNotFitAreRefusedWhileItTrains) {
  after(UseData{test::blobs(200, 50)});
  Recipe longer = recipe_for_blobs();
  longer.epochs = 100'000;
  after(UseRecipe{longer});
  after(Start{});
  auto others = std::make_shared<Dataset>(*test::blobs(20, 20));
  others->train.rows = others->test.rows = 4;  // half the pixels, twice the images
  others->train.labels.assign(40, 0);
  others->test.labels.assign(40, 0);
  const Snapshot& now = after(UseData{others});
  EXPECT_NE(now.refusal.find("32 pixels"), std::string::npos) << now.refusal;
  EXPECT_EQ(now.state, RunState::training);
  EXPECT_EQ(now.train_images, 200);
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

TEST_P(SessionWith, SurveysAModelBeforeItIsTrained) {
  const Recipe recipe = recipe_for_blobs();
  const auto data = test::blobs(200, 150);
  const Network<float> network(recipe.network);
  std::vector<float> weights(static_cast<std::size_t>(network.parameter_count()));
  initialize<float>(network, recipe.initialization, 5, weights);
  EXPECT_EQ(after(Pause{}).data, nullptr);
  EXPECT_EQ(after(UseModel{recipe, weights}).survey, nullptr);
  EXPECT_TRUE(std::isnan(session.latest().test_loss));
  after(UseData{data});
  const Snapshot& now = wait_until([](const Snapshot& s) { return !s.moments.empty(); });
  EXPECT_EQ(now.data, data);
  EXPECT_EQ(now.state, RunState::paused);
  EXPECT_TRUE(now.history.points().empty());

  Workers workers(1);
  const EvaluationResult expected =
      evaluate(network, weights, data->test, recipe.test_noise, recipe.seed, workers);
  EXPECT_EQ(now.test_loss, expected.reconstruction.mse);
  ASSERT_NE(now.survey, nullptr);
  Pass<float> pass(network, 150, false);
  Matrix<float> x(64, 150), codes(4, 150);
  gather_range(data->test, 0, x, workers);
  network.encode(weights.data(), x, pass, codes, workers);
  EXPECT_TRUE(now.survey->test.codes.isApprox(codes, 1e-6f));

  ASSERT_EQ(now.moments.size(), 1u);
  EXPECT_EQ(now.moments[0]->step, 0);
  EXPECT_EQ(now.moments[0]->test_loss, now.test_loss);
  EXPECT_EQ(now.moments[0]->survey, now.survey);
}

TEST_P(SessionWith, MeasuresAgainWhenTheTestNoiseChangesBeforeTraining) {
  const auto data = test::blobs(200, 150);
  after(UseData{data});
  after(UseRecipe{recipe_for_blobs()});
  const double before = wait_until([](const Snapshot& s) { return !s.moments.empty(); }).test_loss;
  after(SetNoise{{NoiseKind::gaussian, 0.7f}});
  const Snapshot& now = wait_until([&](const Snapshot& s) {
    return s.test_loss != before && s.moments.back()->test_loss != before;
  });
  EXPECT_EQ(now.moments.size(), 1u);
  Workers workers(1);
  const Network<float> network(now.recipe.network);
  EXPECT_EQ(now.test_loss, evaluate(network, now.parameters, data->test, now.recipe.test_noise,
                                    now.recipe.seed, workers)
                               .reconstruction.mse);
}

TEST_P(SessionWith, KeepsAMomentOfEachEvaluation) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  after_training(Start{});
  const Snapshot& end = wait_until([](const Snapshot& s) { return s.moments.size() == 4; });
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(end.moments[i]->step, 4 * static_cast<std::int64_t>(i));
  }
  const Moment& last = *end.moments.back();
  EXPECT_EQ(last.test_loss, end.test_loss);
  EXPECT_EQ(last.survey, end.survey);
  EXPECT_EQ(end.survey->step, 12);
  EXPECT_GT(end.survey->layers[0].gradient, 0);
  const std::vector<float> parameters = parameters_of(last);
  ASSERT_EQ(parameters.size(), end.parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    EXPECT_NEAR(parameters[i], end.parameters[i], std::abs(end.parameters[i]) / 256);
  }
  for (const auto& moment : after(Reset{1}).moments) EXPECT_EQ(moment->step, 0);
}

TEST_P(SessionWith, TakesBackARunThatDiverges) {
  Recipe recipe = recipe_for_blobs();
  recipe.network.decoder.back().activation = Activation::linear;
  recipe.optimizer = {.kind = OptimizerKind::sgd, .learning_rate = 1000};
  recipe.epochs = 100'000;
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe});
  const Snapshot& now = after_training(Start{});
  EXPECT_EQ(now.state, RunState::paused);
  EXPECT_EQ(now.divergences, 1u);
  EXPECT_NE(now.divergence.find("diverged"), std::string::npos);
  EXPECT_TRUE(all_finite(now.parameters));
  for (const HistoryPoint& point : now.history.points()) {
    EXPECT_TRUE(std::isfinite(point.train_loss));
    EXPECT_FALSE(std::isinf(point.test_loss));
  }
  const std::int64_t stopped = now.step;
  EXPECT_GT(stopped, 0);
  after(SetLearningRate{1e-3});
  const Snapshot& later = after_training(TrainSteps{100});
  EXPECT_EQ(later.step, stopped + 100);
  EXPECT_EQ(later.divergences, 1u);
  EXPECT_LT(later.train_loss, 1);
  EXPECT_EQ(after(Reset{0}).divergences, 0u);
  EXPECT_EQ(session.latest().divergence, "");
}

// A step in eleven days: what ends the rest is the next command.
TEST_P(SessionWith, RestsBetweenTheStepsOfSlowMotion) {
  after(UseData{test::blobs(200, 50)});
  after(UseRecipe{recipe_for_blobs()});
  EXPECT_EQ(after(SetPace{1e-6}).pace, 1e-6);
  session.send(Start{});
  wait_until([](const Snapshot& s) { return s.step == 1; });
  if (session.threads() == 0) {
    EXPECT_TRUE(session.work(1));
    EXPECT_TRUE(session.work(1));
  }
  EXPECT_EQ(after(SetLearningRate{0.5}).step, 1);
  EXPECT_EQ(after(Pause{}).state, RunState::paused);
  EXPECT_EQ(after_training(TrainSteps{1}).step, 2);
  session.send(SetPace{0});
  EXPECT_EQ(after_training(Start{}).step, 12);
}

TEST_P(SessionWith, RefusesAPaceThatIsNone) {
  after(SetPace{3});
  for (const double pace : {-1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_FALSE(after(SetPace{pace}).refusal.empty());
    EXPECT_EQ(session.latest().refused_command, session.latest().commands_taken);
    EXPECT_EQ(session.latest().pace, 3);
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, SessionWith, testing::Values(0, 1, 2));

TEST(Session, HasNothingMoreToDoWhenAllIsSeen) {
  Session session({.threads = 0, .on_publish = {}});
  EXPECT_FALSE(session.work(1));
  session.send(UseData{test::blobs(200, 150)});
  session.send(UseRecipe{recipe_for_blobs()});
  EXPECT_TRUE(session.work(0));
  while (session.work(1)) {
  }
  const Snapshot& now = session.latest();
  EXPECT_NE(now.survey, nullptr);
  EXPECT_FALSE(std::isnan(now.test_loss));
  const std::uint64_t generation = now.generation;
  EXPECT_FALSE(session.work(1));
  EXPECT_EQ(session.latest().generation, generation);
}

// Of which there would be room for two.
TEST(Session, KeepsNoLargeSurveysInMoments) {
  Recipe recipe = recipe_for_blobs();
  recipe.network = {64, {{1024, Activation::relu}}, {{64, Activation::sigmoid}}};
  Session session({.threads = 0, .on_publish = {}});
  session.send(UseData{test::blobs(600, 600)});
  session.send(UseRecipe{recipe});
  while (session.work(1)) {
  }
  const Snapshot& now = session.latest();
  ASSERT_EQ(now.moments.size(), 1u);
  EXPECT_GT(bytes_of(*now.survey), Moments::kSurveyBytes);
  EXPECT_EQ(now.moments[0]->survey, nullptr);
}

TEST(Session, DropsWhatItHasNotSeenOfStepZeroWhenTrainingBegins) {
  Session session({.threads = 0, .on_publish = {}});
  session.send(UseData{test::blobs(200, 150)});
  session.send(UseRecipe{recipe_for_blobs()});
  session.send(TrainSteps{1});
  while (session.work(1)) {
  }
  const Snapshot& now = session.latest();
  EXPECT_EQ(now.step, 1);
  EXPECT_EQ(now.survey, nullptr);
  EXPECT_TRUE(std::isnan(now.test_loss));
  ASSERT_EQ(now.moments.size(), 1u);
  EXPECT_EQ(now.moments[0]->step, 0);
  EXPECT_EQ(now.moments[0]->survey, nullptr);
}

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

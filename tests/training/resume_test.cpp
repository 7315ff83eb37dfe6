// A run that is put down after any piece of work and taken up by another trainer ends as if it had
// never stopped.
#include <gtest/gtest.h>

#include "support/blobs.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

Recipe recipe_of(Sampling sampling) {
  Recipe recipe;
  recipe.network = {64, {{24, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.noise = recipe.test_noise = {NoiseKind::masking, 0.2f};
  recipe.schedule = {.kind = ScheduleKind::plateau, .factor = 0.5, .threshold = 0.2, .patience = 0};
  recipe.early_stop.patience = 3;
  recipe.optimizer.learning_rate = 0.02;
  recipe.batch_size = 30;
  recipe.sampling = sampling;
  recipe.epochs = 5;
  recipe.steps = 1100;
  recipe.seed = 3;
  return recipe;
}

void expect_same(const Trainer& a, const Trainer& b) {
  const TrainingState x = a.state(), y = b.state();
  EXPECT_EQ(x.parameters, y.parameters);
  EXPECT_EQ(x.first, y.first);
  EXPECT_EQ(x.second, y.second);
  EXPECT_EQ(x.step, y.step);
  EXPECT_EQ(x.schedule, y.schedule);
  EXPECT_EQ(x.early_stop.parameters, y.early_stop.parameters);
  EXPECT_EQ(a.images_trained(), b.images_trained());
  EXPECT_EQ(a.kept().test.reconstruction.mse, b.kept().test.reconstruction.mse);
  ASSERT_EQ(x.history.size(), y.history.size());
  for (std::size_t i = 0; i < x.history.size(); ++i) {
    EXPECT_EQ(x.history[i].step, y.history[i].step);
    EXPECT_EQ(x.history[i].train_loss, y.history[i].train_loss);
  }
}

TEST(Resume, GivesTheSameBitsFromAnyPointOfTheRun) {
  const auto data = test::blobs(100, 300);  // an evaluation takes two pieces
  for (Sampling sampling : {Sampling::epochs, Sampling::random}) {
    Workers workers(1);
    Trainer whole(recipe_of(sampling), data, workers);
    int pieces = 0;
    for (; !whole.finished(); ++pieces) whole.advance();
    for (int stop : {0, 1, 3, 4, 5, 6, 7, 13, 499, 501, 502, 700, pieces}) {
      if (stop > pieces) continue;
      SCOPED_TRACE(stop);
      Trainer first(recipe_of(sampling), data, workers);
      for (int i = 0; i < stop; ++i) first.advance();
      Trainer second(recipe_of(sampling), data, workers);
      const auto restored = second.restore(first.state());
      ASSERT_TRUE(restored.ok()) << restored.error().message;
      EXPECT_EQ(second.finished(), stop == pieces);
      while (!second.finished()) second.advance();
      expect_same(second, whole);
    }
  }
}

TEST(Resume, AStateOfAnotherRunIsRefused) {
  Workers workers(1);
  Trainer trainer(recipe_of(Sampling::epochs), test::blobs(100, 20), workers);
  for (int i = 0; i < 9; ++i) trainer.advance();
  const TrainingState good = trainer.state();
  const auto message = [&](auto change) {
    TrainingState state = good;
    change(state);
    const auto restored = trainer.restore(state);
    return restored.ok() ? "accepted" : restored.error().message;
  };
  EXPECT_NE(message([](TrainingState& s) { s.second.pop_back(); }).find("parameters"),
            std::string::npos);
  EXPECT_NE(message([](TrainingState& s) { s.early_stop.parameters.clear(); }).find("best"),
            std::string::npos);
  EXPECT_NE(message([](TrainingState& s) { s.step = 21; }).find("no more than 20"),
            std::string::npos);
  EXPECT_NE(message([](TrainingState& s) { s.step = -1; }).find("step -1"), std::string::npos);
  EXPECT_NE(message([](TrainingState& s) { s.schedule.epochs = 5; }).find("counts 5 epochs"),
            std::string::npos);
  EXPECT_NE(message([](TrainingState& s) { s.history.resize(5000); }).find("history"),
            std::string::npos);
  EXPECT_EQ(trainer.state().parameters, good.parameters);
  EXPECT_EQ(trainer.step(), good.step);
}

}  // namespace
}  // namespace hourglass

#include "io/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/blobs.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

using testing::HasSubstr;

Recipe resumable_recipe() {
  Recipe recipe;
  recipe.network = {64, {{2, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.noise_mixture = {{{NoiseKind::masking, 0.2f}, 1}, {{NoiseKind::gaussian, 0.1f}, 2}};
  recipe.schedule.kind = ScheduleKind::plateau;
  recipe.early_stop.patience = 2;
  recipe.batch_size = 20;
  return recipe;
}

class CheckpointFile : public testing::Test {
 protected:
  explicit CheckpointFile(int pieces = 8)
      : trainer_(resumable_recipe(), test::blobs(100, 20), workers_) {
    for (int i = 0; i < pieces; ++i) trainer_.advance();
  }

  Checkpoint checkpoint() const {
    return {trainer_.recipe(), 0xfedcba9876543210u, 1.0 / 3, trainer_.state()};
  }

  Workers workers_{1};
  Trainer trainer_;
};

TEST_F(CheckpointFile, RoundTripIsExact) {
  Checkpoint before = checkpoint();
  before.state.point = {0.1 + 0.2, 3};
  const auto file = write_checkpoint(before);
  const Result<Checkpoint> read = read_checkpoint(file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Checkpoint& after = read.value();
  EXPECT_EQ(after.recipe, before.recipe);
  EXPECT_EQ(after.data, before.data);
  EXPECT_EQ(after.seconds, before.seconds);
  const TrainingState &a = after.state, &b = before.state;
  EXPECT_EQ(a.parameters, b.parameters);
  EXPECT_EQ(a.first, b.first);
  EXPECT_EQ(a.second, b.second);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.evaluating, b.evaluating);
  EXPECT_EQ(a.point.sum, b.point.sum);
  EXPECT_EQ(a.stretch.count, b.stretch.count);
  EXPECT_EQ(a.interval.step, 5);
  EXPECT_EQ(a.interval.learning_rate, b.interval.learning_rate);
  EXPECT_EQ(a.interval.test.noisy.bce, b.interval.test.noisy.bce);
  EXPECT_EQ(a.schedule, b.schedule);
  EXPECT_EQ(a.early_stop.best, b.early_stop.best);
  EXPECT_EQ(a.early_stop.parameters, b.early_stop.parameters);
  EXPECT_EQ(a.early_stop.interval.epoch, b.early_stop.interval.epoch);
  ASSERT_EQ(a.history.size(), b.history.size());
  for (std::size_t i = 0; i < a.history.size(); ++i) {
    EXPECT_EQ(a.history[i].train_loss, b.history[i].train_loss);
    EXPECT_EQ(std::isnan(a.history[i].test_loss), std::isnan(b.history[i].test_loss));
  }
  EXPECT_TRUE(std::isnan(a.history.front().test_loss));
}

// Before the first test there is no best loss: infinity, which JSON does not know.
TEST_F(CheckpointFile, AFreshRunRoundTripsToo) {
  const Trainer fresh(resumable_recipe(), test::blobs(100, 20), workers_);
  const auto file = write_checkpoint({fresh.recipe(), 0, 0, fresh.state()});
  const Result<Checkpoint> read = read_checkpoint(file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().state.early_stop.best, std::numeric_limits<double>::infinity());
  EXPECT_EQ(read.value().state.schedule, fresh.state().schedule);
}

TEST_F(CheckpointFile, NumbersThatAreNotFiniteAreRefused) {
  for (const auto member :
       {&TrainingState::parameters, &TrainingState::first, &TrainingState::second}) {
    Checkpoint broken = checkpoint();
    (broken.state.*member)[3] = std::numeric_limits<float>::infinity();
    const Result<Checkpoint> read = read_checkpoint(write_checkpoint(broken));
    ASSERT_FALSE(read.ok());
    EXPECT_THAT(read.error().message, HasSubstr("not finite"));
  }
}

TEST_F(CheckpointFile, EveryTruncationIsRefused) {
  const auto file = write_checkpoint(checkpoint());
  for (std::size_t length = 0; length < file.size(); ++length) {
    EXPECT_FALSE(read_checkpoint(std::span(file).first(length)).ok()) << length;
  }
}

// One byte changed may give another state, but never anything worse than an error, and what a
// trainer takes of it can be trained.
TEST_F(CheckpointFile, EveryChangedByteOfTheHeaderIsSurvived) {
  const auto file = write_checkpoint(checkpoint());
  const std::size_t header = 8 + file[0] + std::size_t{file[1]} * 256;
  for (std::size_t at = 0; at < header; ++at) {
    for (const char byte : {'"', '9', '-', 'e', '\0'}) {
      auto changed = file;
      changed[at] = static_cast<std::uint8_t>(byte);
      const Result<Checkpoint> read = read_checkpoint(changed);
      if (!read.ok()) {
        EXPECT_FALSE(read.error().message.empty());
      } else if (read.value().recipe == trainer_.recipe() &&
                 trainer_.restore(read.value().state).ok() && !trainer_.finished()) {
        trainer_.advance();
      }
    }
  }
}

}  // namespace
}  // namespace hourglass

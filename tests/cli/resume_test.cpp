// Trainings that are interrupted and resumed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "cli/fixture.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// Long enough that no signal comes too late (run_and_signal).
class Resume : public Cli {
 protected:
  Words run_with(const Words& more) const {
    return joined({"train", "--recipe", "D2-64", "--data", digits_, "--code-size", "4", "--epochs",
                   "300", "--batch-size", "25", "--noise", "gaussian:0.3", "--schedule", "plateau",
                   "--early-stop", "299", "--threads", "1"},
                  more);
  }
  // The files of a run that is never interrupted.
  void train_whole() {
    const Outcome whole = run_hourglass(
        run_with({"--save", path("whole"), "--history", path("whole.csv"), "--json"}));
    ASSERT_EQ(whole.exit_code, 0) << whole.err;
    whole_ = json::parse(whole.out);
  }
  // Resumes from a checkpoint and expects the end of the run that was not interrupted.
  void expect_same_end(const std::string& checkpoint) {
    const Outcome resumed =
        run_hourglass({"train", "--resume", checkpoint, "--every", "1000", "--data", digits_,
                       "--save", path("resumed"), "--history", path("resumed.csv"), "--json"});
    ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
    EXPECT_THAT(resumed.err, HasSubstr("Going on after step "));
    EXPECT_THAT(resumed.err, Not(HasSubstr("epoch 1/300 ")));
    EXPECT_EQ(content(path("resumed")), content(path("whole")));
    EXPECT_EQ(content(path("resumed.csv")), content(path("whole.csv")));
    json figures = json::parse(resumed.out);
    for (const char* time : {"seconds", "images_per_second"}) figures[time] = whole_[time];
    EXPECT_EQ(figures, whole_);
  }

  json whole_;
};

TEST_F(Resume, AfterCtrlCEndsAsIfNothingHadHappened) {
  train_whole();
  const Outcome stopped =
      run_and_signal(run_with({"--save", path("stopped"), "--history", path("h.csv"), "--json"}),
                     "epoch 3/300 ", SIGINT);
  EXPECT_EQ(stopped.exit_code, 130) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr("Stopped before the end, after step "));
  const std::string checkpoint = path("stopped.checkpoint");
  EXPECT_THAT(stopped.err, HasSubstr("To go on: hourglass train --resume " + checkpoint +
                                     " --data " + digits_ + " --save " + path("stopped")));
  const json figures = json::parse(stopped.out);
  EXPECT_EQ(figures["finished"], false);
  EXPECT_LT(figures["steps"], whole_["steps"]);
  EXPECT_THAT(content(path("h.csv")), HasSubstr("\n8,1,"));
  const Outcome evaluated =
      run_hourglass({"evaluate", "--weights", path("stopped"), "--data", digits_, "--json"});
  ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
  EXPECT_EQ(json::parse(evaluated.out)["mse"], figures["test"]["mse"]);
  expect_same_end(checkpoint);
}

TEST_F(Resume, AfterSigtermEndsAsIfNothingHadHappened) {
  train_whole();
  const std::string checkpoint = path("run.checkpoint");
  const Outcome stopped = run_and_signal(run_with({"--checkpoint", checkpoint, "--every", "100000",
                                                   "--save", path("half"), "--precision", "f16"}),
                                         "epoch 2/300 ", SIGTERM);
  EXPECT_EQ(stopped.exit_code, 143) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr(" --save " + path("half") + " --precision f16\n"));
  expect_same_end(checkpoint);
}

TEST_F(Resume, AfterAKillGoesOnFromTheLastCheckpoint) {
  train_whole();
  const std::string checkpoint = path("run.checkpoint");
  const Outcome killed =
      run_and_signal(run_with({"--checkpoint", checkpoint}), "epoch 5/300 ", SIGKILL);
  EXPECT_EQ(killed.exit_code, -SIGKILL);
  expect_same_end(checkpoint);
}

TEST_F(Resume, OfAFinishedRunWritesItsEndAgain) {
  train_whole();
  const std::string checkpoint = path("run.checkpoint");
  ASSERT_EQ(run_hourglass(run_with({"--checkpoint", checkpoint, "--every", "100000"})).exit_code,
            0);
  expect_same_end(checkpoint);
}

TEST_F(Resume, CanBeInterruptedAgain) {
  train_whole();
  const std::string checkpoint = path("run.checkpoint");
  run_and_signal(run_with({"--checkpoint", checkpoint}), "epoch 2/300 ", SIGKILL);
  const Outcome again =
      run_and_signal({"train", "--resume", checkpoint, "--every", "1000", "--data", digits_},
                     "MSE training", SIGINT);
  EXPECT_EQ(again.exit_code, 130) << again.err;
  expect_same_end(checkpoint);
}

TEST_F(Resume, WithoutAPlaceToSaveSaysSo) {
  const Outcome stopped = run_and_signal(run_with({}), "epoch 1/300 ", SIGINT);
  EXPECT_EQ(stopped.exit_code, 130);
  EXPECT_THAT(stopped.err, HasSubstr("Nothing was saved"));
}

TEST_F(Resume, TheLineToGoOnWithIsForAShell) {
  const Outcome stopped =
      run_and_signal(run_with({"--save", path("it's mine")}), "epoch 1/300 ", SIGINT);
  EXPECT_THAT(stopped.err, HasSubstr("--save '" + path("it'\\''s mine") + "'"));
}

class BadCheckpoint : public Cli {
 protected:
  BadCheckpoint() {
    const Outcome made =
        run_hourglass({"train", "--recipe", "D2-64", "--data", digits_, "--epochs", "2",
                       "--code-size", "4", "--save", path("w"), "--checkpoint", path("good")});
    EXPECT_EQ(made.exit_code, 0) << made.err;
  }

  void expect_refused(const std::string& sentence, const Words& words) {
    Words line = {"train", "--save", path("out")};
    line.insert(line.end(), words.begin(), words.end());
    const Outcome outcome = run_hourglass(line);
    EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(sentence));
    EXPECT_FALSE(fs::exists(path("out")));
  }
  // The checkpoint with `from` replaced by `to` of the same length.
  std::string changed(const std::string& from, const std::string& to) {
    std::string file = content(path("good"));
    const std::size_t at = file.find(from);
    EXPECT_NE(at, file.npos) << from;
    EXPECT_EQ(from.size(), to.size());
    file.replace(at, to.size(), to);
    EXPECT_TRUE(write_file_atomically(path("changed"), file).ok());
    return path("changed");
  }
};

TEST_F(BadCheckpoint, OfAnotherRecipeIsRefused) {
  const Words resume = {"--data", digits_, "--resume", path("good")};
  const auto with = [&](Words more) {
    more.insert(more.begin(), resume.begin(), resume.end());
    return more;
  };
  expect_refused("good: the checkpoint is of another recipe: its batch_size is 64, expected 256",
                 with({"--recipe", "E1"}));
  expect_refused("its epochs is 2, expected 3", with({"--epochs", "3"}));
  expect_refused("its noise/kind is \"none\", expected \"gaussian\"",
                 with({"--noise", "gaussian:0.5"}));
}

TEST_F(BadCheckpoint, OfOtherImagesIsRefused) {
  ASSERT_EQ(run_hourglass({"synthesize", "--count", "200", "--test-count", "50", "--seed", "4",
                           "--out", path("other")})
                .exit_code,
            0);
  expect_refused("made with other images than these",
                 {"--data", path("other"), "--resume", path("good")});
}

TEST_F(BadCheckpoint, ThatIsDamagedOrLiesIsRefused) {
  const std::string file = content(path("good"));
  const auto refused = [&](const std::string& sentence, const std::string& checkpoint) {
    expect_refused(sentence, {"--data", digits_, "--resume", checkpoint});
  };
  for (std::size_t length :
       {std::size_t{0}, std::size_t{7}, std::size_t{100}, file.size() / 2, file.size() - 1}) {
    ASSERT_TRUE(write_file_atomically(path("short"), file.substr(0, length)).ok());
    refused("short: not a valid safetensors file", path("short"));
  }
  refused("No such file", path("none"));
  refused("it is no checkpoint", path("w"));
  refused("it was made after step 9, but the run has no more than 8",
          changed(R"(\"step\":8,\"evaluating\")", R"(\"step\":9,\"evaluating\")"));
  refused("it counts 1 epochs after step 8", changed(R"(\"epochs\":2,)", R"(\"epochs\":1,)"));
  refused("evaluating: expected true or false",
          changed(R"(\"evaluating\":false)", R"(\"evaluating\":12345)"));
  refused("it holds the tensor", changed("optimizer.first", "optimizer.third"));
  refused("the recipe inside the checkpoint", changed(R"(\"units\": 4)", R"(\"units\": 0)"));
  refused("numbers, but the network has", changed(R"(\"units\": 4)", R"(\"units\": 5)"));
}

}  // namespace
}  // namespace hourglass

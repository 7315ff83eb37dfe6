// Several processes at one piece of work: started by the real mpirun, where this build has MPI.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "cli/fixture.h"
#include "io/weights.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class Processes : public Cli {
 protected:
  Processes() {
    // Whatever the machine: as root, with fewer cores than processes.
    for (const auto& [name, value] : {std::pair("OMPI_ALLOW_RUN_AS_ROOT", "1"),
                                      std::pair("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"),
                                      std::pair("OMPI_MCA_rmaps_base_oversubscribe", "1"),
                                      std::pair("OMPI_MCA_hwloc_base_binding_policy", "none")}) {
      setenv(name, value, 1);
    }
  }
  void SetUp() override {
    if (!HOURGLASS_WITH_MPI) GTEST_SKIP() << "this build has no MPI: HOURGLASS_MPI is OFF";
  }

  // A line for the program.
  static Words train_on(const std::string& data, const Words& more) {
    return joined({"train", "--recipe", "D2-64", "--code-size", "4", "--batch-size", "25",
                   "--noise", "gaussian:0.3", "--threads", "1", "--data", data},
                  more);
  }
  Words train(const Words& more) const { return train_on(digits_, more); }

  static Outcome mpirun(const Words& words) { return run_program(HOURGLASS_MPIRUN, words); }
  static Words processes(int count, const Words& line) {
    return joined({"-n", std::to_string(count), HOURGLASS_PROGRAM}, line);
  }
  static Outcome on(int count, const Words& line) { return mpirun(processes(count, line)); }
  // Two processes, of which the second gets the signal when `text` is printed.
  Outcome on_two_with_signal(const Words& line, const std::string& text, int signal) const {
    const std::string id = path("id");
    const Words second = {":", "-n", "1", "sh", "-c", "echo $$ >\"$0\"; exec \"$@\"", id};
    return run_and_signal(
        HOURGLASS_MPIRUN,
        joined(processes(1, line), joined(joined(second, {HOURGLASS_PROGRAM}), line)), text, signal,
        id);
  }
  static void expect_end(const Outcome& outcome, int exit_code, const std::string& sentence) {
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.err;
    const std::size_t at = outcome.err.find(sentence);
    ASSERT_NE(at, std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find(sentence, at + 1), std::string::npos) << outcome.err;  // said once
  }

  std::vector<float> weights(const std::string& name) const {
    const std::string file = content(path(name));
    const auto model =
        read_weights({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
    EXPECT_TRUE(model.ok());
    return model.ok() ? model.value().parameters : std::vector<float>();
  }
};

TEST_F(Processes, TrainTheModelOfOne) {
  const auto line = [&](const char* save) {
    return train({"--epochs", "5", "--json", "--save", path(save)});
  };
  const Outcome one = run_hourglass(line("one")), two = on(2, line("two"));
  const Outcome again = on(2, line("again"));
  for (const Outcome* outcome : {&one, &two, &again}) {
    ASSERT_EQ(outcome->exit_code, 0) << outcome->err;
  }
  EXPECT_THAT(two.err, HasSubstr("2 processes train together, this one with 1 thread\n"));
  EXPECT_EQ(content(path("two")), content(path("again")));
  EXPECT_NE(content(path("two")), content(path("one")));  // otherwise it was not two that trained
  const json alone = json::parse(one.out), together = json::parse(two.out);
  for (const char* name : {"/train_loss", "/test/mse", "/test/noisy/mse"}) {
    const json::json_pointer figure(name);
    const double expected = alone[figure], got = together[figure];
    EXPECT_NEAR(got, expected, 1e-5 * expected) << name;
  }
  EXPECT_EQ(together["steps"], alone["steps"]);
}

TEST_F(Processes, ShareTheCoresOfTheirMachine) {
  cpu_set_t cores;
  ASSERT_EQ(sched_getaffinity(0, sizeof cores, &cores), 0);
  const int each = std::clamp(CPU_COUNT(&cores) / 2, 1, 64);
  const Outcome outcome = on(2, {"train", "--recipe", "D2-64", "--epochs", "1", "--data", digits_});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("this one with " + std::to_string(each) + " thread"));
}

TEST_F(Processes, StopTogetherAtASignalToOneAndGoOnAsIfNothingHadHappened) {
  // Its end would never come: the signals do.
  const Outcome first = on_two_with_signal(
      train({"--steps", "100000000", "--checkpoint", path("checkpoint"), "--every", "100000"}),
      "step 500/", SIGTERM);
  EXPECT_EQ(first.exit_code, 143) << first.err;
  EXPECT_THAT(first.err, HasSubstr("Stopped before the end, after step "));
  const Outcome second =
      on_two_with_signal({"train", "--resume", path("checkpoint"), "--every", "100000", "--data",
                          digits_, "--threads", "1", "--save", path("stopped"), "--json"},
                         "MSE training", SIGINT);
  EXPECT_EQ(second.exit_code, 130) << second.err;
  EXPECT_THAT(second.err, HasSubstr("Going on after step "));
  EXPECT_THAT(second.err, Not(HasSubstr("step 500/")));

  const std::int64_t steps = json::parse(second.out)["steps"];
  const Outcome whole = on(2, train({"--steps", std::to_string(steps), "--save", path("whole")}));
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  EXPECT_EQ(weights("stopped"), weights("whole"));
}

TEST_F(Processes, FillTheTableOfASweepTogether) {
  const auto sweep = [&](const char* out) {
    return Words{"study",  "sweep", "noise",    "--recipe",  "D2-64",       "--train", "0,0.25,0.5",
                 "--test", "0,0.5", "--epochs", "1",         "--code-size", "4",       "--data",
                 digits_,  "--out", path(out),  "--threads", "1",           "--json"};
  };
  const Outcome one = run_hourglass(sweep("one"));
  ASSERT_EQ(one.exit_code, 0) << one.err;
  for (const int count : {2, 4}) {  // of four, one has nothing to do
    const Outcome more = on(count, sweep("more"));
    ASSERT_EQ(more.exit_code, 0) << more.err;
    EXPECT_EQ(more.out, one.out);
    for (const char* file : {"/noise.csv", "/noise.png"}) {
      EXPECT_EQ(content(path("more") + file), content(path("one") + file));
    }
    for (const char* row : {"noise none  ", "noise gaussian:0.25  ", "noise gaussian:0.5  "}) {
      EXPECT_THAT(more.err, HasSubstr(row));
    }
  }
}

TEST_F(Processes, AllEndWhereOneFails) {
  const auto first_and_second = [&](const Words& first, const Words& second) {
    return mpirun(joined(joined(processes(1, first), {":"}), processes(1, second)));
  };
  const Words endless = {"--steps", "100000000"};
  expect_end(first_and_second(train(endless), train_on(path("none"), endless)), 1, "rank 1 on ");
  ASSERT_EQ(run_hourglass({"synthesize", "--count", "200", "--test-count", "50", "--seed", "4",
                           "--out", path("other")})
                .exit_code,
            0);
  expect_end(first_and_second(train(endless), train_on(path("other"), endless)), 1,
             ": its images (IDX files in " + path("other") + ") are not those of rank 0");
  // As another build or processor would.
  expect_end(first_and_second(train(endless), train(joined(endless, {"--seed", "5"}))), 1,
             ": its weights are no longer those of rank 0");
  fs::create_directory(path("folder"));
  expect_end(on(2, train(joined(endless, {"--checkpoint", path("folder")}))), 1,
             "cannot write " + path("folder"));
}

TEST_F(Processes, FailTogetherWithOneSentence) {
  expect_end(on(2, {"train", "--recipe", "none"}), 1, "there is no recipe named \"none\"");
  expect_end(on(2, train({"--save", path("no/folder")})), 1, "cannot write " + path("no/folder"));
  expect_end(on(2, train({"--learning-rate", "-1"})), 2, "optimizer.learning_rate: expected");
  expect_end(on(2, {"evaluate", "--weights", path("none")}), 2,
             "evaluate is work for one process; several are for train and study sweep");
}

class StartedTogether : public Cli {
 protected:
  StartedTogether() {
    setenv("PMI_SIZE", "2", 1);
    setenv("PMI_RANK", "0", 1);
  }
  ~StartedTogether() override {
    unsetenv("PMI_SIZE");
    unsetenv("PMI_RANK");
  }
};

TEST_F(StartedTogether, WithoutAWayToOneAnotherIsRefused) {
  const Outcome outcome = run_hourglass({"train", "--data", digits_, "--save", path("weights")});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("2 processes were started, but "));
  EXPECT_THAT(outcome.err,
              HasSubstr(HOURGLASS_WITH_MPI ? "MPI sees 1 of them" : "this build has no MPI"));
  EXPECT_FALSE(fs::exists(path("weights")));
}

}  // namespace
}  // namespace hourglass

// What is left of files, and of the work, where they cannot be written or the program is killed
// while it writes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/fixture.h"
#include "cli/killed.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Saving : public Cli {
 protected:
  Words train(const Words& more, int epochs = 3) const {
    return joined({"train", "--recipe", "D2-64", "--code-size", "4", "--data", digits_, "--epochs",
                   std::to_string(epochs), "--threads", "1"},
                  more);
  }
  // Trains where no file grows beyond `kilobytes`: the system says so as it says that a disk is
  // full.
  Outcome train_in_little_room(int kilobytes, const Words& more) const {
    const std::string line = "trap '' XFSZ; ulimit -f " + std::to_string(2 * kilobytes) +
                             "; exec \"$0\" \"$@\"";  // in blocks of 512 bytes
    return run_program("sh", joined({"-c", line, HOURGLASS_PROGRAM}, train(more)));
  }
  void expect_nothing_beside(const Words& names) const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      EXPECT_THAT(joined({"digits"}, names), testing::Contains(name));
    }
  }
};

// ---- no room
// --------------------------------------------------------------------------------------

TEST_F(Saving, WithoutRoomTheOldFileStaysAndTheRestIsWritten) {
  ASSERT_TRUE(write_file_atomically(path("w"), "old").ok());
  const Outcome outcome =
      train_in_little_room(16, {"--save", path("w"), "--history", path("h.csv"), "--json"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("hourglass: cannot write " + path("w") + ": File too large"));
  EXPECT_EQ(content(path("w")), "old");
  EXPECT_THAT(content(path("h.csv")), HasSubstr("\n12,3,"));
  EXPECT_EQ(json::parse(outcome.out)["finished"], true);
  expect_nothing_beside({"w", "h.csv"});
}

TEST_F(Saving, WithoutRoomForItsCheckpointARunGoesOn) {
  ASSERT_EQ(run_hourglass(train({"--save", path("whole")})).exit_code, 0);
  ASSERT_TRUE(write_file_atomically(path("c"), "old").ok());
  // The weights fit, and not the checkpoint, which has the optimiser's moments too.
  const auto size = static_cast<int>(fs::file_size(path("whole")) / 1024);
  const Outcome outcome =
      train_in_little_room(2 * size, {"--checkpoint", path("c"), "--save", path("w")});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("hourglass: cannot write " + path("c") +
                                     ": File too large; training goes on\n"));
  EXPECT_THAT(outcome.err, HasSubstr("epoch 3/3 "));
  EXPECT_EQ(content(path("w")), content(path("whole")));
  EXPECT_EQ(content(path("c")), "old");
  expect_nothing_beside({"w", "whole", "c"});
}

// A disk of its own, where the system lets one be had.
TEST_F(Saving, OnAFullDiskTheOldFileStays) {
  fs::create_directory(path("disk"));
  const std::string script =
      "mount -t tmpfs -o size=16k none \"$0\" || exit 99\n"
      "echo old > \"$0/w\"\n"
      "\"$@\" --save \"$0/w\"; code=$?\n"
      "[ \"$(cat \"$0/w\")\" = old ] && [ \"$(ls \"$0\")\" = w ] || exit 98\n"
      "exit $code";
  const Outcome outcome = run_program(
      "unshare",
      joined({"--mount", "sh", "-c", script, path("disk"), HOURGLASS_PROGRAM}, train({})));
  if (outcome.exit_code == 99 || outcome.exit_code == 127 || outcome.out.empty()) {
    GTEST_SKIP() << "no file system can be mounted here: " << outcome.err;
  }
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr(path("disk/w") + ": No space left on device"));
}

TEST_F(Saving, FiguresThatAreLostAreNoSuccess) {
  const Outcome outcome =
      run_program("sh", {"-c", "exec \"$0\" summary --recipe B > /dev/full", HOURGLASS_PROGRAM});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("cannot write the figures to standard output: No space left"));
}

// ---- no place
// -------------------------------------------------------------------------------------

TEST_F(Saving, APlaceThatCannotBeWrittenIsToldBeforeTheTraining) {
  ASSERT_TRUE(write_file_atomically(path("file"), "kept").ok());
  fs::create_directory(path("folder"));
  const std::pair<std::string, const char*> places[] = {
      {path("file/w"), "Not a directory"},
      {path("none/w"), "No such file or directory"},
      {path("folder"), "it is no regular file"},
      {"/dev/full", "it is no regular file"},
      {"/proc/w", "No such file or directory"},
      {path(std::string(250, 'n')), "File name too long"}};
  for (const auto& [place, reason] : places) {
    for (const char* flag : {"--save", "--history", "--plot", "--checkpoint"}) {
      const Outcome outcome = run_hourglass(train({flag, place}));
      EXPECT_EQ(outcome.exit_code, 1) << flag << " " << place;
      EXPECT_EQ(outcome.err, "hourglass: cannot write " + place + ": " + reason + "\n");
    }
  }
  EXPECT_EQ(content(path("file")), "kept");
  expect_nothing_beside({"file", "folder"});
}

// ---- killed
// ---------------------------------------------------------------------------------------

// The program's own files: not the standard streams.
bool writes_a_file(const SystemCall& call) {
  return call.number == SYS_write && call.arguments[0] > 2;
}

bool renames(const SystemCall& call) {
#ifdef SYS_rename
  if (call.number == SYS_rename) return true;
#endif
  return call.number == SYS_renameat || call.number == SYS_renameat2;
}

TEST_F(Saving, AKillLeavesTheOldFileOrTheNewOne) {
  ASSERT_EQ(run_hourglass(train({"--save", path("new")})).exit_code, 0);
  bool flushed = false, renamed = false;
  struct Moment {
    const char* name;
    std::function<bool(const SystemCall&)> at;
    bool replaced;
  };
  const Moment moments[] = {
      {"before anything is written", writes_a_file, false},
      {"written, not flushed", [](const SystemCall& call) { return call.number == SYS_fsync; },
       false},
      {"flushed, not renamed",
       [&](const SystemCall& call) {
         flushed = flushed || call.number == SYS_fsync;
         return renames(call);
       },
       false},
      {"renamed",
       [&](const SystemCall& call) {
         const bool before = std::exchange(renamed, renamed || renames(call));
         return before;
       },
       true}};
  for (const Moment& moment : moments) {
    SCOPED_TRACE(moment.name);
    ASSERT_TRUE(write_file_atomically(path("w"), "old").ok());
    const End end = run_and_kill(train({"--save", path("w")}), moment.at);
    if (end == End::not_traceable) GTEST_SKIP() << "the system lets nobody be traced here";
    ASSERT_EQ(end, End::killed);
    EXPECT_EQ(content(path("w")), moment.replaced ? content(path("new")) : "old");
  }
  EXPECT_TRUE(flushed);
  // What kills have left beside it is in nobody's way.
  ASSERT_EQ(run_hourglass(train({"--save", path("w")})).exit_code, 0);
  EXPECT_EQ(content(path("w")), content(path("new")));
}

// ---- two runs
// -------------------------------------------------------------------------------------

TEST_F(Saving, ASecondRunOnACheckpointIsRefusedAndTheFirstGoesOn) {
  const Words first = train({"--checkpoint", path("c")}, 300);
  ASSERT_EQ(run_hourglass(train({"--save", path("whole")}, 300)).exit_code, 0);
  const Outcome stopped = run_and_then(first, "epoch 2/300 ", [&](pid_t program) {
    for (const Words& second : {first, Words{"train", "--resume", path("c"), "--data", digits_}}) {
      const Outcome refused = run_hourglass(second);
      EXPECT_EQ(refused.exit_code, 1);
      EXPECT_EQ(refused.err, "hourglass: " + path("c") +
                                 " is being written by another run, process " +
                                 std::to_string(program) + "; expected a file of this run's own\n");
    }
    // From it, but to another file: that takes nothing from the first.
    EXPECT_EQ(run_hourglass({"train", "--resume", path("c"), "--checkpoint", path("other"),
                             "--every", "1000", "--data", digits_, "--save", path("w")})
                  .exit_code,
              0);
    kill(program, SIGINT);
  });
  EXPECT_EQ(stopped.exit_code, 130) << stopped.err;
  EXPECT_EQ(content(path("w")), content(path("whole")));
  const Outcome resumed =
      run_hourglass({"train", "--resume", path("c"), "--data", digits_, "--save", path("resumed")});
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(content(path("resumed")), content(path("whole")));
  expect_nothing_beside({"c", "whole", "other", "w", "resumed"});
}

TEST_F(Saving, AKilledRunsLockKeepsNobodyOut) {
  const Words line = train({"--checkpoint", path("c")}, 300);
  EXPECT_EQ(run_and_signal(line, "epoch 2/300 ", SIGKILL).exit_code, -SIGKILL);
  EXPECT_TRUE(fs::exists(path("c.lock")));
  const Outcome resumed = run_hourglass({"train", "--resume", path("c"), "--data", digits_});
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_FALSE(fs::exists(path("c.lock")));
}

}  // namespace
}  // namespace hourglass

// The desktop program's answers: files in the current folder.
#include "shell/desktop_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "io/builtin_recipes.h"
#include "io/file.h"
#include "io/weights.h"
#include "lab/laboratory.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;
using Kind = HostRequest::Kind;

// In a folder of its own: tests run side by side.
class DesktopFiles : public testing::Test {
 protected:
  void SetUp() override {
    home_ = fs::current_path();
    const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
    const fs::path folder = fs::path(testing::TempDir()) / ("hourglass-desktop-" + test);
    fs::remove_all(folder);
    fs::create_directories(folder);
    fs::current_path(folder);
    lab = open_laboratory({1440, 900, 1, Panel::keep});
    if (!lab) GTEST_SKIP() << kNoGraphics;
  }
  void TearDown() override { fs::current_path(home_); }

  void answer(Kind kind, const std::string& name, std::vector<std::uint8_t> content = {}) {
    answer_request(*lab->app, {kind, name, std::move(content)});
    lab->wait();
  }
  const Snapshot& now() { return lab->app->session().latest(); }

  std::unique_ptr<Laboratory> lab;

 private:
  fs::path home_;
};

TEST_F(DesktopFiles, WhatIsSavedIsOpenedAgain) {
  const std::vector<float> before = now().parameters;
  answer(Kind::save_file, "hourglass-B.safetensors", write_weights({now().recipe, before}));
  ASSERT_TRUE(fs::exists("hourglass-B.safetensors"));
  lab->app->session().send(UseRecipe{builtin_recipe("A").value()});
  lab->wait();
  answer(Kind::open_file, "hourglass-B.safetensors");
  EXPECT_EQ(now().recipe.name, "B");
  EXPECT_EQ(now().parameters, before);
}

TEST_F(DesktopFiles, AStateComesWithItsTrainedWeights) {
  ASSERT_TRUE(write_file_atomically("s.txt", "v1;recipe=E3;weights=trained\n").ok());
  answer(Kind::open_file, "s.txt");
  EXPECT_EQ(now().recipe.name, "E3");
  EXPECT_TRUE(in_use(lab->app->lab().pretrained(), now()));
}

TEST_F(DesktopFiles, WhatCannotBeOpenedIsExplained) {
  const std::uint64_t taken = now().commands_taken;
  EXPECT_NE(open_path(*lab->app, "none").error().message.find("none"), std::string::npos);
  ASSERT_TRUE(write_file_atomically("bad.txt", "v1;recipe=Q\n").ok());
  EXPECT_TRUE(open_path(*lab->app, "bad.txt").error().message.starts_with("bad.txt: recipe: "));
  ASSERT_TRUE(write_file_atomically("bad.bin", std::string(100, '\0')).ok());
  EXPECT_TRUE(open_path(*lab->app, "bad.bin").error().message.starts_with("bad.bin: "));
  const Image before = lab->picture();
  answer_request(*lab->app, {Kind::open_file, "gone.safetensors", {}});
  EXPECT_GT(difference(before, lab->picture(), {{560, 830}, {880, 890}}), 2);
  EXPECT_EQ(now().commands_taken, taken);
}

TEST_F(DesktopFiles, TheFirstWeightsAreThoseOfTheProgram) {
  const std::vector<float> trained = now().parameters;
  lab->step();
  answer(Kind::first_weights, "");
  EXPECT_EQ(now().parameters, trained);
}

}  // namespace
}  // namespace hourglass

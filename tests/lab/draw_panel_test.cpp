// The drawing's panel: tools, what is said about a digit, samples and the drawer.
#include <gtest/gtest.h>

#include "lab/laboratory.h"

namespace hourglass {
namespace {

void draw_bar(Laboratory& lab) {
  const Rect pad = lab.item("pad");
  lab.stroke({within(pad, 0.5f, 0.2f), within(pad, 0.5f, 0.5f), within(pad, 0.5f, 0.8f)});
}

void rub_middle(Laboratory& lab) {
  const Rect pad = lab.item("pad");
  lab.stroke({within(pad, 0.4f, 0.5f), within(pad, 0.6f, 0.5f)});
}

float level(const Image& image, ImVec2 at) {
  const auto pixel =
      static_cast<std::size_t>(static_cast<int>(at.y) * image.width + static_cast<int>(at.x));
  return image.pixels[3 * pixel];
}

TEST(DrawPanel, RubbingOutChangesWhatTheNetworkIsGivenButNotWhatItShouldFind) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  draw_bar(*lab);
  const Image before = lab->calm_picture();
  lab->press("tool-rub");
  rub_middle(*lab);
  const Image rubbed = lab->calm_picture();
  for (const char* name : {"pad", "tile-noisy", "tile-reconstruction", "tile-error"}) {
    EXPECT_GT(difference(before, rubbed, lab->item(name)), 1) << name;
  }
  EXPECT_LT(difference(before, rubbed, lab->item("tile-seen")), 1e-9);
  // Lighter than ink, darker than paper.
  const Rect pad = lab->item("pad");
  const float shadow = level(rubbed, pad.middle());
  EXPECT_GT(shadow, level(rubbed, within(pad, 0.5f, 0.25f)) + 50);
  EXPECT_LT(shadow, level(rubbed, within(pad, 0.1f, 0.5f)) - 20);
  lab->press("bring-back");
  lab->press("tool-pen");
  const Image again = lab->calm_picture();
  for (const char* name : {"pad", "tile-noisy", "tile-reconstruction"}) {
    EXPECT_LT(difference(before, again, lab->item(name)), 1e-9) << name;
  }
}

TEST(DrawPanel, TheKeyEChangesTheTool) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  draw_bar(*lab);
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiKey_E, true);
  lab->settle();
  io.AddKeyEvent(ImGuiKey_E, false);
  lab->settle();
  const Image before = lab->calm_picture();
  rub_middle(*lab);
  EXPECT_LT(difference(before, lab->calm_picture(), lab->item("tile-seen")), 1e-9);
  EXPECT_TRUE(lab->items().contains("bring-back"));
}

TEST(DrawPanel, UndoTakesBackTheLastStrokeAndWhatWasCleared) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  draw_bar(*lab);
  const Image bar = lab->calm_picture();
  const Rect pad = lab->item("pad");
  lab->stroke({within(pad, 0.2f, 0.5f), within(pad, 0.8f, 0.5f)});
  const Image cross = lab->calm_picture();
  EXPECT_FALSE(lab->items().contains("undo"));  // no line for a stroke
  lab->press("clear");
  lab->press("undo");
  EXPECT_LT(difference(cross, lab->calm_picture(), lab->item("tile-seen")), 1);
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, true);
  io.AddKeyEvent(ImGuiKey_Z, true);
  lab->settle();
  io.AddKeyEvent(ImGuiKey_Z, false);
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  lab->settle();
  EXPECT_LT(difference(bar, lab->calm_picture(), pad), 1);
  lab->press("undo-stroke");
  EXPECT_GT(difference(bar, lab->calm_picture(), pad), 4);
}

TEST(DrawPanel, APressedPictureIsSeenLargeUntilThePadIsPressed) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  draw_bar(*lab);
  const Rect pad = lab->item("pad");
  const Image drawn = lab->calm_picture();
  lab->press("tile-error");
  EXPECT_GT(difference(drawn, lab->calm_picture(), pad), 4);
  lab->press("pad");
  EXPECT_LT(difference(drawn, lab->calm_picture(), pad), 1e-9);
}

TEST(DrawPanel, OverTheInputThePadShowsTheBoxItIsTakenFrom) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  draw_bar(*lab);
  const Image before = lab->calm_picture();
  const ImVec2 input = lab->item("tile-seen").middle();
  ImGui::GetIO().AddMousePosEvent(input.x, input.y);
  EXPECT_GT(difference(before, lab->picture(), lab->item("pad")), 0.1);
}

TEST(DrawPanel, WhatIsNoDigitGoesToTheNetworkAsItIs) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("samples");
  lab->press("pick-inverted");
  EXPECT_FALSE(lab->items().contains("pick-inverted"));
  const Image image = lab->calm_picture();
  EXPECT_LT(level(image, within(lab->item("tile-seen"), 0.1f, 0.5f)), 60);
  EXPECT_LT(level(image, within(lab->item("pad"), 0.05f, 0.5f)), 60);
}

TEST(DrawPanel, TestDigitsArePickedByClass) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  lab->press("samples");
  EXPECT_TRUE(lab->items().contains("pick-test-23"));
  lab->press("pick-class-3");
  EXPECT_TRUE(lab->items().contains("pick-test-5"));
  EXPECT_FALSE(lab->items().contains("pick-test-7"));  // 64 test digits have six or seven of each
  EXPECT_FALSE(lab->items().contains("pick-more"));
  lab->press("pick-test-1");
  EXPECT_GT(difference(before, lab->calm_picture(), lab->item("tile-seen")), 5);
}

TEST(DrawPanel, TheDrawerKeepsBringsBackAndLosesNothingForGood) {
  auto lab = open_laboratory({1440, 900});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  draw_bar(*lab);
  const Image bar = lab->calm_picture();
  lab->press("keep-drawing");
  lab->press("clear");
  lab->press("samples");
  ASSERT_TRUE(lab->items().contains("pick-kept-0"));
  lab->press("pick-kept-0");
  EXPECT_LT(difference(bar, lab->calm_picture(), lab->item("tile-seen")), 1);
  lab->press("clear");
  lab->press("kept-0");
  EXPECT_LT(difference(bar, lab->calm_picture(), lab->item("tile-seen")), 1);
  lab->press("kept-remove");
  EXPECT_FALSE(lab->items().contains("kept-0"));
  lab->press("undo");
  EXPECT_TRUE(lab->items().contains("kept-0"));
}

TEST(DrawPanel, ADigitIsSetBesideTheTestSetAndItsNeighbours) {
  auto lab = open_laboratory({1440, 900});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->wait_until([](const Snapshot& now) { return now.survey != nullptr; });
  const Image example = lab->calm_picture();
  ASSERT_TRUE(lab->items().contains("histogram"));
  lab->press("samples");
  lab->press("pick-noise");
  EXPECT_GT(difference(example, lab->calm_picture(), lab->item("histogram")), 1);
  const Rect tabs = lab->item("digit-view");
  lab->stroke({tabs.middle()});
  ASSERT_TRUE(lab->items().contains("nearest"));
  const Image noise = lab->calm_picture();
  lab->press("samples");
  lab->press("pick-test-1");
  EXPECT_GT(difference(noise, lab->calm_picture(), lab->item("nearest")), 4);
}

class Sheets : public testing::TestWithParam<Screen> {};

TEST_P(Sheets, TheSheetOfSamplesIsOnTheScreenAsAWhole) {
  const Screen screen = GetParam();
  auto lab = open_laboratory(screen);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("samples");
  const auto items = lab->items();
  const char* names[] = {"pick-class-0",  "pick-class-9", "pick-more",  "pick-test-0",
                         "pick-test-23",  "pick-letter",  "pick-noise", "pick-blank",
                         "pick-inverted", "pick-checks"};
  for (const char* name : names) EXPECT_TRUE(items.contains(name)) << name;
}

const Screen kScreens[] = {{1440, 900}, {1024, 768}, {390, 844, 3}, {360, 640, 2}, {844, 390, 2}};
std::string screen_name(const testing::TestParamInfo<Screen>& info) {
  return testing::PrintToString(info.param);
}
INSTANTIATE_TEST_SUITE_P(Sizes, Sheets, testing::ValuesIn(kScreens), screen_name);

}  // namespace
}  // namespace hourglass

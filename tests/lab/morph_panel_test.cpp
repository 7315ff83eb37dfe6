// The panel that goes from one image to another.
#include <gtest/gtest.h>

#include "lab/laboratory.h"

namespace hourglass {
namespace {

constexpr Screen kMorph{1440, 900, 1, Panel::morph};

TEST(MorphPanel, FitsWithoutScrolling) {
  auto lab = open_laboratory(kMorph);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  for (const char* name : {"strip-a", "strip-b", "strip-swap", "morph-path", "morph-codes",
                           "morph-pixels", "morph-position", "strip", "morph-graph"}) {
    EXPECT_TRUE(lab->items().contains(name)) << name;
  }
  EXPECT_FALSE(lab->items().contains("morph-play"));  // motion is reduced
}

TEST(MorphPanel, AnEndIsPickedFromTheSheet) {
  auto lab = open_laboratory(kMorph);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  lab->press("strip-b");
  lab->press("pick-class-6");
  lab->press("pick-test-0");
  const Image six = lab->calm_picture();
  for (const char* name : {"strip-b", "strip", "morph-codes", "morph-pixels"}) {
    EXPECT_GT(difference(before, six, lab->item(name)), 2) << name;
  }
  EXPECT_LT(difference(before, six, lab->item("strip-a")), 1e-9);
  lab->press("strip-b");
  lab->press("pick-drawing");
  EXPECT_GT(difference(six, lab->calm_picture(), lab->item("strip-b")), 2);
}

TEST(MorphPanel, SliderAndStripMoveThePicturesAndTheWayChangesThoseOfCodes) {
  auto lab = open_laboratory(kMorph);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image middle = lab->calm_picture();
  const Rect slider = lab->item("morph-position");
  lab->stroke({slider.middle(), {slider.max.x - 1, slider.middle().y}});
  const Image end = lab->calm_picture();
  EXPECT_GT(difference(middle, end, lab->item("morph-codes")), 4);
  EXPECT_GT(difference(middle, end, lab->item("morph-pixels")), 4);
  lab->press("strip");
  const Image again = lab->calm_picture();
  EXPECT_LT(difference(middle, again, lab->item("morph-codes")), 1e-9);
  const Rect way = lab->item("morph-path");
  lab->stroke({{way.min.x + 0.75f * way.width(), way.middle().y}});
  const Image spherical = lab->calm_picture();
  EXPECT_GT(difference(middle, spherical, lab->item("morph-codes")), 0.2);
  EXPECT_LT(difference(middle, spherical, lab->item("morph-pixels")), 1e-9);
}

TEST(MorphPanel, TheStripFollowsTheDrawingWhereItIsAnEnd) {
  auto lab = open_laboratory(kMorph);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  const Rect pad = lab->item("pad");
  lab->stroke({{pad.middle().x, pad.min.y + 40}, {pad.middle().x, pad.max.y - 40}});
  const Image bar = lab->calm_picture();
  EXPECT_GT(difference(before, bar, lab->item("strip")), 2);
  lab->press("strip-swap");
  EXPECT_GT(difference(bar, lab->calm_picture(), lab->item("strip-b")), 2);
}

TEST(MorphPanel, PlaysWhileItIsToldTo) {
  auto window = Window::open({.width = 390, .height = 700, .off_screen = true});
  if (!window.ok()) GTEST_SKIP() << kNoGraphics;
  Laboratory lab;
  lab.window = std::move(window.value());
  lab.app =
      std::make_unique<App>(*lab.window, AppOptions{.lab = {.first = Panel::morph}, .wake = {}});
  lab.settle();  // the example has been drawn
  ASSERT_TRUE(lab.items().contains("morph-play"));
  const ImVec2 play = lab.item("morph-play").middle();
  auto press = [&play, &lab] {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(play.x, play.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    for (int frame = 0; frame < 8; ++frame) {
      lab.app->want_frames();
      lab.app->turn();
    }
  };
  press();
  for (int frame = 0; frame < 60; ++frame) ASSERT_TRUE(lab.app->turn());
  press();
  lab.settle();
  EXPECT_FALSE(lab.app->frame_wanted());
}

}  // namespace
}  // namespace hourglass

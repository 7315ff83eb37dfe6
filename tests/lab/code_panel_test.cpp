#include <gtest/gtest.h>

#include "io/builtin_recipes.h"
#include "lab/code_views.h"
#include "lab/laboratory.h"

namespace hourglass {
namespace {

std::unique_ptr<Laboratory> open_with(const std::string& recipe, Screen screen = kWide) {
  auto lab = open_laboratory(screen);
  if (lab) bring_trained(*lab, recipe);
  return lab;
}

// Of `count` views, this one.
void choose_view(Laboratory& lab, int view, int count) {
  const float x = (static_cast<float>(view) + 0.5f) / static_cast<float>(count);
  lab.stroke({within(lab.item("code-view"), x, 0.5f)});
}

TEST(CodeLook, TheFirstViewSuitsTheModel) {
  EXPECT_EQ(shown_view({}, 2, false), CodeView::plane);
  EXPECT_EQ(shown_view({}, 32, false), CodeView::numbers);
  EXPECT_EQ(shown_view({.view = CodeView::prior}, 20, true), CodeView::prior);
  EXPECT_EQ(shown_view({.view = CodeView::prior}, 32, false), CodeView::numbers);
}

TEST(CodePanel, PointingAtThePlaneIsDecodedAndTakenBack) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  ASSERT_TRUE(lab->items().contains("code-plane"));
  const Image before = lab->calm_picture();
  const Rect plane = lab->item("code-plane"), tile = lab->item("tile-decoded");
  lab->stroke({within(plane, 0.3f, 0.7f), within(plane, 0.85f, 0.15f)});
  const Image pointed = lab->calm_picture();
  EXPECT_GT(difference(before, pointed, tile), 2);
  EXPECT_LT(difference(before, pointed, lab->item("tile-reconstruction")), 1e-9);
  lab->press("code-reset");
  EXPECT_LT(difference(before, lab->calm_picture(), tile), 1e-9);
  lab->press("undo");
  EXPECT_LT(difference(pointed, lab->calm_picture(), tile), 1e-9);
}

TEST(CodePanel, APointedCodeStaysWhileOneDrawsAndTheDrawingsPointMoves) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Rect plane = lab->item("code-plane"), tile = lab->item("tile-decoded");
  lab->stroke({within(plane, 0.8f, 0.2f)});
  const Image before = lab->calm_picture();
  const Rect pad = lab->item("pad");
  lab->stroke({within(pad, 0.2f, 0.5f), within(pad, 0.8f, 0.55f)});
  const Image after = lab->calm_picture();
  EXPECT_LT(difference(before, after, tile), 1e-9);
  EXPECT_GT(difference(before, after, plane), 0.02);
}

TEST(CodePanel, ThePlaneShowsDigitsAndPointsAndOneClass) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Rect plane = lab->item("code-plane");
  const Image both = lab->calm_picture();
  lab->press("class-3");
  EXPECT_GT(difference(both, lab->calm_picture(), plane), 0.2);
  lab->press("class-3");
  EXPECT_LT(difference(both, lab->calm_picture(), plane), 1e-9);
  lab->stroke({within(lab->item("plane-mode"), 0.1f, 0.5f)});
  EXPECT_GT(difference(both, lab->calm_picture(), plane), 20);  // paper
}

TEST(CodePanel, TheWheelZoomsAndFittingTakesItBack) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Rect plane = lab->item("code-plane");
  const Image before = lab->calm_picture();
  const ImVec2 at = within(plane, 0.4f, 0.6f);
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
  lab->settle();
  ImGui::GetIO().AddMouseWheelEvent(0, 3);
  lab->settle();
  EXPECT_GT(difference(before, lab->calm_picture(), plane), 1);
  lab->press("plane-fit");
  EXPECT_LT(difference(before, lab->calm_picture(), plane), 1e-9);
}

TEST(CodePanel, TheMoveToolDragsThePlaneAndLeavesTheCode) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  const Rect plane = lab->item("code-plane");
  lab->press("plane-move");
  lab->stroke({within(plane, 0.5f, 0.5f), within(plane, 0.7f, 0.6f)});
  const Image after = lab->calm_picture();
  EXPECT_GT(difference(before, after, plane), 1);
  EXPECT_LT(difference(before, after, lab->item("tile-decoded")), 1e-9);
}

TEST(CodePanel, TwoFingersMoveAndZoomThePlaneAndLeaveTheCode) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  const Rect plane = lab->item("code-plane");
  Lab& laboratory = lab->app->lab();
  const ImVec2 middle = plane.middle();
  const auto pinch = [&](float dx, float factor) {
    laboratory.pinch(middle.x, middle.y, dx, 0, factor);
    laboratory.end_pinch();
    return lab->calm_picture();
  };
  EXPECT_GT(difference(before, pinch(40, 1), plane), 1);
  EXPECT_LT(difference(before, pinch(-40, 1), plane), 1e-9);
  const Image closer = pinch(0, 2);
  EXPECT_GT(difference(before, closer, plane), 1);
  EXPECT_LT(difference(before, closer, lab->item("tile-decoded")), 1e-9);
  EXPECT_LT(difference(closer, lab->calm_picture(), plane), 1e-9);  // it is taken up once
}

TEST(CodePanel, ALongCodeHasAPlaneThroughChosenNumbers) {
  auto lab = open_with("B");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose_view(*lab, 0, 3);
  const Rect plane = lab->item("code-plane");
  const Image principal = lab->calm_picture();
  lab->press("axis-x");
  ASSERT_TRUE(lab->items().contains("axis-x-principal"));
  std::string number;
  for (const auto& [name, rect] : lab->items()) {
    if (name.starts_with("axis-x-") && name != "axis-x-principal") number = name;
  }
  lab->press(number);
  EXPECT_GT(difference(principal, lab->calm_picture(), plane), 2);
}

TEST(CodePanel, AFilmFrameSetsItsNumber) {
  auto lab = open_with("B");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("code-foot-6");
  const Image before = lab->calm_picture();
  lab->press("film-8");
  const Image after = lab->calm_picture();
  EXPECT_GT(difference(before, after, lab->item("code-slider-6")), 2);
  EXPECT_GT(difference(before, after, lab->item("tile-decoded")), 0.5);
  EXPECT_LT(difference(before, after, lab->item("code-slider-5")), 1e-9);
}

TEST(CodePanel, AThousandNumbersComeInPagesAndBySpread) {
  auto lab = open_with("E3");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  EXPECT_TRUE(lab->items().contains("code-slider-0"));
  EXPECT_FALSE(lab->items().contains("code-slider-64"));
  lab->press("code-page-next");
  EXPECT_FALSE(lab->items().contains("code-slider-0"));
  lab->stroke({within(lab->item("code-order"), 0.8f, 0.5f)});
  int bars = 0;
  bool in_order = true;
  for (const auto& [name, rect] : lab->items()) {
    if (!name.starts_with("code-slider-")) continue;
    ++bars;
    in_order &= std::stoi(name.substr(12)) < 64;
  }
  EXPECT_LE(bars, 64);
  EXPECT_FALSE(in_order);
}

TEST(CodePanel, AJumpTakesATestDigitsCode) {
  auto lab = open_with("C-2");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  lab->press("code-walk");
  const Image after = lab->calm_picture();
  EXPECT_GT(difference(before, after, lab->item("tile-decoded")), 2);
  EXPECT_FALSE(lab->app->frame_wanted());
}

TEST(CodePanel, AnotherModelComesWhileThePlaneIsDecoded) {
  auto lab = open_with("E3");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose_view(*lab, 0, 3);
  const ImVec2 at = lab->item("code-plane").middle();
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
  lab->settle();
  ImGui::GetIO().AddMouseWheelEvent(0, 1);
  lab->app->want_frames();
  lab->app->turn();
  EXPECT_TRUE(lab->app->frame_wanted());  // there is more to decode
  bring_trained(*lab, "C-2");
  EXPECT_TRUE(lab->items().contains("code-plane"));
  EXPECT_FALSE(lab->items().contains("axis-x"));
}

TEST(CodePanel, AWalkDrawsUntilItIsStopped) {
  Screen moving = kWide;
  moving.reduced_motion = false;
  auto lab = open_with("C-2", moving);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const ImVec2 walk = lab->item("code-walk").middle();
  ImGuiIO& io = ImGui::GetIO();
  auto frames = [&lab](int count) {
    for (int i = 0; i < count; ++i) {
      lab->app->want_frames();
      lab->app->turn();
    }
  };
  auto click = [&] {
    io.AddMousePosEvent(walk.x, walk.y);
    frames(1);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frames(1);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    frames(1);
  };
  Image before, after;
  lab->app->want_frames();
  lab->app->turn(&before);
  click();
  frames(8);
  EXPECT_TRUE(lab->app->frame_wanted());
  click();
  lab->settle();
  EXPECT_FALSE(lab->app->frame_wanted());
  lab->app->want_frames();
  lab->app->turn(&after);
  EXPECT_GT(difference(before, after, lab->item("code-plane")), 0.01);
}

TEST(CodePanel, NoiseIsRolledAgain) {
  auto lab = open_with("B");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose_view(*lab, 2, 3);
  const Rect slider = lab->item("code-noise");
  const Rect below{{slider.min.x, slider.max.y + 60}, {slider.max.x, slider.max.y + 400}};
  const Image before = lab->calm_picture();
  lab->press("code-noise-again");
  EXPECT_GT(difference(before, lab->calm_picture(), below), 1);
}

TEST(CodePanel, AVariationalModelIsSampledFromItsPrior) {
  auto lab = open_with("F-VAE");
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose_view(*lab, 3, 4);
  ASSERT_TRUE(lab->items().contains("prior-11"));
  EXPECT_TRUE(lab->items().contains("divergence-19"));
  const Image before = lab->calm_picture();
  lab->press("prior-sample");
  const Image after = lab->calm_picture();
  EXPECT_GT(difference(before, after, lab->item("prior-0")), 2);
  lab->press("prior-5");
  EXPECT_GT(difference(after, lab->calm_picture(), lab->item("tile-decoded")), 1);
}

TEST(CodePanel, EveryViewKeepsItsItemsApartOnEveryScreen) {
  for (const Screen& screen :
       {kWide, Screen{1024, 768, 1, Panel::code}, Screen{390, 844, 1, Panel::code},
        Screen{360, 640, 1, Panel::code}, Screen{844, 390, 1, Panel::code}}) {
    auto lab = open_with("F-VAE", screen);
    if (!lab) GTEST_SKIP() << kNoGraphics;
    for (int view = 0; view < 4; ++view) {
      choose_view(*lab, view, 4);
      const auto items = lab->items();
      for (const auto& [name, a] : items) {
        EXPECT_LE(a.max.x, static_cast<float>(screen.width)) << name;
        for (const auto& [other, b] : items) {
          const bool apart = a.max.x <= b.min.x + 0.5f || b.max.x <= a.min.x + 0.5f ||
                             a.max.y <= b.min.y + 0.5f || b.max.y <= a.min.y + 0.5f;
          EXPECT_TRUE(name >= other || apart) << name << " and " << other << ", view " << view
                                              << " at " << screen.width << "x" << screen.height;
        }
      }
    }
  }
}

}  // namespace
}  // namespace hourglass

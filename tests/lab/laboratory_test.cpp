#include "lab/laboratory.h"

#include <gtest/gtest.h>

#include <set>

#include "io/builtin_recipes.h"

namespace hourglass {
namespace {

// A 7 on an item's rectangle.
std::vector<ImVec2> seven(const Rect& pad) {
  std::vector<ImVec2> points;
  auto add = [&](float x, float y) {
    points.push_back({pad.min.x + x * pad.width(), pad.min.y + y * pad.height()});
  };
  for (int i = 0; i <= 10; ++i) add(0.25f + 0.05f * static_cast<float>(i), 0.2f);
  for (int i = 1; i <= 12; ++i) {
    add(0.75f - 0.03f * static_cast<float>(i), 0.2f + 0.05f * static_cast<float>(i));
  }
  return points;
}

bool overlap(const Rect& a, const Rect& b) {
  constexpr float kTouching = 0.5f;
  return a.min.x < b.max.x - kTouching && b.min.x < a.max.x - kTouching &&
         a.min.y < b.max.y - kTouching && b.min.y < a.max.y - kTouching;
}

class Screens : public testing::TestWithParam<Screen> {};

TEST_P(Screens, ItemsAreOnTheScreenAndApart) {
  const Screen screen = GetParam();
  auto lab = open_laboratory(screen);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const auto items = lab->items();
  for (const auto& [name, rect] : items) {
    EXPECT_GE(rect.min.x, 0) << name;
    EXPECT_GE(rect.min.y, 0) << name;
    EXPECT_LE(rect.max.x, static_cast<float>(screen.width)) << name;
    EXPECT_LE(rect.max.y, static_cast<float>(screen.height)) << name;
    for (const auto& [other, its] : items) {
      EXPECT_FALSE(name < other && overlap(rect, its)) << name << " and " << other;
    }
  }
}

TEST_P(Screens, FingersFindWhatTheyNeed) {
  const Screen screen = GetParam();
  auto lab = open_laboratory(screen);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const auto items = lab->items();
  const bool one_panel = items.contains("tab-draw");
  std::vector<std::string> needed = {"recipe"};
  if (!one_panel || screen.first == Panel::draw) {
    for (const char* name : {"pad", "clear", "noise-kind", "noise-strength", "tile-seen",
                             "tile-noisy", "tile-reconstruction", "tile-error"}) {
      needed.push_back(name);
    }
  }
  const bool beside_drawing = screen.width >= 1200 || screen.first == Panel::draw;
  if ((!one_panel && beside_drawing) || screen.first == Panel::train) {
    for (const char* name : {"start", "step", "reset", "curves"}) needed.push_back(name);
  }
  if (screen.first == Panel::code) needed = {"recipe", "tile-decoded", "code-slider-0"};
  for (const std::string& name : needed) {
    ASSERT_TRUE(items.contains(name)) << name << " is not in sight";
  }
  if (screen.width >= 700) return;
  for (const char* name : {"clear", "start", "step", "reset", "noise-strength", "tab-draw"}) {
    if (!items.contains(name)) continue;
    EXPECT_GE(items.at(name).height(), 44) << name;
  }
}

// The widest network and trained weights to be had: the most that the Train panel has to hold.
TEST_P(Screens, TrainedWeightsCanBeHadOnEveryScreen) {
  const Screen screen = GetParam();
  auto lab = open_laboratory(screen);
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->app->lab().offer_pretrained("E3", 58'000);
  lab->app->session().send(UseRecipe{builtin_recipe("E3").value()});
  lab->wait();
  const auto items = lab->items();
  if (!items.contains("start")) return;  // another panel is in front
  ASSERT_TRUE(items.contains("load-trained"));
  for (const auto& [name, rect] : items) {
    for (const auto& [other, its] : items) {
      EXPECT_FALSE(name < other && overlap(rect, its)) << name << " and " << other;
    }
  }
}

std::string screen_name(const testing::TestParamInfo<Screen>& info) {
  return testing::PrintToString(info.param);
}

const Screen kScreens[] = {{1440, 900},
                           {1024, 768},
                           {1024, 768, 1, Panel::code},
                           {390, 844, 3},
                           {390, 844, 3, Panel::train},
                           {390, 844, 3, Panel::code},
                           {360, 640, 2},
                           {360, 640, 2, Panel::train},
                           {360, 640, 2, Panel::code},
                           {844, 390, 2},
                           {844, 390, 2, Panel::train},
                           {768, 1024, 2},
                           {1440, 900, 1, Panel::inside},
                           {390, 844, 3, Panel::inside},
                           {844, 390, 2, Panel::inside},
                           {1440, 900, 1, Panel::compare},
                           {390, 844, 3, Panel::compare},
                           {844, 390, 2, Panel::compare},
                           {3840, 2160},
                           {1440, 900, 1, Panel::keep},
                           {1024, 768, 1, Panel::keep},
                           {390, 844, 3, Panel::keep},
                           {360, 640, 2, Panel::keep},
                           {844, 390, 2, Panel::keep},
                           {3840, 2160, 1, Panel::keep}};
INSTANTIATE_TEST_SUITE_P(Sizes, Screens, testing::ValuesIn(kScreens), screen_name);

TEST(Laboratory, DrawsMoreThanABackground) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image image = lab->picture();
  ASSERT_EQ(image.width, 1200);
  ASSERT_EQ(image.height, 760);
  std::set<int> colours;
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
    colours.insert(image.pixels[i] << 16 | image.pixels[i + 1] << 8 | image.pixels[i + 2]);
  }
  EXPECT_GT(colours.size(), 500u);
}

TEST(Laboratory, AStrokeChangesEveryTileInTheFrameAfterThePen) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->picture();
  lab->stroke(seven(lab->item("pad")));
  const Image after = lab->picture();
  for (const char* name :
       {"pad", "tile-seen", "tile-noisy", "tile-reconstruction", "tile-error", "tile-decoded"}) {
    EXPECT_GT(difference(before, after, lab->item(name)), 4) << name;
  }
  EXPECT_LT(difference(before, after, lab->item("probe")), 1e-9);
}

TEST(Laboratory, SamplesBetweenFramesAreDrawn) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Rect pad = lab->item("pad");
  lab->press("clear");
  const Image empty = lab->picture();
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 middle = pad.middle();
  io.AddMousePosEvent(middle.x, middle.y);
  lab->settle();
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  lab->settle();
  lab->app->lab().pointer_sample(pad.min.x + 0.2f * pad.width(), pad.min.y + 0.2f * pad.height());
  lab->settle();
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  const Image drawn = lab->picture();
  const Rect corner{pad.min, {pad.min.x + 0.3f * pad.width(), pad.min.y + 0.3f * pad.height()}};
  EXPECT_GT(difference(empty, drawn, corner), 20);
}

TEST(Laboratory, ClearLeavesPaper) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("clear");
  const Image image = lab->picture();
  const Rect seen = lab->item("tile-seen");
  const ImVec2 m = seen.middle();
  const auto at =
      static_cast<std::size_t>((static_cast<int>(m.y) * image.width + static_cast<int>(m.x)) * 3);
  EXPECT_GT(image.pixels[at], 230);
  EXPECT_LT(difference(image, image, seen), 1e-9);
}

TEST(Laboratory, ANewGraphicsContextGivesTheSamePicture) {
  auto lab = open_laboratory({390, 844, 2});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->stroke(seven(lab->item("pad")));
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  const Image before = lab->picture();
  lab->app->release_graphics();
  lab->app->restore_graphics();
  const Image after = lab->picture();
  EXPECT_EQ(before.pixels, after.pixels);
}

TEST(Laboratory, NothingIsDrawnWhileIdle) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->wait();  // each snapshot asks for frames of its own
  EXPECT_LE(lab->settle(), 4);
  EXPECT_FALSE(lab->app->frame_wanted());
  EXPECT_FALSE(lab->app->turn());
}

TEST(Laboratory, ATapWhoseEventsComeAtOnceIsShown) {
  auto lab = open_laboratory({390, 844});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const ImVec2 tab = lab->item("tab-train").middle();
  lab->use_finger(true);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(tab.x, tab.y);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  lab->settle();
  EXPECT_TRUE(lab->items().contains("start"));
  EXPECT_FALSE(lab->items().contains("pad"));
}

TEST(Laboratory, AMouseAtRestBringsASentenceAndThenPeace) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->picture();
  const ImVec2 reset = lab->item("reset").middle();
  ImGui::GetIO().AddMousePosEvent(reset.x, reset.y);
  lab->settle();
  EXPECT_FALSE(lab->app->frame_wanted());
  Rect below = lab->item("reset");
  below = {{below.min.x, below.max.y + 8}, {below.max.x, below.max.y + 24}};
  EXPECT_GT(difference(before, lab->picture(), below), 4);
}

TEST(Laboratory, ARefusedCommandIsExplained) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->picture();
  lab->app->session().send(UseModel{lab->app->session().latest().recipe, {1, 2, 3}});
  lab->wait_until([](const Snapshot& now) { return now.refused_command > 0; });
  const Rect bottom{{500, 700}, {700, 735}};
  EXPECT_GT(difference(before, lab->picture(), bottom), 4);
}

TEST(Laboratory, ButtonsRunTheSession) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->step();
  lab->press("reset");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().step, 0);
  EXPECT_EQ(lab->app->session().latest().recipe.seed, 1u);
}

TEST(Laboratory, TrainedWeightsAreLoadedInPlaceOfTheCurvesAndLaterBesideTheRun) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const auto parameters = [&lab] { return lab->app->session().latest().parameters; };
  const auto press = [&lab](const char* button) {
    ASSERT_TRUE(lab->items().contains(button)) << button;
    lab->press(button);
    lab->wait();
  };
  const std::vector<float> trained = parameters();
  EXPECT_FALSE(lab->items().contains("load-trained"));  // they are there
  press("reset");
  EXPECT_NE(parameters(), trained);
  EXPECT_FALSE(lab->items().contains("pretrained"));
  press("load-trained");
  EXPECT_EQ(parameters(), trained);
  lab->step();
  lab->step();
  EXPECT_NE(parameters(), trained);
  EXPECT_FALSE(lab->items().contains("load-trained"));
  press("pretrained");
  EXPECT_EQ(parameters(), trained);
  EXPECT_EQ(lab->app->session().latest().recipe.name, "B");
}

TEST(Laboratory, ARecipeWithoutTrainedWeightsOffersNone) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("recipe");
  lab->press("recipe-A");
  lab->wait();
  EXPECT_FALSE(lab->items().contains("pretrained"));
  EXPECT_FALSE(lab->items().contains("load-trained"));
}

TEST(Laboratory, WhatIsOnItsWayIsShownAndNotAskedForAgain) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("reset");
  lab->wait();
  Lab& panels = lab->app->lab();
  panels.pretrained_progress("B", 0.25f);
  const Rect button = lab->item("load-trained");
  const Image quarter = lab->picture();
  panels.pretrained_progress("B", 0.75f);
  const Image most = lab->picture();
  const Rect middle{{button.min.x + 0.3f * button.width(), button.min.y},
                    {button.min.x + 0.7f * button.width(), button.max.y}};
  EXPECT_GT(difference(quarter, most, middle), 4);
  lab->press("load-trained");
  EXPECT_FALSE(panels.take_request());
  panels.drop_pretrained();
  lab->press("load-trained");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().parameters, panels.pretrained().parameters);
}

TEST(Laboratory, SlidersSetWhatTheSessionTrainsWith) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const double before = lab->app->session().latest().recipe.optimizer.learning_rate;
  const Rect rate = lab->item("learning-rate");
  lab->stroke({rate.middle(), {rate.max.x - 1, rate.middle().y}});
  lab->wait();
  EXPECT_GT(lab->app->session().latest().recipe.optimizer.learning_rate, before);
  const Rect strength = lab->item("train-noise-strength");
  lab->stroke({strength.middle(), {strength.max.x - 1, strength.middle().y}});
  lab->wait();
  EXPECT_FLOAT_EQ(lab->app->session().latest().recipe.noise.strength, 2);
}

TEST(Laboratory, ARecipeIsPickedFromTheList) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("recipe");
  ASSERT_TRUE(lab->items().contains("recipe-A"));
  lab->press("recipe-A");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().recipe.name, "A");
  EXPECT_TRUE(lab->items().contains("code-slider-49"));
}

TEST(Laboratory, ACodeBarIsHeldUntilItIsLetGo) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  const Rect bar = lab->item("code-slider-6");
  lab->stroke({bar.middle(), {bar.middle().x, bar.min.y + 1}});
  const Image held = lab->calm_picture();
  const Rect decoded = lab->item("tile-decoded");
  EXPECT_GT(difference(before, held, decoded), 2);
  EXPECT_LT(difference(before, held, lab->item("tile-reconstruction")), 1e-9);
  lab->press("code-reset");
  EXPECT_LT(difference(before, lab->calm_picture(), decoded), 1e-9);
}

TEST(Laboratory, ATestDigitGoesOntoThePad) {
  auto lab = open_laboratory({});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->picture();
  const Rect probe = lab->item("probe");
  lab->stroke({{probe.max.x - 5, probe.middle().y}});
  EXPECT_GT(difference(before, lab->picture(), lab->item("tile-seen")), 10);
}

TEST(Laboratory, AFingerScrollsButNotFromASlider) {
  auto lab = open_laboratory({360, 640, 1, Panel::train});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->use_finger(true);
  lab->settle();
  const Rect before = lab->item("start");
  const Rect curves = lab->item("curves");
  const ImVec2 from = curves.middle();
  lab->stroke({from, {from.x, from.y - 20}, {from.x, from.y - 60}, {from.x, from.y - 60}});
  EXPECT_FALSE(lab->items().contains("start") && lab->item("start").min.y > before.min.y - 20);
  ASSERT_TRUE(lab->items().contains("learning-rate"));
  const Rect slider = lab->item("learning-rate");
  const ImVec2 knob = slider.middle();
  lab->stroke({knob, {knob.x, knob.y - 40}, {knob.x, knob.y - 80}});
  EXPECT_FLOAT_EQ(lab->item("learning-rate").min.y, slider.min.y);
}

TEST(Laboratory, ShowsItselfBeforeAnythingHasArrived) {
  auto window = Window::open({.off_screen = true});
  if (!window.ok()) GTEST_SKIP() << kNoGraphics;
  Laboratory lab;
  lab.window = std::move(window.value());
  lab.app =
      std::make_unique<App>(*lab.window, AppOptions{.lab = {.reduced_motion = true}, .wake = {}});
  lab.settle();
  EXPECT_TRUE(lab.items().contains("pad"));
  EXPECT_TRUE(lab.items().contains("curves"));
}

}  // namespace
}  // namespace hourglass

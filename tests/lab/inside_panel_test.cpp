#include <gtest/gtest.h>

#include "io/builtin_recipes.h"
#include "lab/laboratory.h"

namespace hourglass {
namespace {

// Presses one of a segmented choice, at this part of its width.
void choose(Laboratory& lab, const char* name, float part) {
  const Rect rect = lab.item(name);
  lab.stroke({{rect.min.x + part * rect.width(), rect.middle().y}});
  ImGui::GetIO().AddMousePosEvent(1, 1);
  lab.settle();
}

std::vector<ImVec2> line_across(const Rect& pad) {
  return {{pad.min.x + 20, pad.middle().y}, {pad.max.x - 20, pad.middle().y}};
}

TEST(InsidePanel, ShowsAPageOfFiltersAndTurnsIt) {
  auto lab = open_laboratory({1440, 900, 1, Panel::inside});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  EXPECT_TRUE(lab->items().contains("filter-0"));
  EXPECT_TRUE(lab->items().contains("filter-63"));
  EXPECT_FALSE(lab->items().contains("filter-64"));
  const Image before = lab->picture();
  const Rect place = lab->item("filter-20");
  lab->press("filter-next");
  EXPECT_TRUE(lab->items().contains("filter-64"));
  EXPECT_GT(difference(before, lab->calm_picture(), place), 2);
}

TEST(InsidePanel, APressedFilterIsShownLarge) {
  auto lab = open_laboratory({1440, 900, 1, Panel::inside});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const Image before = lab->calm_picture();
  const Rect sheet = lab->item("filter-sheet"), first = lab->item("filter-0");
  lab->press("filter-30");
  const Rect large{{first.min.x, sheet.max.y}, {first.max.x, first.min.y - 50}};
  EXPECT_GT(difference(before, lab->calm_picture(), large), 4);
}

TEST(InsidePanel, ActivationsFollowThePen) {
  auto lab = open_laboratory({1440, 900, 1, Panel::inside});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose(*lab, "inside-view", 0.5f);
  for (const char* name : {"inside-layer-0", "inside-layer-1", "inside-layer-2"}) {
    ASSERT_TRUE(lab->items().contains(name)) << name;
  }
  EXPECT_FALSE(lab->items().contains("filter-0"));
  const Image before = lab->picture();
  lab->stroke(line_across(lab->item("pad")));
  EXPECT_GT(difference(before, lab->picture(), lab->item("inside-layer-1")), 2);
}

TEST(InsidePanel, FeatureMapsAreThoseOfAConvolutionalNetwork) {
  auto lab = open_laboratory({1440, 900, 1, Panel::inside});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose(*lab, "inside-view", 0.85f);
  EXPECT_FALSE(lab->items().contains("maps-0"));
  lab->press("maps-recipe");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().recipe.name, "E3");
  EXPECT_TRUE(lab->items().contains("maps-0"));
  EXPECT_TRUE(lab->items().contains("maps-7"));  // all of them without scrolling
  const Image before = lab->picture();
  lab->stroke(line_across(lab->item("pad")));
  EXPECT_GT(difference(before, lab->picture(), lab->item("maps-0")), 1);
}

// OpenGL ES 3 counts corners in 16 bits.
TEST(InsidePanel, TheWidestNetworkFitsIntoADrawList) {
  auto lab = open_laboratory({1440, 900, 1, Panel::inside});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->app->session().send(UseRecipe{builtin_recipe("Hinton").value()});
  lab->wait();
  choose(*lab, "inside-view", 0.5f);
  ASSERT_TRUE(lab->items().contains("inside-layer-6"));
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    EXPECT_LT(list->VtxBuffer.Size, 1 << 16);
  }
}

TEST(InsidePanel, DrawsNothingWhileIdle) {
  auto lab = open_laboratory({1440, 900, 1, Panel::inside});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  EXPECT_LE(lab->settle(), 4);
  EXPECT_FALSE(lab->app->frame_wanted());
}

}  // namespace
}  // namespace hourglass

#include <gtest/gtest.h>

#include "lab/laboratory.h"

namespace hourglass {
namespace {

// Waits for news of either model until the condition holds.
template <class Condition>
void wait_for_news(Laboratory& lab, Condition condition) {
  for (;;) {
    const std::uint32_t before = lab.published.load();
    lab.settle();
    if (condition()) return;
    wait_while_equal(lab.published, before);
  }
}

void choose(Laboratory& lab, float part) {
  const Rect rect = lab.item("compare-view");
  lab.stroke({{rect.min.x + part * rect.width(), rect.middle().y}});
}

// The rival's model has come.
std::unique_ptr<Laboratory> open_compare() {
  auto lab = open_laboratory({1440, 900, 1, Panel::compare});
  if (lab) wait_for_news(*lab, [&] { return lab->items().contains("compare-b-error"); });
  return lab;
}

TEST(ComparePanel, BothModelsAreTrainedByOneButton) {
  auto lab = open_compare();
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("reset");
  lab->wait();
  const Image before = lab->picture();
  lab->press("compare-train");
  wait_for_news(*lab, [&] { return lab->app->session().latest().step >= 4; });
  lab->press("compare-train");  // pause
  lab->wait();
  EXPECT_GE(lab->app->session().latest().step, 4);
  EXPECT_NE(lab->app->session().latest().state, RunState::training);
  const Image after = lab->calm_picture();
  EXPECT_GT(difference(before, after, lab->item("compare-b")), 1);
  EXPECT_GT(difference(before, after, lab->item("compare-curves")), 1);
}

TEST(ComparePanel, AnotherPairReplacesTheModelAndCanBeTakenBack) {
  auto lab = open_compare();
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const std::vector<float> weights = lab->app->session().latest().parameters;
  lab->press("compare-preset");
  ASSERT_TRUE(lab->items().contains("compare-preset-1"));
  lab->press("compare-preset-1");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().recipe.name, "C-32");
  lab->press("undo");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().recipe.name, "B");
  EXPECT_EQ(lab->app->session().latest().parameters, weights);
}

TEST(ComparePanel, AModelWithoutRoomIsRefused) {
  auto window = Window::open({.width = 1440, .height = 900, .off_screen = true});
  if (!window.ok()) GTEST_SKIP() << kNoGraphics;
  Laboratory lab;
  lab.window = std::move(window.value());
  const auto no_room = [](const Recipe&, const Recipe&) -> Result<Done> { return Error{"Full"}; };
  lab.app = std::make_unique<App>(
      *lab.window,
      AppOptions{.lab = {.first = Panel::compare, .reduced_motion = true, .fit_together = no_room},
                 .wake = [&lab] {
                   lab.published.fetch_add(1);
                   wake_all(lab.published);
                 }});
  lab.wait();
  wait_for_news(lab, [&] { return lab.items().contains("compare-b-error"); });
  lab.press("compare-preset");
  lab.press("compare-preset-3");
  lab.wait();
  EXPECT_TRUE(lab.items().contains("compare-a-error"));
  EXPECT_FALSE(lab.items().contains("compare-b-error"));
  EXPECT_EQ(lab.app->session().latest().recipe.name, "B");
}

TEST(ComparePanel, PrincipalComponentsComeOverSeveralFramesWithoutTheSession) {
  auto lab = open_compare();
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->press("compare-preset");
  lab->press("compare-preset-2");
  while (!lab->items().contains("compare-b-error")) lab->settle();
  EXPECT_EQ(lab->app->session().latest().recipe.name, "B");
}

TEST(ComparePanel, TheBenchFillsAndCanBeStopped) {
  auto lab = open_compare();
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose(*lab, 0.5f);
  ASSERT_TRUE(lab->items().contains("bench-cell-0-0"));
  ASSERT_TRUE(lab->items().contains("bench-cell-4-3"));
  const Image before = lab->calm_picture();
  const Rect cell = lab->item("bench-cell-0-0");
  lab->press("bench-start");
  wait_for_news(*lab, [&] { return difference(before, lab->picture(), cell) > 4; });
  lab->press("bench-start");
  const Rect second = lab->item("bench-cell-3-3");
  EXPECT_GT(second.width(), 20);
}

TEST(ComparePanel, TheSweepFillsItsChart) {
  auto lab = open_compare();
  if (!lab) GTEST_SKIP() << kNoGraphics;
  choose(*lab, 0.85f);
  const Image before = lab->calm_picture();
  const Rect picture = lab->item("sweep-0-1");
  lab->press("sweep-start");
  wait_for_news(*lab, [&] { return difference(before, lab->picture(), picture) > 4; });
  EXPECT_GT(difference(before, lab->picture(), lab->item("sweep-chart")), 1);
}

}  // namespace
}  // namespace hourglass

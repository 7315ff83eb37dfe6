// The Keep panel, by its buttons.
#include <gtest/gtest.h>

#include "io/weights.h"
#include "lab/laboratory.h"

namespace hourglass {
namespace {

using Kind = HostRequest::Kind;

// What the last press asked for.
HostRequest pressed(Laboratory& lab, const char* button) {
  lab.requests.clear();
  EXPECT_TRUE(lab.items().contains(button)) << button;
  lab.press(button);
  EXPECT_EQ(lab.requests.size(), 1u) << button;
  return lab.requests.empty() ? HostRequest{} : lab.requests.back();
}

TEST(KeepPanel, SavesTheWeightsThatAreShown) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const HostRequest request = pressed(*lab, "save-weights");
  EXPECT_EQ(request.kind, Kind::save_file);
  EXPECT_EQ(request.name, "hourglass-B.safetensors");
  const Result<Model> model = read_weights(request.content);
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model.value().parameters, lab->app->session().latest().parameters);
  EXPECT_EQ(pressed(*lab, "load-weights").kind, Kind::open_file);
}

TEST(KeepPanel, SavesFiguresInTheScaleThatIsChosen) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const auto width_of = [](const HostRequest& png) {
    return png.content.size() > 20 ? png.content[18] << 8 | png.content[19] : 0;
  };
  const HostRequest twice = pressed(*lab, "save-figure-flow");
  EXPECT_EQ(twice.name, "hourglass-B-flow-2x.png");
  const Rect scale = lab->item("figure-scale");
  lab->stroke({{scale.min.x + 8, scale.middle().y}});
  const HostRequest once = pressed(*lab, "save-figure-flow");
  EXPECT_EQ(once.name, "hourglass-B-flow-1x.png");
  EXPECT_GT(width_of(once), 400);
  EXPECT_EQ(width_of(twice), 2 * width_of(once));
  lab->requests.clear();
  lab->press("save-figure-curves");  // there is no run yet
  EXPECT_TRUE(lab->requests.empty());
}

TEST(KeepPanel, SavesCurvesAsATable) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->train(8);
  ASSERT_EQ(lab->app->session().latest().step, 8);
  const HostRequest table = pressed(*lab, "save-curves");
  EXPECT_EQ(table.name, "hourglass-B-curves.csv");
  EXPECT_TRUE(text_of(table).starts_with("step,epoch,train_loss,test_loss\n"));
}

TEST(KeepPanel, ALinkCopiedBringsTheStateBack) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const HostRequest link = pressed(*lab, "copy-link");
  EXPECT_EQ(link.kind, Kind::copy_link);
  EXPECT_EQ(text_of(link), "v1;recipe=B;weights=trained;panel=keep");
  const HostRequest state = pressed(*lab, "save-state");
  EXPECT_EQ(state.name, "hourglass-state.txt");
  lab->press("clear");
  const std::span<const float> from_the_seed;
  const auto number = lab->app->lab().load_state(text_of(state), from_the_seed, "State loaded");
  ASSERT_TRUE(number.ok()) << number.error().message;
  lab->wait();
  EXPECT_TRUE(lab->items().contains("undo"));
}

TEST(KeepPanel, ChoosesColours) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  const auto corner = [&lab] { return int{lab->picture().pixels.front()}; };
  const int dark = corner();
  const Rect choice = lab->item("scheme-choice");
  lab->requests.clear();
  lab->stroke({choice.middle()});
  EXPECT_GT(corner(), dark + 100);
  ASSERT_EQ(lab->requests.size(), 1u);
  EXPECT_EQ(lab->requests.back().kind, Kind::colours);
  EXPECT_EQ(lab->requests.back().name, "light");
  lab->app->lab().follow_system(Scheme::dark);  // of no interest: light was chosen
  EXPECT_GT(corner(), dark + 100);
  lab->stroke({{choice.min.x + 10, choice.middle().y}});  // as the system
  EXPECT_EQ(corner(), dark);
  lab->app->lab().follow_system(Scheme::light);
  EXPECT_GT(corner(), dark + 100);
}

TEST(KeepPanel, SaysInTheHeaderAndComplainsAtTheBottom) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  ImGui::GetIO().AddMousePosEvent(1, 1);
  const Rect header{{640, 10}, {1000, 46}};
  const Rect bottom{{640, 830}, {800, 890}};
  const Image before = lab->picture();
  lab->app->lab().say("Link copied");
  const Image said = lab->picture();
  EXPECT_GT(difference(before, said, header), 3);
  EXPECT_EQ(difference(before, said, bottom), 0);
  lab->app->lab().complain("The file could not be read.");
  EXPECT_GT(difference(said, lab->picture(), bottom), 3);
}

TEST(KeepPanel, AFreshStartIsTakenBackFromItsLine) {
  auto lab = open_laboratory({1440, 900, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->step();
  const std::vector<float> trained = lab->app->session().latest().parameters;
  EXPECT_EQ(pressed(*lab, "start-afresh").kind, Kind::first_weights);
  lab->wait();
  EXPECT_NE(lab->app->session().latest().parameters, trained);
  lab->press("undo");
  lab->wait();
  EXPECT_EQ(lab->app->session().latest().parameters, trained);
}

}  // namespace
}  // namespace hourglass

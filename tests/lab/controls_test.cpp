// What is hidden is not drawn, and nothing else goes with it.
#include "lab/controls.h"

#include <gtest/gtest.h>

#include <set>

#include "lab/headless.h"
#include "lab/laboratory.h"

namespace hourglass {
namespace {

using Names = std::set<std::string>;

TEST(Controls, HaveNamesThatAreReadBack) {
  EXPECT_EQ(controls_to_text({}), "none");
  const std::string all = controls_to_text(Controls().set());
  EXPECT_TRUE(all.starts_with("draw:train:code:morph:inside:compare:keep:recipe:")) << all;
  for (const std::string_view name : control_names()) {
    const Result<Controls> hidden = hidden_of_text(name);
    ASSERT_TRUE(hidden.ok()) << hidden.error().message;
    EXPECT_EQ(hidden.value().count(), 1u);
    EXPECT_EQ(controls_to_text(hidden.value()), name);
  }
  EXPECT_EQ(controls_to_text(hidden_of_text("noise:rub:noise").value()), "rub:noise");
}

// The items of each control in the widest layout, whose third column shows Keep.
struct Hiding {
  const char* control;
  Names items;
};
const Hiding kHidings[] = {
    {"code", {"tab-code"}},
    {"morph", {"tab-morph"}},
    {"inside", {"tab-inside"}},
    {"compare", {"tab-compare"}},
    {"recipe", {"recipe"}},
    {"status", {"data"}},
    {"colours", {"scheme", "scheme-choice"}},
    {"rub", {"tool-rub", "bring-back"}},
    {"samples", {"samples"}},
    {"noise", {"noise-kind", "noise-strength", "noise-again"}},
    {"drawer", {"keep-drawing"}},
    {"measures", {"histogram"}},
    {"edit", {"edit"}},
    {"run", {"start"}},
    {"step", {"step", "slow"}},
    {"reset", {"reset"}},
    {"trained", {"pretrained"}},
    {"curves", {"curves", "axis-log", "scrubber"}},
    {"digits", {"probe"}},
    {"settings", {"learning-rate", "train-noise-kind", "train-noise-strength"}},
    {"weights", {"save-weights", "load-weights"}},
    {"figures", {"figure-scale", "save-figure-curves", "save-curves"}},
    {"state", {"copy-link", "save-state", "load-state"}},
};

Names shown(Laboratory& lab) {
  Names names;
  for (const auto& [name, rect] : lab.items()) names.insert(name);
  return names;
}

void hide(Laboratory& lab, const std::string& text) {
  const auto loaded = lab.app->lab().load_state("v1;hide=" + text, std::span<const float>(), "");
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  lab.app->want_frames();
  lab.settle();
}

TEST(Controls, ThatAreHiddenAreNotDrawnAndAllOthersAre) {
  auto lab = open_laboratory({1920, 1400, 1, Panel::keep});
  if (!lab) GTEST_SKIP() << kNoGraphics;
  lab->train(8);
  ASSERT_EQ(lab->app->session().latest().step, 8);
  const Names before = shown(*lab);
  for (const auto& [control, items] : kHidings) {
    for (const std::string& item : items) EXPECT_TRUE(before.contains(item)) << item;
    lab->requests.clear();
    hide(*lab, control);
    const Names now = shown(*lab);
    for (const std::string& name : before) {
      const bool own = items.contains(name) ||
                       (std::string(control) == "figures" && name.starts_with("save-figure-"));
      EXPECT_EQ(now.contains(name), !own) << name << " without " << control;
    }
    ASSERT_EQ(lab->requests.size(), 1u) << control;
    EXPECT_EQ(lab->requests.back().kind, HostRequest::Kind::hidden);
    EXPECT_EQ(lab->requests.back().name, control);
  }
  hide(*lab, "none");
  EXPECT_EQ(shown(*lab), before);
}

struct Size {
  int width, height;
};

class PanelsOn : public testing::TestWithParam<Size> {};

// Each panel alone, and all but each: another stands in its place, and tabs are of those that are
// there.
TEST_P(PanelsOn, GoOneByOne) {
  const auto panels = control_names().first(kPanels);
  for (const std::string_view panel : panels) {
    auto lab = open_laboratory({GetParam().width, GetParam().height});
    if (!lab) GTEST_SKIP() << kNoGraphics;
    const std::string tab = "tab-" + std::string(panel);
    const bool had_tab = shown(*lab).contains(tab);
    hide(*lab, std::string(panel));
    EXPECT_FALSE(shown(*lab).contains(tab));
    std::string others;
    for (const std::string_view other : panels) {
      if (other == panel) continue;
      others += (others.empty() ? "" : ":") + std::string(other);
      if (had_tab && other != "draw" && other != "train") {
        EXPECT_TRUE(shown(*lab).contains("tab-" + std::string(other)));
      }
    }
    hide(*lab, others);
    const Names names = shown(*lab);
    for (const std::string& name : names) EXPECT_FALSE(name.starts_with("tab-")) << name;
    EXPECT_EQ(names.contains("pad"), panel == "draw");
    EXPECT_EQ(names.contains("start"), panel == "train");
    EXPECT_EQ(names.contains("save-weights"), panel == "keep");
    EXPECT_EQ(names.contains("code-view"), panel == "code");
  }
}

std::string size_name(const testing::TestParamInfo<Size>& size) {
  return std::to_string(size.param.width) + "x" + std::to_string(size.param.height);
}
INSTANTIATE_TEST_SUITE_P(Controls, PanelsOn,
                         testing::Values(Size{1440, 900}, Size{1024, 768}, Size{390, 844},
                                         Size{844, 390}),
                         size_name);

TEST(Controls, LetGoOfWhatIsInHand) {
  Headless it;
  LabState& lab = it.lab;
  open_panel(lab, Panel::code);
  lab.pad.tool = DrawTool::rub;
  lab.train.editor = edit(lab.now->recipe);
  hide(lab, hidden_of_text("draw:code:rub:edit").value());
  EXPECT_EQ(lab.tab, Panel::train);
  EXPECT_EQ(lab.pad.tool, DrawTool::pen);
  EXPECT_FALSE(lab.train.editor);
  open_panel(lab, Panel::draw);
  EXPECT_EQ(lab.tab, Panel::train);
}

}  // namespace
}  // namespace hourglass

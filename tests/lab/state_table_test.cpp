#include "lab/state_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <span>

#include "io/weights.h"
#include "lab/code_view.h"
#include "lab/headless.h"
#include "lab/saved_state.h"

namespace hourglass {
namespace {

struct Setting {
  const char* name;
  std::function<void(Headless&)> make;
};

void use(Headless& it, const Recipe& recipe) {
  it.session.send(UseRecipe{recipe});
  it.run();
}

void draw_seven(Headless& it) {
  it.lab.drawing.pen_down(0.25f, 0.2f);
  it.lab.drawing.pen_to(0.75f, 0.2f);
  it.lab.drawing.pen_to(0.4f, 0.8f);
  it.lab.drawing.pen_up();
  refresh(it.lab);
}

Recipe custom() {
  Recipe recipe = builtin_recipe("C").value();
  recipe.name = "mine; a=b #1 \xc3\xa4";
  recipe.description = std::string(300, 'x');
  recipe.network.encoder.front().units = 40;
  recipe.seed = 18446744073709551615u;
  return recipe;
}

const Setting kSettings[] = {
    {"as it opens", [](Headless&) {}},
    {"another seed", [](Headless& it) { it.session.send(Reset{7}), it.run(); }},
    {"the largest seed",
     [](Headless& it) { it.session.send(Reset{18446744073709551615u}), it.run(); }},
    {"another rate", [](Headless& it) { it.session.send(SetLearningRate{0.1 / 3}), it.run(); }},
    {"other training noise",
     [](Headless& it) {
       it.session.send(SetNoise{{NoiseKind::masking, 0.3f}}), it.run();
     }},
    {"a recipe of one's own", [](Headless& it) { use(it, custom()); }},
    {"noise on the drawing",
     [](Headless& it) {
       it.lab.noise = {NoiseKind::salt_and_pepper, 0.125f}, it.lab.roll = 12;
     }},
    {"no noise", [](Headless& it) { it.lab.noise = {}; }},
    {"an empty sheet", [](Headless& it) { it.lab.drawing.clear(); }},
    {"a drawing", draw_seven},
    {"a test digit on the pad",
     [](Headless& it) {
       const DigitImage digit = draw_digit(4, 7, 1);
       DigitImage rounded = digit;
       for (float& pixel : rounded) pixel = std::round(pixel * 255) / 255;
       it.lab.drawing.show_image(rounded);
     }},
    {"a part rubbed out",
     [](Headless& it) {
       draw_seven(it);
       it.lab.drawing.pen_down(0.6f, 0.2f, DrawTool::rub);
       it.lab.drawing.pen_to(0.6f, 0.6f);
     }},
    {"the example with a part rubbed out",
     [](Headless& it) {
       it.lab.drawing.pen_down(0.5f, 0.2f, DrawTool::rub);
       it.lab.drawing.pen_to(0.6f, 0.6f);
     }},
    {"kept drawings", [](Headless& it) { keep(it.lab.drawer, it.lab.live.seen); }},
    {"a panel", [](Headless& it) { open_panel(it.lab, Panel::keep); }},
    {"a view of the code", [](Headless& it) { it.lab.code_views.look.view = CodeView::noise; }},
    {"points alone", [](Headless& it) { it.lab.code_views.look.plane.mode = PlaneMode::points; }},
    {"a window onto two numbers",
     [](Headless& it) {
       it.lab.code_views.look.plane = {PlaneMode::digits, false, 3, 7, false, {{0.1f, -2}, 1e-3f}};
     }},
    {"a morph",
     [](Headless& it) {
       it.lab.morph.choice = {{{SourceKind::letter, 2}, {SourceKind::kept, 0}}, true, 64};
     }},
    {"hidden controls",
     [](Headless& it) { hide(it.lab, hidden_of_text("noise:recipe:keep").value()); }},
    {"a language", [](Headless& it) { speak(it.lab, "de-CH"); }},
    {"dark colours", [](Headless& it) { choose_scheme(it.lab, SchemeChoice::dark); }},
    {"everything at once",
     [](Headless& it) {
       use(it, builtin_recipe("D4-0.5").value());
       it.session.send(Reset{3}), it.session.send(SetLearningRate{2e-3}), it.run();
       it.lab.noise = {NoiseKind::uniform, 1.5f}, it.lab.roll = 2;
       choose_scheme(it.lab, SchemeChoice::light), open_panel(it.lab, Panel::morph);
       draw_seven(it);
     }},
};

class StateOf : public testing::TestWithParam<Setting> {};

TEST_P(StateOf, ComesBackFromItsText) {
  Headless before;
  GetParam().make(before);
  for (const StateForm form : {StateForm::link, StateForm::file}) {
    before.run();
    const std::string text = state_to_text(before.lab, form);
    const Recipe recipe = before.lab.now->recipe;
    const NoiseSpec noise = before.lab.noise;
    const std::vector<float> seen(before.lab.live.noisy.begin(), before.lab.live.noisy.end());
    Headless after("A");
    const auto applied = apply_link(after.lab, text);
    ASSERT_TRUE(applied.ok()) << applied.error().message;
    after.run();
    EXPECT_EQ(after.lab.now->recipe, recipe);
    EXPECT_EQ(after.lab.noise, noise);
    EXPECT_EQ(state_to_text(after.lab, form), text);  // a link goes on as it came
    if (form == StateForm::link) continue;
    EXPECT_EQ(after.lab.drawer.kept, before.lab.drawer.kept);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      ASSERT_NEAR(after.lab.live.noisy[static_cast<Index>(i)], seen[i], 0.02f) << i;
    }
  }
}

std::string setting_name(const testing::TestParamInfo<Setting>& info) {
  std::string name = info.param.name;
  for (char& letter : name) {
    if (!std::isalpha(static_cast<unsigned char>(letter))) letter = '_';
  }
  return name;
}
INSTANTIATE_TEST_SUITE_P(State, StateOf, testing::ValuesIn(kSettings), setting_name);

TEST(State, ALinkGivesTheSameRunBitForBit) {
  Headless before;
  before.session.send(Reset{5});
  before.session.send(SetNoise{{NoiseKind::masking, 0.25f}});
  before.run();
  const Result<std::string> link = state_to_link(before.lab);
  ASSERT_TRUE(link.ok());
  Headless after("C-2");
  ASSERT_TRUE(apply_link(after.lab, "https://example.org/page/?x=1#" + link.value() + "\n").ok());
  for (Headless* it : {&before, &after}) {
    it->session.send(TrainSteps{3});
    it->run();
  }
  EXPECT_EQ(before.session.latest().parameters, after.session.latest().parameters);
}

TEST(State, BuiltInRecipesNeedFewWords) {
  for (const BuiltinRecipe& recipe : builtin_recipes()) {
    Headless it;
    use(it, builtin_recipe(recipe.name).value());
    const std::string text = state_to_text(it.lab, StateForm::link);
    EXPECT_EQ(text, "v1;recipe=" + std::string(recipe.name) + ";panel=train");
  }
}

TEST(State, ALinkThatHidesNothingShowsAll) {
  Headless it;
  ASSERT_TRUE(apply_link(it.lab, "v1;hide=noise:keep;panel=keep;lang=de").ok());
  EXPECT_EQ(controls_to_text(it.lab.hidden), "keep:noise");
  EXPECT_NE(it.lab.tab, Panel::keep);
  ASSERT_TRUE(apply_link(it.lab, "v1;recipe=A;panel=keep").ok());
  EXPECT_TRUE(it.lab.hidden.none());
  EXPECT_EQ(it.lab.tab, Panel::keep);
  EXPECT_EQ(it.lab.language, "de");  // as long as nobody asks for another
}

TEST(State, NoiseWaitsForItsRecipe) {
  Headless it;
  ASSERT_TRUE(apply_link(it.lab, "v1;recipe=A;noise=masking:0.5").ok());
  refresh(it.lab);  // a frame before the session has taken the recipe up
  it.run();
  EXPECT_EQ(it.lab.noise, (NoiseSpec{NoiseKind::masking, 0.5f}));
  use(it, builtin_recipe("B").value());
  use(it, builtin_recipe("A").value());
  EXPECT_EQ(it.lab.noise, builtin_recipe("A").value().test_noise);
}

TEST(State, ALinkWithoutNoiseHasThatOfItsRecipe) {
  Headless it;
  it.lab.noise = {NoiseKind::uniform, 1};
  ASSERT_TRUE(apply_link(it.lab, "v1;recipe=B").ok());
  it.run();
  EXPECT_EQ(it.lab.noise, builtin_recipe("B").value().test_noise);
}

TEST(State, APlaneWaitsForItsModel) {
  Headless it("A");
  it.lab.code_views.code_size = 32;  // as a frame with the panel leaves it
  ASSERT_TRUE(apply_link(it.lab, "v1;recipe=C-2;code=plane;plane=points:0+1:0.5:-2:4").ok());
  EXPECT_TRUE(it.lab.code_views.look.plane.fitted);  // a code of 32 is still on the bench
  it.run();
  refresh(it.lab);
  follow_model(it.lab);
  const PlaneLook& look = it.lab.code_views.look.plane;
  EXPECT_FALSE(look.fitted);
  EXPECT_EQ(look.window, (PlaneWindow{{0.5f, -2}, 4}));
}

struct Malformed {
  const char* text;
  const char* field;     // that the sentence begins with, or what it says
  const char* expected;  // that it says too
};

const Malformed kMalformed[] = {
    {"", "version v1", "begins with \"\""},
    {"hello", "version v1", "hello"},
    {"v2;recipe=B", "version v1", "v2"},
    {"V1;recipe=B", "version v1", "V1"},
    {"#", "version v1", ""},
    {"v1;recipe", "fields such as seed=7", "recipe"},
    {"v1;recipy=B", "recipy", "did you mean recipe?"},
    {"v1;xyzzy=1", "xyzzy", "expected one of recipe, seed"},
    {"v1;recipe=B;recipe=A", "recipe: ", "twice"},
    {"v1;recipe=", "recipe: ", "B"},
    {"v1;recipe=Q", "recipe: ", "\"Q\""},
    {"v1;recipe=json.", "recipe: ", "line 1"},
    {"v1;recipe=json.e30", "recipe: ", "encoder"},  // {}
    {"v1;recipe=json.***", "recipe: ", "letters, digits"},
    {"v1;recipe=B;seed=", "seed: ", "whole number"},
    {"v1;recipe=B;seed=-1", "seed: ", "\"-1\""},
    {"v1;recipe=B;seed=1.5", "seed: ", "whole number"},
    {"v1;recipe=B;seed=18446744073709551616", "seed: ", "whole number"},
    {"v1;seed=1", "seed: ", "a recipe beside it"},
    {"v1;recipe=B;rate=fast", "rate: ", "a number"},
    {"v1;recipe=B;rate=-1", "rate: ", "learning_rate"},
    {"v1;recipe=B;rate=nan", "rate: ", "a number"},
    {"v1;recipe=B;train-noise=loud", "train-noise: ", "KIND:STRENGTH"},
    {"v1;recipe=B;train-noise=masking:2", "train-noise: ", "0 to 1"},
    {"v1;train-noise=none", "train-noise: ", "a recipe beside it"},
    {"v1;recipe=B;weights=good", "weights: ", "trained"},
    {"v1;weights=trained", "weights: ", "a recipe beside it"},
    {"v1;noise=gaussian", "noise: ", "strength"},
    {"v1;noise=gaussian:9", "noise: ", "0 to 2"},
    {"v1;roll=x", "roll: ", "whole number"},
    {"v1;panel=kitchen", "panel: ", "one of draw, train"},
    {"v1;code=picture", "code: ", "one of plane, numbers"},
    {"v1;plane=both", "plane: ", "such as both:principal"},
    {"v1;plane=some:principal", "plane: ", "such as both:principal"},
    {"v1;plane=both:0", "plane: ", "two numbers of the code"},
    {"v1;plane=both:0+0", "plane: ", "two numbers of the code"},
    {"v1;plane=both:0+1+2", "plane: ", "two numbers of the code"},
    {"v1;plane=both:0+1", "plane: ", "a recipe beside it"},
    {"v1;recipe=B;plane=both:0+32", "plane: ", "a code of 32"},
    {"v1;plane=both:principal:0:0", "plane: ", "such as both:principal"},
    {"v1;plane=both:principal:0:nan:1", "plane: ", "a centre"},
    {"v1;plane=both:principal:0:1e9:1", "plane: ", "a centre"},
    {"v1;plane=both:principal:0:0:0", "plane: ", "half width above 0"},
    {"v1;morph=drawing", "morph: ", "such as drawing:test.5"},
    {"v1;morph=dog:test.1:line:3", "morph: ", "one of drawing, test"},
    {"v1;morph=test.x:test.1:line:3", "morph: ", "an image such as test.5"},
    {"v1;morph=test.1.2:test.1:line:3", "morph: ", "an image such as test.5"},
    {"v1;morph=test.1:test.99999999999:line:3", "morph: ", "an image such as test.5"},
    {"v1;morph=test.1:test.2:zigzag:3", "morph: ", "line or sphere"},
    {"v1;morph=test.1:test.2:line:65", "morph: ", "0 to 64"},
    {"v1;scheme=pink", "scheme: ", "light or dark"},
    {"v1;hide=", "hide: ", "no control \"\""},
    {"v1;hide=nose", "hide: ", "did you mean noise?"},
    {"v1;hide=noise:xyzzy", "hide: ", "expected some of draw, train"},
    {"v1;hide=noise::rub", "hide: ", "no control \"\""},
    {"v1;hide=draw:train:code:morph:inside:compare:keep", "hide: ", "one of the panels"},
    {"v1;lang=", "lang: ", "a language such as de"},
    {"v1;lang=de_CH", "lang: ", "a language such as de"},
    {"v1;lang=abcdefghijklmnopqrstuvwxyzabcdefghij", "lang: ", "a language such as de"},
    {"v1;drawing=", "drawing: ", "small., whole. or image."},
    {"v1;drawing=small.AAAA", "drawing: ", "56 x 56"},
    {"v1;drawing=small.?", "drawing: ", "letters, digits"},
    {"v1;drawing=whole.AAAA", "drawing: ", "280 x 280"},
    {"v1;drawing=image.AAAA", "drawing: ", "28 x 28"},
    {"v1;rubbed=none", "rubbed: ", "small., whole."},
    {"v1;drawer=?", "drawer: ", "letters, digits"},
    {"v1;drawer=AAAA", "drawer: ", "no kept drawings"},
    {"v1;recipe=A;noise=none;panel=keep;drawing=none;scheme=no", "scheme: ", "light or dark"},
};

TEST(State, WhatIsMalformedIsExplainedAndChangesNothing) {
  Headless it;
  draw_seven(it);
  const std::string before = state_to_text(it.lab, StateForm::file);
  const std::uint64_t taken = it.lab.now->commands_taken;
  for (const Malformed& malformed : kMalformed) {
    const auto applied = apply_link(it.lab, malformed.text);
    ASSERT_FALSE(applied.ok()) << malformed.text;
    const std::string& sentence = applied.error().message;
    EXPECT_NE(sentence.find(malformed.field), std::string::npos) << sentence;
    EXPECT_NE(sentence.find(malformed.expected), std::string::npos) << sentence;
    EXPECT_LT(sentence.size(), 500u) << sentence;
  }
  it.run();
  EXPECT_EQ(state_to_text(it.lab, StateForm::file), before);
  EXPECT_EQ(it.lab.now->commands_taken, taken);
}

TEST(State, DamagedTextsAreTakenOrRefusedAsAWhole) {
  Headless it;
  draw_seven(it);
  use(it, custom());
  const std::string text = state_to_text(it.lab, StateForm::link);
  std::uint32_t random = 1;
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = text;
    for (int k = 0; k < 1 + i % 3; ++k) {
      random = random * 1664525 + 1013904223;
      damaged[(random >> 8) % damaged.size()] = static_cast<char>(random >> 24);
    }
    if (i % 5 == 0) damaged.resize((random >> 8) % damaged.size());
    const Result<StatePlan> plan = parse_state(damaged);
    EXPECT_TRUE(plan.ok() || !plan.error().message.empty());
  }
}

TEST(State, AnEndlessTextIsRefused) {
  const Result<StatePlan> plan = parse_state("v1;drawing=whole." + std::string(2 << 20, 'A'));
  ASSERT_FALSE(plan.ok());
  EXPECT_NE(plan.error().message.find("at most 1 MB"), std::string::npos);
}

TEST(State, ARecipeTooLargeForALinkGoesIntoAFile) {
  Headless it;
  Recipe recipe = custom();
  recipe.description = std::string(9000, 'x');
  use(it, recipe);
  const Result<std::string> link = state_to_link(it.lab);
  ASSERT_FALSE(link.ok());
  EXPECT_NE(link.error().message.find("as a file"), std::string::npos);
  Headless after;
  ASSERT_TRUE(apply_link(after.lab, state_to_text(it.lab, StateForm::file)).ok());
  after.run();
  EXPECT_EQ(after.lab.now->recipe, recipe);
}

TEST(State, ARecipeWithoutRoomIsRefused) {
  Headless it;
  it.lab.recipe_limit = [](const Recipe& recipe) {
    return recipe.name == "A" ? Result<Done>(Error{"no room"}) : Done{};
  };
  EXPECT_TRUE(apply_link(it.lab, "v1;recipe=C").ok());
  const auto refused = apply_link(it.lab, "v1;recipe=A;panel=keep");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message, "no room");
  EXPECT_NE(it.lab.side, Panel::keep);
}

TEST(SavedState, LoadedWeightsCanBeTakenBack) {
  Headless it;
  it.session.send(TrainSteps{2});
  it.run();
  const Recipe recipe = it.lab.now->recipe;
  const std::vector<float> trained = it.lab.now->parameters;
  Recipe other = builtin_recipe("C-2").value();
  const Headless source("C-2");
  const auto file = write_weights({other, source.lab.now->parameters});
  ASSERT_TRUE(load_weights(it.lab, file).ok());
  it.run();
  EXPECT_EQ(it.lab.now->recipe.name, "C-2");
  EXPECT_EQ(it.lab.now->parameters, source.lab.now->parameters);
  take_back(it.lab);
  it.run();
  EXPECT_EQ(it.lab.now->recipe, recipe);
  EXPECT_EQ(it.lab.now->parameters, trained);
}

TEST(SavedState, DamagedWeightsLoseNothing) {
  Headless it;
  const std::vector<float> before = it.lab.now->parameters;
  auto file = write_weights({it.lab.now->recipe, before});
  file.pop_back();
  const auto loaded = load_weights(it.lab, file);
  ASSERT_FALSE(loaded.ok());
  EXPECT_FALSE(loaded.error().message.empty());
  EXPECT_TRUE(it.lab.undo.what.empty());
  it.run();
  EXPECT_EQ(it.lab.now->parameters, before);
}

TEST(SavedState, AStateStartsFromTheWeightsThatComeWithIt) {
  Headless before;
  before.session.send(TrainSteps{2});
  before.run();
  const SavedState saved = save_state(before.lab);
  const auto file = write_weights({before.lab.now->recipe, saved.parameters});
  Headless after("A");
  ASSERT_TRUE(load_state(after.lab, saved.text, file, "State loaded").ok());
  after.run();
  EXPECT_EQ(after.lab.now->parameters, saved.parameters);
  EXPECT_EQ(after.lab.undo.what, "State loaded");
  std::vector<float> wild = saved.parameters;
  wild.back() = std::numeric_limits<float>::infinity();
  const std::span<const float> arena = saved.parameters;
  EXPECT_FALSE(load_state(after.lab, "v1;recipe=C-2", file, "").ok());
  EXPECT_FALSE(load_state(after.lab, "v1;recipe=C-2", arena, "").ok());
  EXPECT_FALSE(load_state(after.lab, "v1;panel=keep", arena, "").ok());
  EXPECT_FALSE(load_state(after.lab, saved.text, std::span<const float>(wild), "").ok());
  after.run();
  EXPECT_EQ(after.lab.now->parameters, saved.parameters);
  Headless third("A");
  ASSERT_TRUE(load_state(third.lab, saved.text, arena, "").ok());
  third.run();
  EXPECT_EQ(third.lab.now->parameters, saved.parameters);
  EXPECT_TRUE(third.lab.undo.what.empty());
}

TEST(SavedState, TrainedWeightsAreNamed) {
  Headless it;
  it.lab.pretrained.parameters = it.lab.now->parameters;
  const std::string text = state_to_text(it.lab, StateForm::link);
  EXPECT_EQ(trained_recipe_of(text).value(), "B");
  EXPECT_EQ(trained_recipe_of("v1;recipe=B").value(), "");
  EXPECT_FALSE(trained_recipe_of("v1;weights=trained").ok());
}

TEST(SavedState, AFreshStartCanBeTakenBack) {
  Headless it("A");
  draw_seven(it);
  it.session.send(TrainSteps{2});
  it.run();
  it.lab.roll = 4;
  hide(it.lab, hidden_of_text("noise").value());
  const SavedState before = save_state(it.lab);
  start_afresh(it.lab);
  it.run();
  EXPECT_TRUE(it.lab.drawing.is_example());
  EXPECT_TRUE(it.lab.hidden.none());
  EXPECT_EQ(it.lab.now->recipe.name, "B");
  EXPECT_EQ(it.lab.noise, it.lab.now->recipe.test_noise);
  ASSERT_FALSE(it.lab.requests.empty());
  EXPECT_EQ(it.lab.requests.back().kind, HostRequest::Kind::first_weights);
  take_back(it.lab);
  it.run();
  EXPECT_EQ(save_state(it.lab).text, before.text);
  EXPECT_EQ(it.lab.now->parameters, before.parameters);
}

TEST(SavedState, FilesHaveNamesThatEverySystemTakes) {
  EXPECT_EQ(file_name("B", ".safetensors"), "hourglass-B.safetensors");
  EXPECT_EQ(file_name("D3-1e-5", "flow-2x.png"), "hourglass-D3-1e-5-flow-2x.png");
  EXPECT_EQ(file_name("a/b\\c:\xc3\xa4", ".csv"), "hourglass-a_b_c___.csv");
  EXPECT_EQ(file_name(std::string(500, 'x'), ".csv").size(), 10u + 40 + 4);
}

}  // namespace
}  // namespace hourglass

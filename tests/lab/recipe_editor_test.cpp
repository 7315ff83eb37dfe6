#include "lab/recipe_editor.h"

#include <gtest/gtest.h>

#include "io/builtin_recipes.h"

namespace hourglass {
namespace {

RecipeEditor open(const char* recipe) { return edit(builtin_recipe(recipe).value()); }

std::vector<Index> widths(const RecipeEditor& editor) {
  std::vector<Index> widths;
  for (const Shape& shape : layer_shapes(editor.draft.network)) widths.push_back(shape.size());
  return widths;
}

TEST(RecipeEditor, EveryBuiltinRecipeOpensUnchangedAndValid) {
  for (const BuiltinRecipe& builtin : builtin_recipes()) {
    const RecipeEditor editor = edit(builtin_recipe(builtin.name).value());
    EXPECT_EQ(editor.draft, editor.original) << builtin.name;
    EXPECT_EQ(complaint(editor.draft, nullptr), "") << builtin.name;
    EXPECT_TRUE(is_code(editor.draft.network, editor.selected)) << builtin.name;
  }
}

TEST(RecipeEditor, AMirroredDecoderFollowsTheEncoderAndTheOtherWayAround) {
  RecipeEditor editor = open("B");
  ASSERT_TRUE(editor.mirrored);
  set_units(editor, 0, 200);
  EXPECT_EQ(widths(editor), (std::vector<Index>{200, 32, 200, 784}));
  set_units(editor, 2, 96);
  EXPECT_EQ(widths(editor), (std::vector<Index>{96, 32, 96, 784}));
  set_activation(editor, 2, Activation::tanh);
  EXPECT_EQ(editor.draft.network.encoder[0].activation, Activation::tanh);
  EXPECT_EQ(editor.draft.network.decoder[1].activation, Activation::sigmoid);
}

TEST(RecipeEditor, ADecoderOnItsOwnIsEditedAlone) {
  RecipeEditor editor = open("B");
  set_mirrored(editor, false);
  set_units(editor, 2, 96);
  EXPECT_EQ(widths(editor), (std::vector<Index>{128, 32, 96, 784}));
  set_mirrored(editor, true);
  EXPECT_EQ(widths(editor), (std::vector<Index>{128, 32, 128, 784}));
}

TEST(RecipeEditor, ALayerIsAddedOnBothSidesAndSelectedWhereItWasAskedFor) {
  RecipeEditor editor = open("B");
  add_layer(editor, 1);  // between 128 and the code
  EXPECT_EQ(widths(editor), (std::vector<Index>{128, 64, 32, 64, 128, 784}));
  EXPECT_EQ(editor.selected, 1u);
  add_layer(editor, 5);  // before the output: the image of the one before the first
  EXPECT_EQ(widths(editor), (std::vector<Index>{320, 128, 64, 32, 64, 128, 320, 784}));
  EXPECT_EQ(editor.selected, 6u);
  EXPECT_EQ(complaint(editor.draft, nullptr), "");
}

TEST(RecipeEditor, RemovingGoesAsFarAsOneLayerAndTheOutput) {
  RecipeEditor editor = open("B");
  EXPECT_FALSE(can_remove(editor, 3));
  remove_layer(editor, 2);  // of the mirror image
  EXPECT_EQ(widths(editor), (std::vector<Index>{32, 784}));
  EXPECT_FALSE(can_remove(editor, 0));
  EXPECT_EQ(complaint(editor.draft, nullptr), "");
}

TEST(RecipeEditor, PenaltiesStayOnTheirLayers) {
  RecipeEditor editor = open("B");
  editor.draft.penalties = {{.kind = PenaltyKind::l1_sum, .weight = 1e-4, .layer = 0}};
  add_layer(editor, 0);
  EXPECT_EQ(editor.draft.penalties[0].layer, 1);
  remove_layer(editor, 0);
  EXPECT_EQ(editor.draft.penalties[0].layer, 0);
  remove_layer(editor, 0);
  EXPECT_EQ(editor.draft.penalties[0].layer, PenaltySpec::kCode);
}

TEST(RecipeEditor, ACodeThatIsDrawnHasItsDivergenceAndLosesItAgain) {
  RecipeEditor editor = open("B");
  set_kind(editor, 1, LayerKind::gaussian);
  EXPECT_TRUE(is_variational(editor.draft.network));
  ASSERT_NE(penalty_of(editor.draft), nullptr);
  EXPECT_EQ(penalty_of(editor.draft)->kind, PenaltyKind::kl_normal);
  EXPECT_EQ(complaint(editor.draft, nullptr), "");
  set_kind(editor, 1, LayerKind::dense);
  EXPECT_EQ(penalty_of(editor.draft), nullptr);
  EXPECT_EQ(complaint(editor.draft, nullptr), "");
}

TEST(RecipeEditor, WhatCannotBeTrainedIsSaidAtItsLayer) {
  RecipeEditor editor = open("F-conv-transposed");
  EXPECT_FALSE(can_be_mirrored(editor.draft.network));
  remove_layer(editor, 8);  // the unflatten
  const std::string wrong = complaint(editor.draft, nullptr);
  EXPECT_EQ(layer_of_complaint(editor.draft.network, wrong), 8u) << wrong;
  EXPECT_EQ(wrong.back(), '.');
  editor = open("B");
  editor.draft.loss = LossKind::bce;
  set_activation(editor, 3, Activation::linear);
  EXPECT_NE(complaint(editor.draft, nullptr), "");
}

TEST(RecipeEditor, WhatThereIsNoRoomForIsSaid) {
  const RecipeLimit limit = [](const Recipe& recipe) -> Result<Done> {
    if (parameter_count(recipe.network) <= 300'000) return Done{};
    return Error{"this recipe is too large"};
  };
  RecipeEditor editor = open("B");
  EXPECT_EQ(complaint(editor.draft, limit), "");
  set_units(editor, 0, 1024);
  EXPECT_EQ(complaint(editor.draft, nullptr), "");
  EXPECT_EQ(complaint(editor.draft, limit), "This recipe is too large.");
}

TEST(RecipeEditor, EveryWidthOfTheRangeIsReachedAndKeepsItsPlace) {
  const WidthRange range{1, 1024};
  EXPECT_EQ(width_at(range, 0), 1);
  EXPECT_EQ(width_at(range, 1), 1024);
  for (const Index width : {1, 2, 3, 30, 64, 128, 784, 1024}) {
    EXPECT_EQ(width_at(range, width_position(range, width)), width);
  }
}

TEST(RecipeEditor, WhatIsUsedHasANameOfItsOwn) {
  RecipeEditor editor = open("B");
  set_units(editor, 1, 16);
  const Recipe recipe = finished(editor);
  EXPECT_EQ(recipe.name, "B*");
  EXPECT_NE(recipe.description.find("784 → 128 → 16 → 128 → 784"), std::string::npos);
  EXPECT_EQ(finished(edit(recipe)).name, "B*");
}

}  // namespace
}  // namespace hourglass

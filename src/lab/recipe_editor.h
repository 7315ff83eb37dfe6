// A recipe while it is edited by hand: a draft that nobody trains yet, and what can be done to its
// network. Drafts may be invalid on the way from one valid recipe to another; complaint() says so.
//
//   RecipeEditor editor = edit(snapshot.recipe);
//   add_layer(editor, 1);
//   set_units(editor, editor.selected, 64);
//   if (complaint(editor.draft, limit).empty()) session.send(UseRecipe{finished(editor)});
//
// Layers are counted through: the encoder's first, then the decoder's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "training/recipe.h"

namespace hourglass {

// What a recipe must meet beside being valid: room in memory. Fails with a sentence. Precondition
// of a call: the recipe is valid.
using RecipeLimit = std::function<Result<Done>(const Recipe&)>;

struct RecipeEditor {
  Recipe original;
  Recipe draft;
  bool mirrored = false;     // the decoder follows the encoder
  std::size_t selected = 0;  // layer
};

// A draft that is the recipe as it is; its code is selected.
RecipeEditor edit(const Recipe& recipe);

std::size_t layer_count(const NetworkSpec& network);
LayerSpec& layer_at(NetworkSpec& network, std::size_t layer);
const LayerSpec& layer_at(const NetworkSpec& network, std::size_t layer);
// What goes into a layer.
Shape input_of(const NetworkSpec& network, std::size_t layer);

bool is_code(const NetworkSpec& network, std::size_t layer);
bool is_output(const NetworkSpec& network, std::size_t layer);
// Whether the number of its units or channels is for the user to say: the output's is not.
bool has_width(const NetworkSpec& network, std::size_t layer);

// Widths that the editor offers for a layer.
struct WidthRange {
  Index lowest, highest;
};
WidthRange width_range(const NetworkSpec& network, std::size_t layer);
// Where a width stands in its range, 0 ... 1 on a log scale, and the other way around: whole
// numbers up to 64, multiples of 8 above.
float width_position(const WidthRange& range, Index width);
Index width_at(const WidthRange& range, float position);
Index round_width(double units);

// Networks of vectors alone, with a decoder like the encoder's mirror image or not.
bool can_be_mirrored(const NetworkSpec& network);
bool is_mirrored(const NetworkSpec& network);

// Turns mirroring on, which gives the decoder the encoder's layers, or off. Precondition of on:
// can_be_mirrored().
void set_mirrored(RecipeEditor& editor, bool mirrored);

// These change the layer's mirror image too where the draft is mirrored. The gap before layer
// `layer` gets a layer between its neighbours in width, which is then selected.
void set_units(RecipeEditor& editor, std::size_t layer, Index units);
void set_activation(RecipeEditor& editor, std::size_t layer, Activation activation);
void set_kind(RecipeEditor& editor, std::size_t layer, LayerKind kind);
void add_layer(RecipeEditor& editor, std::size_t layer);
// The output stays, and each part keeps a layer.
bool can_remove(const RecipeEditor& editor, std::size_t layer);
void remove_layer(RecipeEditor& editor, std::size_t layer);

// Kinds that a layer could be, given what goes into it.
std::vector<LayerKind> kinds_for(const NetworkSpec& network, std::size_t layer);

// The first penalty, which is the one that the editor shows; null: none.
const PenaltySpec* penalty_of(const Recipe& recipe);
// Replaces the first penalty by one of this kind, of a strength that is usual for it.
void set_penalty(Recipe& recipe, PenaltyKind kind);
void remove_penalty(Recipe& recipe);

// Why this cannot be trained, as a sentence with a capital; empty where it can. `limit` may be
// null.
std::string complaint(const Recipe& recipe, const RecipeLimit& limit);

// The layer that a complaint is about; layer_count() where it is about none.
std::size_t layer_of_complaint(const NetworkSpec& network, const std::string& complaint);

// The draft under a name of its own, the original's with a star, described by its layers.
Recipe finished(const RecipeEditor& editor);

}  // namespace hourglass

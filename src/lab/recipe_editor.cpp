#include "lab/recipe_editor.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace hourglass {
namespace {

bool is_vector_layer(const LayerSpec& layer) {
  return layer.kind == LayerKind::dense || layer.kind == LayerKind::gaussian;
}

// The layer whose width follows this one's in a mirrored network: of the encoder's all but the
// code have one.
bool has_image(const NetworkSpec& network, std::size_t layer) {
  return !is_code(network, layer) && !is_output(network, layer);
}

// The decoder that a mirrored network has: the encoder's layers but the code, backward, and its own
// output.
void mirror(NetworkSpec& network) {
  const LayerSpec output = network.decoder.back();
  network.decoder.clear();
  for (auto layer = network.encoder.rbegin() + 1; layer != network.encoder.rend(); ++layer) {
    network.decoder.push_back(*layer);
  }
  network.decoder.push_back(output);
}

// In a mirrored network a layer of the decoder is edited by way of the encoder's.
std::size_t edited_layer(const RecipeEditor& editor, std::size_t layer) {
  const NetworkSpec& network = editor.draft.network;
  const std::size_t encoders = network.encoder.size();
  if (!editor.mirrored || layer < encoders || !has_image(network, layer)) return layer;
  return 2 * encoders - 2 - layer;
}

void keep_mirrored(RecipeEditor& editor) {
  if (editor.mirrored) mirror(editor.draft.network);
}

// Between what comes in and what goes out.
LayerSpec layer_between(const NetworkSpec& network, std::size_t layer) {
  const Shape input = input_of(network, layer);
  const LayerSpec& next = layer_at(network, layer);
  if (!input.flat()) {
    return {std::clamp<Index>(input.channels, 8, 64), Activation::relu, LayerKind::convolution};
  }
  const Index after = is_vector_layer(next) ? next.units : input.size();
  const double units =
      std::sqrt(static_cast<double>(input.size()) * static_cast<double>(std::max<Index>(after, 1)));
  return {std::max<Index>(round_width(units), 8), Activation::relu, LayerKind::dense};
}

std::vector<LayerSpec>& part_of(NetworkSpec& network, std::size_t layer) {
  return layer < network.encoder.size() ? network.encoder : network.decoder;
}

std::size_t place_in_part(const NetworkSpec& network, std::size_t layer) {
  return layer < network.encoder.size() ? layer : layer - network.encoder.size();
}

// Penalties stay on their layers when those before it come and go.
void shift_penalties(Recipe& recipe, std::size_t from, int by) {
  for (PenaltySpec& penalty : recipe.penalties) {
    if (penalty.layer == PenaltySpec::kCode) continue;
    if (penalty.layer == static_cast<std::int64_t>(from) && by < 0) {
      penalty.layer = PenaltySpec::kCode;
    } else if (penalty.layer >= static_cast<std::int64_t>(from)) {
      penalty.layer += by;
    }
  }
}

double usual_weight(PenaltyKind kind) {
  switch (kind) {
    case PenaltyKind::l1_sum:
      return 1e-5;
    case PenaltyKind::l1_mean:
      return 1e-3;
    case PenaltyKind::kl_sparsity:
      return 1e-2;
    case PenaltyKind::contractive:
      return 1e-4;
    case PenaltyKind::kl_normal:
      return 1;
  }
  return 0;
}

// A code that is drawn has its divergence from N(0, 1) as a penalty, others cannot.
void follow_code(Recipe& recipe) {
  std::erase_if(recipe.penalties,
                [](const PenaltySpec& penalty) { return penalty.kind == PenaltyKind::kl_normal; });
  if (!is_variational(recipe.network)) return;
  recipe.penalties.insert(
      recipe.penalties.begin(),
      {.kind = PenaltyKind::kl_normal, .weight = usual_weight(PenaltyKind::kl_normal)});
}

std::string words_of(const NetworkSpec& network) {
  std::string words = std::to_string(network.inputs);
  for (const Shape& shape : layer_shapes(network)) words += " → " + std::to_string(shape.size());
  return words;
}

}  // namespace

RecipeEditor edit(const Recipe& recipe) {
  return {recipe, recipe, is_mirrored(recipe.network), recipe.network.encoder.size() - 1};
}

std::size_t layer_count(const NetworkSpec& network) {
  return network.encoder.size() + network.decoder.size();
}

LayerSpec& layer_at(NetworkSpec& network, std::size_t layer) {
  return part_of(network, layer)[place_in_part(network, layer)];
}

const LayerSpec& layer_at(const NetworkSpec& network, std::size_t layer) {
  const std::size_t encoders = network.encoder.size();
  return layer < encoders ? network.encoder[layer] : network.decoder[layer - encoders];
}

Shape input_of(const NetworkSpec& network, std::size_t layer) {
  return layer == 0 ? Shape{0, 0, network.inputs} : layer_shapes(network)[layer - 1];
}

bool is_code(const NetworkSpec& network, std::size_t layer) {
  return layer + 1 == network.encoder.size();
}

bool is_output(const NetworkSpec& network, std::size_t layer) {
  return layer + 1 == layer_count(network);
}

bool has_width(const NetworkSpec& network, std::size_t layer) {
  const LayerKind kind = layer_at(network, layer).kind;
  return !is_output(network, layer) &&
         (kind == LayerKind::dense || kind == LayerKind::gaussian ||
          kind == LayerKind::convolution || kind == LayerKind::transposed_convolution);
}

WidthRange width_range(const NetworkSpec& network, std::size_t layer) {
  if (!is_vector_layer(layer_at(network, layer))) return {1, 128};
  return is_code(network, layer) ? WidthRange{1, 1024} : WidthRange{8, 1024};
}

float width_position(const WidthRange& range, Index width) {
  const double share =
      std::log(static_cast<double>(width) / static_cast<double>(range.lowest)) /
      std::log(static_cast<double>(range.highest) / static_cast<double>(range.lowest));
  return static_cast<float>(std::clamp(share, 0.0, 1.0));
}

Index width_at(const WidthRange& range, float position) {
  const double ratio = static_cast<double>(range.highest) / static_cast<double>(range.lowest);
  const Index width = round_width(static_cast<double>(range.lowest) *
                                  std::pow(ratio, static_cast<double>(position)));
  return std::clamp(width, range.lowest, range.highest);
}

Index round_width(double units) {
  return static_cast<Index>(units <= 64 ? std::round(units) : 8 * std::round(units / 8));
}

bool can_be_mirrored(const NetworkSpec& network) {
  return std::all_of(network.encoder.begin(), network.encoder.end(), is_vector_layer) &&
         std::all_of(network.decoder.begin(), network.decoder.end(), is_vector_layer);
}

bool is_mirrored(const NetworkSpec& network) {
  if (!can_be_mirrored(network)) return false;
  NetworkSpec image = network;
  mirror(image);
  return image == network;
}

void set_mirrored(RecipeEditor& editor, bool mirrored) {
  editor.mirrored = mirrored;
  keep_mirrored(editor);
  editor.selected = std::min(editor.selected, layer_count(editor.draft.network) - 1);
}

void set_units(RecipeEditor& editor, std::size_t layer, Index units) {
  layer_at(editor.draft.network, edited_layer(editor, layer)).units = units;
  keep_mirrored(editor);
}

void set_activation(RecipeEditor& editor, std::size_t layer, Activation activation) {
  layer_at(editor.draft.network, edited_layer(editor, layer)).activation = activation;
  keep_mirrored(editor);
}

void set_kind(RecipeEditor& editor, std::size_t layer, LayerKind kind) {
  LayerSpec& spec = layer_at(editor.draft.network, layer);
  const bool had_units = spec.units > 0;
  spec.kind = kind;
  const bool counts =
      kind == LayerKind::max_pool || kind == LayerKind::upsample || kind == LayerKind::flatten;
  if (counts) spec.units = 0;
  if (!counts && !had_units) spec.units = 16;
  if (counts || kind == LayerKind::gaussian) spec.activation = Activation::linear;
  if (kind == LayerKind::transposed_convolution) spec.kernel = 2;
  if (is_code(editor.draft.network, layer)) follow_code(editor.draft);
  keep_mirrored(editor);
}

void add_layer(RecipeEditor& editor, std::size_t layer) {
  NetworkSpec& network = editor.draft.network;
  const std::size_t encoders = network.encoder.size();
  // The gap behind the decoder's layer is the one before the encoder's.
  const bool in_image = editor.mirrored && layer >= encoders;
  const std::size_t at = in_image ? 2 * encoders - 1 - layer : layer;
  const LayerSpec added = layer_between(network, at);
  std::vector<LayerSpec>& part = part_of(network, at);
  part.insert(part.begin() + static_cast<std::ptrdiff_t>(place_in_part(network, at)), added);
  if (at < encoders) shift_penalties(editor.draft, at, 1);
  keep_mirrored(editor);
  editor.selected = in_image ? layer + 1 : layer;
}

bool can_remove(const RecipeEditor& editor, std::size_t layer) {
  const NetworkSpec& network = editor.draft.network;
  if (is_output(network, layer)) return false;
  return layer >= network.encoder.size() || network.encoder.size() > 1;
}

void remove_layer(RecipeEditor& editor, std::size_t layer) {
  NetworkSpec& network = editor.draft.network;
  const std::size_t at = edited_layer(editor, layer);
  const bool in_encoder = at < network.encoder.size();
  std::vector<LayerSpec>& part = part_of(network, at);
  part.erase(part.begin() + static_cast<std::ptrdiff_t>(place_in_part(network, at)));
  if (in_encoder) shift_penalties(editor.draft, at, -1);
  keep_mirrored(editor);
  editor.selected = std::min(at > 0 ? at - 1 : 0, layer_count(network) - 1);
}

std::vector<LayerKind> kinds_for(const NetworkSpec& network, std::size_t layer) {
  if (input_of(network, layer).flat()) {
    if (layer_at(network, layer).kind == LayerKind::unflatten) return {LayerKind::unflatten};
    if (is_code(network, layer)) return {LayerKind::dense, LayerKind::gaussian};
    return {LayerKind::dense};
  }
  return {LayerKind::convolution, LayerKind::transposed_convolution, LayerKind::max_pool,
          LayerKind::upsample, LayerKind::flatten};
}

const PenaltySpec* penalty_of(const Recipe& recipe) {
  return recipe.penalties.empty() ? nullptr : &recipe.penalties.front();
}

void set_penalty(Recipe& recipe, PenaltyKind kind) {
  remove_penalty(recipe);
  recipe.penalties.insert(recipe.penalties.begin(), {.kind = kind, .weight = usual_weight(kind)});
}

void remove_penalty(Recipe& recipe) {
  if (!recipe.penalties.empty()) recipe.penalties.erase(recipe.penalties.begin());
}

std::string complaint(const Recipe& recipe, const RecipeLimit& limit) {
  Result<Done> fine = validate(recipe);
  if (fine.ok() && limit) fine = limit(recipe);
  if (fine.ok()) return {};
  std::string sentence = fine.error().message;
  // A field's name keeps its small letter.
  const bool is_field = sentence.find(':') < sentence.find(' ');
  if (!is_field && !sentence.empty()) {
    sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  }
  return sentence + ".";
}

std::size_t layer_of_complaint(const NetworkSpec& network, const std::string& complaint) {
  for (std::size_t i = 0; i < layer_count(network); ++i) {
    const bool encoder = i < network.encoder.size();
    const std::string path =
        (encoder ? "encoder[" : "decoder[") + std::to_string(place_in_part(network, i)) + "]";
    if (complaint.starts_with(path)) return i;
  }
  if (complaint.starts_with("decoder:") || complaint.starts_with("loss:")) {
    return layer_count(network) - 1;
  }
  return layer_count(network);
}

Recipe finished(const RecipeEditor& editor) {
  Recipe recipe = editor.draft;
  recipe.name = editor.original.name;
  if (recipe.name.empty()) recipe.name = "custom";
  if (!recipe.name.ends_with('*')) recipe.name += '*';
  recipe.description = "Edited by hand: " + words_of(recipe.network) + ".";
  return recipe;
}

}  // namespace hourglass

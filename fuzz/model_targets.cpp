#include "model_targets.h"

#include <algorithm>

#include "check.h"
#include "engine/network.h"
#include "io/builtin_recipes.h"
#include "io/checkpoint.h"
#include "io/recipe_json.h"
#include "io/safetensors.h"
#include "io/weights.h"
#include "support/blobs.h"
#include "training/trainer.h"

namespace hourglass::fuzz {
namespace {

constexpr std::size_t kAsItStands = 0xffff;
constexpr std::size_t kLengthBytes = 8;

Bytes file_of(std::span<const std::uint8_t> input) {
  const std::size_t length = take_number(input);
  if (length == kAsItStands) return {input.begin(), input.end()};
  Bytes file(kLengthBytes + input.size());
  file[0] = static_cast<std::uint8_t>(length % 256);
  file[1] = static_cast<std::uint8_t>(length / 256);
  std::copy(input.begin(), input.end(), file.begin() + kLengthBytes);
  return file;
}

Bytes input_of(const Bytes& file) {
  Bytes input(file.size() - kLengthBytes + 2);
  input[0] = file[1];
  input[1] = file[0];
  std::copy(file.begin() + kLengthBytes, file.end(), input.begin() + 2);
  return input;
}

Recipe small_recipe() {
  Recipe recipe;
  recipe.network = {
      4, {{3, Activation::relu}, {2, Activation::linear}}, {{4, Activation::sigmoid}}};
  return recipe;
}

}  // namespace

void run_recipe(std::span<const std::uint8_t> input) {
  const Result<Recipe> recipe = parse_recipe(text_of(input));
  if (!was_read(recipe)) return;
  require(validate(recipe.value()).ok(), "what is read is valid");
  const std::string text = recipe_to_json(recipe.value());
  const Result<Recipe> again = parse_recipe(text);
  require(again.ok() && recipe_to_json(again.value()) == text, "what is written is read");
}

std::vector<Bytes> recipe_seeds() {
  std::vector<Bytes> seeds;
  for (const BuiltinRecipe& recipe : builtin_recipes()) seeds.push_back(bytes_of(recipe.json));
  return seeds;
}

void run_safetensors(std::span<const std::uint8_t> input) {
  const Bytes file = file_of(input);
  const Result<TensorFile> read = parse_safetensors(file);
  if (!was_read(read)) return;
  std::size_t bytes = 0;
  for (const TensorView& tensor : read.value().tensors) {
    bytes += tensor.bytes.size();
    const std::size_t each = tensor.precision == Precision::f32 ? 4 : 2;
    require(values_of(tensor).size() * each == tensor.bytes.size(), "a tensor has its bytes");
  }
  require(bytes <= file.size(), "tensors lie in the file");
}

std::vector<Bytes> safetensors_seeds() {
  const std::vector<float> values = {1, -2, 0.5f, 0, 1e30f, -1e-30f};
  const TensorToWrite tensors[] = {{"a", {2, 3}, values}, {"b.c", {6}, values}, {"none", {0}, {}}};
  return {input_of(write_safetensors(tensors, {{"key", "text"}})),
          input_of(write_safetensors(tensors, {}, Precision::bf16).value())};
}

void run_weights(std::span<const std::uint8_t> input) {
  const Bytes file = file_of(input);
  const Result<Model> model = read_weights(file);
  if (!was_read(model)) return;
  const Result<Model> again = read_weights(write_weights(model.value()));
  require(again.ok() && again.value().parameters == model.value().parameters,
          "what is written is read");
}

std::vector<Bytes> weights_seeds() {
  const Recipe recipe = small_recipe();
  const Network<float> network(recipe.network);
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()), 0.25f);
  const Model model{recipe, parameters};
  return {input_of(write_weights(model)), input_of(write_weights(model, Precision::f16).value())};
}

void run_checkpoint(std::span<const std::uint8_t> input) {
  const Result<Checkpoint> checkpoint = read_checkpoint(file_of(input));
  if (!was_read(checkpoint)) return;
  require(validate(checkpoint.value().recipe).ok(), "what is read is valid");
}

std::vector<Bytes> checkpoint_seeds() {
  Recipe recipe;
  recipe.network = {64, {{2, Activation::relu}}, {{64, Activation::sigmoid}}};
  recipe.schedule.kind = ScheduleKind::plateau;
  recipe.early_stop.patience = 2;
  recipe.batch_size = 20;
  Workers workers(1);
  Trainer trainer(recipe, test::blobs(40, 20), workers);
  std::vector<Bytes> seeds;
  for (int i = 0; i < 6; ++i) {
    trainer.advance();
    seeds.push_back(input_of(write_checkpoint({recipe, 1, 0.5, trainer.state()})));
  }
  return seeds;
}

}  // namespace hourglass::fuzz

#include "io/weights.h"

#include <cassert>
#include <cmath>

#include "engine/network.h"
#include "io/recipe_json.h"
#include "io/tensor_order.h"

namespace hourglass {
namespace {

constexpr char kRecipe[] = "hourglass.recipe";

std::vector<std::int64_t> shape_of(const TensorInfo& info) {
  return {info.shape.begin(), info.shape.end()};
}

const TensorView* find(const TensorFile& file, const std::string& name) {
  for (const TensorView& tensor : file.tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

Result<Done> check_tensor(const TensorInfo& info, const TensorFile& file) {
  const TensorView* tensor = find(file, info.name);
  const std::string expected = shape_to_text(shape_of(info));
  if (tensor == nullptr) {
    return Error{"the weights lack the tensor " + info.name + " of shape " + expected};
  }
  if (tensor->shape != shape_of(info)) {
    return Error{"the weights have " + info.name + " of shape " + shape_to_text(tensor->shape) +
                 ", expected " + expected};
  }
  return Done{};
}

Result<Done> check_finite(const TensorInfo& info, std::span<const float> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      return Error{"the weights hold a number that is not finite: element " + std::to_string(i) +
                   " of " + info.name};
    }
  }
  return Done{};
}

Result<Done> check_nothing_else(const Network<float>& network, const TensorFile& file) {
  for (const TensorView& tensor : file.tensors) {
    bool known = false;
    for (const TensorInfo& info : network.tensors()) known |= info.name == tensor.name;
    if (!known) {
      return Error{"the weights have the tensor \"" + tensor.name.substr(0, 64) +
                   "\", which the recipe's network has not"};
    }
  }
  return Done{};
}

Result<Model> assemble(const TensorFile& file, const Recipe& recipe) {
  const Network<float> network(recipe.network);
  // Shapes first: then what is allocated is no more than the file really holds.
  for (const TensorInfo& info : network.tensors()) {
    if (auto fine = check_tensor(info, file); !fine.ok()) return fine.error();
  }
  if (auto fine = check_nothing_else(network, file); !fine.ok()) return fine.error();

  Model model{recipe, std::vector<float>(static_cast<std::size_t>(network.parameter_count()))};
  for (const TensorInfo& info : network.tensors()) {
    const auto values =
        std::span(model.parameters)
            .subspan(static_cast<std::size_t>(info.offset), static_cast<std::size_t>(info.size));
    const std::vector<float> read = values_of(*find(file, info.name));
    from_pytorch_order(info, read, values);
    if (auto fine = check_finite(info, read); !fine.ok()) return fine.error();
  }
  return model;
}

// What a model's file holds; the numbers are in PyTorch's order.
struct Content {
  std::vector<float> values;
  std::vector<TensorToWrite> tensors;  // views into them
  Metadata metadata;
};

Content content_of(const Model& model) {
  const Network<float> network(model.recipe.network);
  assert(static_cast<Index>(model.parameters.size()) == network.parameter_count());
  Content content;
  content.values.resize(model.parameters.size());
  for (const TensorInfo& info : network.tensors()) {
    const auto offset = static_cast<std::size_t>(info.offset),
               size = static_cast<std::size_t>(info.size);
    const auto written = std::span(content.values).subspan(offset, size);
    to_pytorch_order(info, std::span(model.parameters).subspan(offset, size), written);
    content.tensors.push_back({info.name, shape_of(info), written});
  }
  // "format" is what Hugging Face's loaders look for before they take a file for PyTorch's.
  content.metadata = {{"format", "pt"}, {kRecipe, recipe_to_json(model.recipe)}};
  return content;
}

}  // namespace

std::vector<std::uint8_t> write_weights(const Model& model) {
  const Content content = content_of(model);
  return write_safetensors(content.tensors, content.metadata);
}

Result<std::vector<std::uint8_t>> write_weights(const Model& model, Precision precision) {
  const Content content = content_of(model);
  return write_safetensors(content.tensors, content.metadata, precision);
}

Result<Model> read_weights(std::span<const std::uint8_t> bytes) {
  const Result<TensorFile> file = parse_safetensors(bytes);
  if (!file.ok()) return file.error();
  const auto& metadata = file.value().metadata;
  const auto recipe_text = metadata.find(kRecipe);
  if (recipe_text == metadata.end()) {
    return Error{
        "the weights come without a recipe (no \"hourglass.recipe\" in the metadata); "
        "give the recipe of their network"};
  }
  const Result<Recipe> recipe = parse_recipe(recipe_text->second);
  if (!recipe.ok()) return Error{"the recipe inside the weights: " + recipe.error().message};
  return assemble(file.value(), recipe.value());
}

Result<Model> read_weights(std::span<const std::uint8_t> bytes, const Recipe& recipe) {
  const Result<TensorFile> file = parse_safetensors(bytes);
  if (!file.ok()) return file.error();
  return assemble(file.value(), recipe);
}

}  // namespace hourglass

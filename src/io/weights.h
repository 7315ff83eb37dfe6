// A trained model as a file: safetensors with PyTorch's names and layouts, the recipe beside them.
//
//   write_file_atomically("b.safetensors", write_weights(model));
//   Result<Model> again = read_weights(bytes);
//
// In Python: safetensors.torch.load_file("b.safetensors") gives the state dict of
// nn.ModuleDict(encoder=nn.Sequential(...), decoder=nn.Sequential(...)); a state dict that is saved
// from there comes back with the second read_weights().
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/result.h"
#include "io/safetensors.h"
#include "training/recipe.h"

namespace hourglass {

struct Model {
  Recipe recipe;
  std::vector<float> parameters;  // the arena of Network<float>(recipe.network)
};

// The recipe goes as JSON into the file's metadata, under "hourglass.recipe".
// Precondition: the recipe is valid and parameters has its network's size.
std::vector<std::uint8_t> write_weights(const Model& model);

// The same in another precision (io/safetensors.h): half of the bytes, and the numbers rounded.
// Fails with a sentence that names the tensor which holds a number beyond it.
Result<std::vector<std::uint8_t>> write_weights(const Model& model, Precision precision);

// In any precision. The bytes are not trusted. Fails with a sentence that names the tensor which is
// missing, unexpected, of another shape, or holds a number that is not finite.
Result<Model> read_weights(std::span<const std::uint8_t> file);

// The same with a recipe from elsewhere; one in the file is not looked at.
// Precondition: validate(recipe).ok().
Result<Model> read_weights(std::span<const std::uint8_t> file, const Recipe& recipe);

}  // namespace hourglass

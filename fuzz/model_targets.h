// Targets of src/io: recipes, safetensors, weights and checkpoints. For the last three, which begin
// with the length of their header, an input is the header's length in two bytes and then header and
// data: so that what is found is seldom that the length is wrong. An input that begins with ff ff
// is a file as it stands.
#pragma once

#include "targets.h"

namespace hourglass::fuzz {

void run_recipe(std::span<const std::uint8_t> input);
std::vector<Bytes> recipe_seeds();

void run_safetensors(std::span<const std::uint8_t> input);
void run_weights(std::span<const std::uint8_t> input);
void run_checkpoint(std::span<const std::uint8_t> input);
std::vector<Bytes> safetensors_seeds();
std::vector<Bytes> weights_seeds();
std::vector<Bytes> checkpoint_seeds();

}  // namespace hourglass::fuzz

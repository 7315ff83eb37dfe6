// The Python source of a network's equivalent in PyTorch.
#pragma once

#include <string>

#include "training/recipe.h"

namespace hourglass {

// A class Autoencoder(nn.Module) with `encoder` and `decoder` as nn.Sequential, whose state dict
// has the names and shapes of the tensors that write_weights() writes:
//
//   model = Autoencoder().eval()
//   model.load_state_dict(safetensors.torch.load_file("b.safetensors"))
//   y = model(x)              # x (batch, inputs) -> y (batch, inputs)
//
// Images of several channels come in and go out in PyTorch's order there, channel by channel.
// Precondition: validate(recipe).ok().
std::string pytorch_module(const Recipe& recipe);

}  // namespace hourglass

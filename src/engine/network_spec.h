// What a network is made of, as plain data: what recipes hold and what build_network() reads.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/matrix.h"
#include "engine/result.h"

namespace hourglass {

enum class Activation : std::uint8_t { linear, relu, sigmoid, tanh };

// A dense layer: y = activation(W x + b), W (units x inputs).
struct LayerSpec {
  Index units = 0;
  Activation activation = Activation::linear;

  bool operator==(const LayerSpec&) const = default;
};

// An hourglass: encoder then decoder; the output of the encoder's last layer is the code.
struct NetworkSpec {
  Index inputs = 784;
  std::vector<LayerSpec> encoder;
  std::vector<LayerSpec> decoder;

  Index code_size() const { return encoder.empty() ? inputs : encoder.back().units; }
  bool operator==(const NetworkSpec&) const = default;
};

// Weights and biases together. Counted in 64 bits, so that a hostile spec cannot overflow it.
std::int64_t parameter_count(const NetworkSpec& spec);

// Fails with a sentence unless there is an encoder and a decoder, each layer has 1 ... 65,536
// units, there are at most 64 layers and 64 Mi parameters, and the decoder ends at spec.inputs.
Result<Done> validate(const NetworkSpec& spec);

}  // namespace hourglass

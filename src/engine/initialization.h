// First weights of a network.
#pragma once

#include <cstdint>
#include <span>

#include "engine/network.h"

namespace hourglass {

enum class Initialization : std::uint8_t {
  pytorch,  // nn.Linear's default: weights and biases uniform in +-1/sqrt(fan_in)
  xavier,   // Glorot and Bengio 2010: weights uniform in +-sqrt(6 / (fan_in + fan_out)), biases 0
  he,       // He et al. 2015: weights normal with deviation sqrt(2 / fan_in), biases 0
};

// Assigns the whole arena from the seed's Stream::weights, tensor by tensor.
template <class S>
void initialize(const Network<S>& network, Initialization initialization, std::uint64_t seed,
                std::span<S> parameters);

}  // namespace hourglass

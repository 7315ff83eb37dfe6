// Optimisers: one fused pass over the parameter arena.
//
//   OptimizerState<float> state(network.parameter_count());
//   update(spec, gradient, network.layer_ends(), parameters, state, workers);
#pragma once

#include <cstdint>
#include <span>

#include "engine/matrix.h"
#include "engine/workers.h"

namespace hourglass {

enum class OptimizerKind : std::uint8_t { adam, sgd };

// weight_decay adds weight_decay * w to the gradient, as PyTorch's Adam and SGD do (L2, not
// AdamW's decoupled decay).
struct OptimizerSpec {
  OptimizerKind kind = OptimizerKind::adam;
  double learning_rate = 1e-3;
  double weight_decay = 0;
  double beta1 = 0.9;     // adam
  double beta2 = 0.999;   // adam
  double epsilon = 1e-8;  // adam
  double momentum = 0;    // sgd

  bool operator==(const OptimizerSpec&) const = default;
};

template <class S>
struct OptimizerState {
  explicit OptimizerState(std::size_t parameters) : first(parameters), second(parameters) {}

  std::int64_t step = 0;  // updates done
  Arena<S> first;         // adam: mean of gradients; sgd: momentum buffer
  Arena<S> second;        // adam: mean of squared gradients
};

// One step. Adam: Kingma and Ba 2015, algorithm 1, in PyTorch's order of operations. SGD with
// momentum: v = momentum v + g, w -= learning_rate v.
// Reads gradient, adds to parameters, assigns state. `ends`, of the arena's layers, rising: threads
// share each layer evenly, as they do in its products (kernels/product.cpp). Moments under 1e-30
// become 0: WebAssembly cannot flush denormals, and they are about 40 times slower there.
template <class S>
void update(const OptimizerSpec& spec, std::span<const S> gradient, std::span<const Index> ends,
            std::span<S> parameters, OptimizerState<S>& state, Workers& workers);

}  // namespace hourglass

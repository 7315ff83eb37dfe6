// One layer of a network. A layer holds shapes, no numbers: parameters and gradients are passed in
// as its part of the arena.
#pragma once

#include <vector>

#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

// A tensor of a layer's own, in the order in which they lie in its part of the arena.
struct LayerTensor {
  const char* name;          // "weight" or "bias"
  std::vector<Index> shape;  // (out, in) or (out)
};

template <class S>
class Layer {
 public:
  virtual ~Layer() = default;

  virtual Index inputs() const = 0;
  virtual Index outputs() const = 0;
  virtual std::vector<LayerTensor> tensors() const = 0;

  // x (inputs x n) -> y (outputs x n), assigned, with the activation applied.
  virtual void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
                       Workers& workers) const = 0;

  // dz (outputs x n): d loss / d what this layer's activation was given.
  // Assigns `gradient`, this layer's part of the gradient arena.
  virtual void backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient,
                                   Workers& workers) const = 0;

  // Assigns dx (inputs x n): d loss / d what the previous layer's activation was given, of which
  // x = previous(...) is the result.
  virtual void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz,
                             Activation previous, Batch<S> dx, Workers& workers) const = 0;
};

}  // namespace hourglass

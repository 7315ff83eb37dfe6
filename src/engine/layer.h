// One layer of a network. A layer holds shapes, no numbers: parameters and gradients are passed in
// as its part of the arena.
//
// Batches of images must be whole: each column right behind the one before.
#pragma once

#include <string>
#include <vector>

#include "engine/axis_order.h"
#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

// A tensor of a layer's own, in the order in which they lie in its part of the arena.
struct LayerTensor {
  std::string name;          // "weight", "bias", "mean.weight"
  std::vector<Index> shape;  // PyTorch's
  Index fan_in;              // inputs of one unit
  Index fan_out;             // units that one input goes to
  AxisOrder order = {};
};

// What a layer may use besides its input and output.
template <class S>
struct Room {
  S* scratch;                          // scratch_size() numbers, of no meaning between calls
  const Matrix<S>* epsilon = nullptr;  // standard normal, (code x batch); absent outside training
};

template <class S>
class Layer {
 public:
  virtual ~Layer() = default;

  virtual Index inputs() const = 0;
  virtual Index outputs() const = 0;
  virtual std::vector<LayerTensor> tensors() const { return {}; }
  // Numbers of Room::scratch for up to `batch` columns.
  virtual Index scratch_size(Index /*batch*/) const { return 0; }

  // x (inputs x n) -> y (outputs x n), assigned, with the activation applied.
  virtual void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
                       const Room<S>& room, Workers& workers) const = 0;

  // dz (outputs x n): d loss / d what this layer's activation was given.
  // Assigns `gradient`, this layer's part of the gradient arena.
  virtual void backward_parameters(ConstBatch<S> /*x*/, ConstBatch<S> /*dz*/, S* /*gradient*/,
                                   const Room<S>& /*room*/, Workers& /*workers*/) const {}

  // Assigns dx (inputs x n): d loss / d what the previous layer's activation was given, of which
  // x = previous(...) is the result.
  virtual void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz,
                             Activation previous, Batch<S> dx, const Room<S>& room,
                             Workers& workers) const = 0;
};

}  // namespace hourglass

// The dense layer: y = activation(W x + b).
#pragma once

#include "engine/layer.h"

namespace hourglass {

template <class S>
class Dense final : public Layer<S> {
 public:
  // `from` and `to`: the images of which the vectors on either side are the numbers, if any;
  // PyTorch counts those in another order.
  Dense(Index inputs, Index outputs, const Shape& from = {}, const Shape& to = {})
      : inputs_(inputs), outputs_(outputs), from_(from), to_(to) {}

  Index inputs() const override { return inputs_; }
  Index outputs() const override { return outputs_; }
  // weight (outputs x inputs), then bias (outputs).
  std::vector<LayerTensor> tensors() const override;
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               const Room<S>& room, Workers& workers) const override;
  void backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient, const Room<S>& room,
                           Workers& workers) const override;
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, const Room<S>& room, Workers& workers) const override;

 private:
  Index inputs_;
  Index outputs_;
  Shape from_;
  Shape to_;
};

}  // namespace hourglass

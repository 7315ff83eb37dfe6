// The dense layer: y = activation(W x + b).
#pragma once

#include "engine/layer.h"

namespace hourglass {

template <class S>
class Dense final : public Layer<S> {
 public:
  Dense(Index inputs, Index outputs) : inputs_(inputs), outputs_(outputs) {}

  Index inputs() const override { return inputs_; }
  Index outputs() const override { return outputs_; }
  // weight (outputs x inputs), then bias (outputs).
  std::vector<LayerTensor> tensors() const override;
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               Workers& workers) const override;
  void backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient,
                           Workers& workers) const override;
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, Workers& workers) const override;

 private:
  Index inputs_;
  Index outputs_;
};

}  // namespace hourglass

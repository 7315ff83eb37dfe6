// Layers without parameters that change the size of NHWC images.
#pragma once

#include "engine/layer.h"

namespace hourglass {

// The largest of each 2x2 pixels, channel by channel; a last row or column that is left over is not
// looked at. The gradient goes to the first of equal ones, as in PyTorch.
template <class S>
class MaxPool final : public Layer<S> {
 public:
  explicit MaxPool(const Shape& input)
      : input_(input), output_{input.height / 2, input.width / 2, input.channels} {}

  Index inputs() const override { return input_.size(); }
  Index outputs() const override { return output_.size(); }
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               const Room<S>& room, Workers& workers) const override;
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, const Room<S>& room, Workers& workers) const override;

 private:
  Shape input_;
  Shape output_;
};

// Each pixel becomes 2x2 pixels.
template <class S>
class Upsample final : public Layer<S> {
 public:
  explicit Upsample(const Shape& input)
      : input_(input), output_{2 * input.height, 2 * input.width, input.channels} {}

  Index inputs() const override { return input_.size(); }
  Index outputs() const override { return output_.size(); }
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               const Room<S>& room, Workers& workers) const override;
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, const Room<S>& room, Workers& workers) const override;

 private:
  Shape input_;
  Shape output_;
};

}  // namespace hourglass

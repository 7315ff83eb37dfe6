// 3x3 convolution and transposed convolution of NHWC images: y = activation(W * x + b).
#pragma once

#include "engine/kernels/convolution.h"
#include "engine/layer.h"

namespace hourglass {

template <class S>
class Convolution final : public Layer<S> {
 public:
  // 3x3, stride 1, one pixel of zeros around the image.
  static Convolution same(const Shape& input, Index channels);
  // Stride 2, twice the height and width. Kernel 2, or 3 with padding 1 and output padding 1 as
  // PyTorch's ConvTranspose2d.
  static Convolution transposed(const Shape& input, Index channels, Index kernel);

  Index inputs() const override { return input().size(); }
  Index outputs() const override { return output().size(); }
  // weight, then bias (channels). The weight's shape and its fans are PyTorch's: (channels x input
  // channels x kernel x kernel), transposed (input channels x channels x kernel x kernel) and with
  // fan_in counted over its second axis; in the arena it lies as the kernels want it.
  std::vector<LayerTensor> tensors() const override;
  Index scratch_size(Index batch) const override { return convolution_scratch(geometry_, batch); }
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               const Room<S>& room, Workers& workers) const override;
  void backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient, const Room<S>& room,
                           Workers& workers) const override;
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, const Room<S>& room, Workers& workers) const override;

 private:
  Convolution(const PatchGeometry& geometry, bool spreads, bool transposed)
      : geometry_(geometry), spreads_(spreads), transposed_(transposed) {}
  const Shape& input() const { return spreads_ ? geometry_.small : geometry_.big; }
  const Shape& output() const { return spreads_ ? geometry_.big : geometry_.small; }

  PatchGeometry geometry_;
  bool spreads_;  // forward is convolution_spread: the input is the small image
  bool transposed_;
};

}  // namespace hourglass

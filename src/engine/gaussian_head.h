// The code of a variational autoencoder (Kingma and Welling 2014): the encoder gives mean and
// log-variance of a normal distribution, of which each number of the code is one draw.
//
// Two layers of a network: the statistics, and the code that is made of them.
#pragma once

#include "engine/dense.h"

namespace hourglass {

// x -> means, then log-variances (2 units): PyTorch's two nn.Linear "mean" and "log_variance".
template <class S>
class GaussianStatistics final : public Layer<S> {
 public:
  GaussianStatistics(Index inputs, Index units, const Shape& from = {})
      : dense_(inputs, 2 * units), units_(units), from_(from) {}

  Index inputs() const override { return dense_.inputs(); }
  Index outputs() const override { return dense_.outputs(); }
  // mean.weight, log_variance.weight (units x inputs), mean.bias, log_variance.bias (units): in the
  // arena one weight and one bias.
  std::vector<LayerTensor> tensors() const override;
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               const Room<S>& room, Workers& workers) const override {
    dense_.forward(parameters, x, activation, y, room, workers);
  }
  void backward_parameters(ConstBatch<S> x, ConstBatch<S> dz, S* gradient, const Room<S>& room,
                           Workers& workers) const override {
    dense_.backward_parameters(x, dz, gradient, room, workers);
  }
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, const Room<S>& room, Workers& workers) const override {
    dense_.backward_data(parameters, x, dz, previous, dx, room, workers);
  }

 private:
  Dense<S> dense_;
  Index units_;
  Shape from_;
};

// Statistics -> code. In training mean + exp(log-variance / 2) * epsilon, the reparameterisation;
// without an epsilon the mean.
template <class S>
class GaussianCode final : public Layer<S> {
 public:
  explicit GaussianCode(Index units) : units_(units) {}

  Index inputs() const override { return 2 * units_; }
  Index outputs() const override { return units_; }
  void forward(const S* parameters, ConstBatch<S> x, Activation activation, Batch<S> y,
               const Room<S>& room, Workers& workers) const override;
  void backward_data(const S* parameters, ConstBatch<S> x, ConstBatch<S> dz, Activation previous,
                     Batch<S> dx, const Room<S>& room, Workers& workers) const override;

 private:
  Index units_;
};

// Assigns code (units x n) from statistics (2 units x n) and epsilon (units x n).
template <class S>
void draw_code(ConstBatch<S> statistics, ConstBatch<S> epsilon, Batch<S> code);

// KL(q || N(0, 1)) in nats of one image's q, statistics (2 units): Kingma and Welling, appendix B.
template <class S>
double kl_to_normal(const ConstColumn<S>& statistics);

}  // namespace hourglass

#include "engine/contractive.h"

#include <algorithm>

#include "engine/activation.h"
#include "engine/kernels/product.h"

namespace hourglass {

template <class S>
Contractive<S>::Contractive(const Network<S>& network, Index max_batch) : network_(&network) {
  const Index layers = network.encoder_layers();
  Index widest = 0;
  for (Index l = 0; l < layers; ++l) {
    const Index units = network.layer(l).outputs();
    widest = std::max(widest, units);
    if (layers > 1) {
      layers_.push_back(
          {Matrix<S>(units, max_batch), Matrix<S>(units, max_batch), Matrix<S>(units, max_batch)});
    }
  }
  if (layers > 1) input_.resize(network.inputs(), max_batch);
  gradient_.resize(static_cast<std::size_t>(network.offset(layers)));
  no_bias_.resize(static_cast<std::size_t>(widest));
  row_norms_.resize(widest);
  row_sums_.resize(widest);
}

template <class S>
double Contractive<S>::measure(double weight, const S* parameters, Index n, const Pass<S>& pass,
                               RandomKey key, std::span<Matrix<S>> added, Workers& workers,
                               const BatchPart& part) {
  const auto scale = static_cast<S>(weight / static_cast<double>(part.whole(n)));
  return layers_.empty() ? measure_exactly(scale, parameters, n, pass, added[0])
                         : estimate(scale, parameters, n, pass, key, added, workers, part.first);
}

template <class S>
double Contractive<S>::measure_exactly(S scale, const S* parameters, Index n, const Pass<S>& pass,
                                       Matrix<S>& added) {
  const Index units = network_->layer(0).outputs(), inputs = network_->inputs();
  const Activation activation = network_->activation(0);
  const ConstWeights<S> w(parameters, units, inputs);
  auto norms = row_norms_.head(units), sums = row_sums_.head(units);
  norms = w.rowwise().squaredNorm();
  sums.setZero();
  double penalty = 0;
  for (Index c = 0; c < n; ++c) {
    for (Index j = 0; j < units; ++j) {
      const S y = pass.outputs[0](j, c), slope = derivative(activation, y);
      sums(j) += slope * slope;
      added(j, c) += 2 * scale * slope * second_derivative(activation, y) * norms(j);
    }
  }
  for (Index j = 0; j < units; ++j) penalty += static_cast<double>(sums(j) * norms(j));
  Weights<S> gradient(gradient_.data(), units, inputs);
  for (Index j = 0; j < units; ++j) gradient.row(j) = w.row(j) * (2 * scale * sums(j));
  return static_cast<double>(scale) * penalty;
}

// J^T v, layer by layer, of which each layer keeps what came to it.
template <class S>
void Contractive<S>::take_back(const S* parameters, Index n, const Pass<S>& pass,
                               Workers& workers) {
  for (auto l = layers_.size(); l-- > 0;) {
    const auto at = static_cast<Index>(l);
    const Layer& layer = layers_[l];
    auto before = layers_[l].before.leftCols(n);
    before = layer.back.leftCols(n);
    multiply_by_derivative(network_->activation(at), pass.outputs[l].leftCols(n), before);
    const ConstWeights<S> w(parameters + network_->offset(at), network_->layer(at).outputs(),
                            network_->layer(at).inputs());
    Batch<S> to = l == 0 ? input_.leftCols(n) : layers_[l - 1].back.leftCols(n);
    product_backward_data<S>(w, before, to, Activation::linear, to, workers);
  }
}

// With g_l = back, d_l = f'(z_l) g_l = before, g_(l-1) = W_l^T d_l and the penalty |g_0|^2: its
// derivatives with respect to g_(l-1) give those to d_l, W_l, z_l and g_l, from l = 1 upwards.
template <class S>
double Contractive<S>::estimate(S scale, const S* parameters, Index n, const Pass<S>& pass,
                                RandomKey key, std::span<Matrix<S>> added, Workers& workers,
                                Index first_image) {
  Matrix<S>& signs = layers_.back().back;
  for (Index i = 0, number = signs.rows() * first_image; i < signs.rows() * n; ++i, ++number) {
    signs(i % signs.rows(), i / signs.rows()) =
        (random_bits(key, static_cast<std::uint64_t>(number)) & 1) != 0 ? S{-1} : S{1};
  }
  take_back(parameters, n, pass, workers);
  double penalty = 0;
  for (Index c = 0; c < n; ++c) penalty += static_cast<double>(input_.col(c).squaredNorm());
  input_.leftCols(n) *= 2 * scale;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const auto at = static_cast<Index>(l);
    const Index units = network_->layer(at).outputs(), inputs = network_->layer(at).inputs();
    const Activation activation = network_->activation(at);
    const ConstBatch<S> from = (l == 0 ? input_ : layers_[l - 1].derivative).leftCols(n);
    auto derivative = layers_[l].derivative.leftCols(n);
    const auto y = pass.outputs[l].leftCols(n);

    S* const gradient = gradient_.data() + network_->offset(at);
    product_backward_weights<S>(layers_[l].before.leftCols(n), from,
                                Weights<S>(gradient, units, inputs), gradient + units * inputs,
                                workers);
    std::fill_n(gradient + units * inputs, units, S{0});
    product_forward<S>(ConstWeights<S>(parameters + network_->offset(at), units, inputs),
                       no_bias_.data(), from, Activation::linear, derivative, workers);
    added[l].leftCols(n).array() += y.unaryExpr([activation](S value) {
                                       return second_derivative(activation, value);
                                     }).array() *
                                    layers_[l].back.leftCols(n).array() * derivative.array();
    multiply_by_derivative(activation, y, derivative);
  }
  return static_cast<double>(scale) * penalty;
}

template <class S>
void Contractive<S>::add_to(S* gradient) const {
  const auto size = static_cast<Index>(gradient_.size());
  Eigen::Map<Column<S>>(gradient, size) += Eigen::Map<const Column<S>>(gradient_.data(), size);
}

template class Contractive<float>;
template class Contractive<double>;

}  // namespace hourglass

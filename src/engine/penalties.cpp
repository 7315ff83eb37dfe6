#include "engine/penalties.h"

#include <algorithm>
#include <cmath>

#include "engine/activation.h"
#include "engine/gaussian_head.h"

namespace hourglass {
namespace {

// A unit that is never or always on would have an infinite divergence.
constexpr double kLeastMean = 1e-6;

template <class S>
Index layer_of(const Network<S>& network, const PenaltySpec& spec) {
  const Index code = network.encoder_layers() - 1;
  if (spec.kind == PenaltyKind::kl_normal) return code - 1;
  return spec.layer == PenaltySpec::kCode ? code : network.end_of(static_cast<Index>(spec.layer));
}

}  // namespace

template <class S>
Penalties<S>::Penalties(const Network<S>& network, std::span<const PenaltySpec> specs,
                        Index max_batch)
    : network_(&network),
      specs_(specs.begin(), specs.end()),
      added_(static_cast<std::size_t>(network.layer_count())) {
  const auto use = [&](Index layer) {
    added_[static_cast<std::size_t>(layer)].resize(network.layer(layer).outputs(), max_batch);
  };
  Index units = 0;
  for (const PenaltySpec& spec : specs_) {
    layers_.push_back(layer_of(network, spec));
    if (spec.kind == PenaltyKind::contractive) {
      contractive_ = std::make_unique<Contractive<S>>(network, max_batch);
      for (Index layer = 0; layer < network.encoder_layers(); ++layer) use(layer);
    } else {
      use(layers_.back());
    }
    if (spec.kind == PenaltyKind::kl_sparsity) units += network.layer(layers_.back()).outputs();
  }
  sums_.resize(units);
}

template <class S>
void Penalties<S>::add_up(const Pass<S>& pass, Index n) {
  Index at = 0;
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    if (specs_[i].kind != PenaltyKind::kl_sparsity) continue;
    const Matrix<S>& y = pass.outputs[static_cast<std::size_t>(layers_[i])];
    auto sums = sums_.segment(at, y.rows());
    sums.setZero();
    for (Index c = 0; c < n; ++c) sums += y.col(c);
    at += y.rows();
  }
}

template <class S>
double Penalties<S>::measure(const S* parameters, ConstBatch<S> x, const Pass<S>& pass,
                             S loss_scale, RandomKey key, Workers& workers, const BatchPart& part) {
  const Index n = x.cols(), images = part.whole(n);
  for (Matrix<S>& added : added_) {
    if (added.size() > 0) added.leftCols(n).setZero();
  }
  double penalty = 0;
  Index at = 0;  // in sums_
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    const PenaltySpec& spec = specs_[i];
    const auto layer = static_cast<std::size_t>(layers_[i]);
    const auto y = pass.outputs[layer].leftCols(n);
    auto added = added_[layer].leftCols(n);
    switch (spec.kind) {
      case PenaltyKind::l1_sum:
      case PenaltyKind::l1_mean:
        penalty += measure_l1(spec, y, network_->activation(layers_[i]), images, added);
        break;
      case PenaltyKind::kl_sparsity:
        penalty += measure_sparsity(spec, y, images, sums_.segment(at, y.rows()), added);
        at += y.rows();
        break;
      case PenaltyKind::kl_normal:
        penalty += measure_divergence(spec, y, added, loss_scale);
        break;
      case PenaltyKind::contractive:
        penalty +=
            contractive_->measure(spec.weight, parameters, n, pass, key, added_, workers, part);
        break;
    }
  }
  return penalty;
}

template <class S>
double Penalties<S>::measure_l1(const PenaltySpec& spec, ConstBatch<S> y, Activation activation,
                                Index images, Batch<S> added) const {
  const double numbers =
      spec.kind == PenaltyKind::l1_mean ? static_cast<double>(y.rows() * images) : 1;
  const auto scale = static_cast<S>(spec.weight / numbers);
  double sum = 0;
  for (Index c = 0; c < y.cols(); ++c) {
    sum += static_cast<double>(y.col(c).template lpNorm<1>());
    for (Index j = 0; j < y.rows(); ++j) {
      const S value = y(j, c), sign = static_cast<S>((value > 0) - (value < 0));
      added(j, c) += scale * sign * derivative(activation, value);
    }
  }
  return spec.weight / numbers * sum;
}

template <class S>
double Penalties<S>::measure_sparsity(const PenaltySpec& spec, ConstBatch<S> y, Index images,
                                      Eigen::Ref<Column<S>> sums, Batch<S> added) const {
  const double rho = spec.target, n = static_cast<double>(images);
  double divergence = 0;
  for (Index j = 0; j < y.rows(); ++j) {
    const double mean = std::clamp(static_cast<double>(sums(j)) / n, kLeastMean, 1 - kLeastMean);
    divergence += rho * std::log(rho / mean) + (1 - rho) * std::log((1 - rho) / (1 - mean));
    sums(j) = static_cast<S>(spec.weight / n * ((1 - rho) / (1 - mean) - rho / mean));
  }
  for (Index c = 0; c < y.cols(); ++c) {
    added.col(c).array() += sums.array() * y.col(c).array() * (1 - y.col(c).array());
  }
  return spec.weight * divergence * (static_cast<double>(y.cols()) / n);
}

template <class S>
double Penalties<S>::measure_divergence(const PenaltySpec& spec, ConstBatch<S> statistics,
                                        Batch<S> added, S loss_scale) const {
  const Index units = statistics.rows() / 2;
  const S scale = static_cast<S>(spec.weight) * loss_scale;
  double divergence = 0;
  for (Index c = 0; c < statistics.cols(); ++c) {
    divergence += kl_to_normal<S>(statistics.col(c));
    added.col(c).head(units) += scale * statistics.col(c).head(units);
    added.col(c).tail(units).array() +=
        scale * S(0.5) * (statistics.col(c).tail(units).array().exp() - S{1});
  }
  return static_cast<double>(scale) * divergence;
}

template <class S>
void Penalties<S>::add_to(S* gradient) const {
  if (contractive_) contractive_->add_to(gradient);
}

template class Penalties<float>;
template class Penalties<double>;

}  // namespace hourglass

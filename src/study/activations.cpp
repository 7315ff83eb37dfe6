#include "study/activations.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hourglass {
namespace {

void add(LayerActivity& sums, ConstBatch<float> y, float threshold) {
  sums.mean += y.cast<double>().rowwise().sum();
  sums.size += y.cwiseAbs().cast<double>().rowwise().sum();
  sums.share += (y.array().abs() > threshold).cast<double>().rowwise().sum().matrix();
}

}  // namespace

ActivationStudy::ActivationStudy(const Network<float>& network, const ImageSet& set,
                                 float threshold, Index block)
    : network_(&network),
      threshold_(threshold),
      blocks_(set, block),
      pass_(network, block, false),
      code_(network.code_size(), block),
      output_(network.inputs(), block) {
  const NetworkSpec& spec = network.spec();
  const auto layers = static_cast<Index>(spec.encoder.size() + spec.decoder.size());
  for (Index layer = 0; layer < layers; ++layer) {
    const Index end = network.end_of(layer);
    if (end == (layer == 0 ? -1 : network.end_of(layer - 1))) continue;
    const Column<double> zeros = Column<double>::Zero(network.layer(end).outputs());
    sums_.push_back({layer, zeros, zeros, zeros});
  }
}

void ActivationStudy::advance(std::span<const float> parameters, Workers& workers) {
  const ConstBatch<float> x = blocks_.next(workers);
  auto code = code_.leftCols(x.cols()), output = output_.leftCols(x.cols());
  network_->encode(parameters.data(), x, pass_, code, workers);
  network_->decode(parameters.data(), code, pass_, output, workers);
  // The pass holds what lies between; the last layer of each half wrote where it was told to.
  workers.run(static_cast<int>(sums_.size()), [&](int i) {
    LayerActivity& sums = sums_[static_cast<std::size_t>(i)];
    const Index end = network_->end_of(sums.layer);
    if (end + 1 == network_->encoder_layers()) {
      add(sums, code, threshold_);
    } else if (end + 1 == network_->layer_count()) {
      add(sums, output, threshold_);
    } else {
      add(sums, pass_.outputs[static_cast<std::size_t>(end)].leftCols(x.cols()), threshold_);
    }
  });
}

std::vector<LayerActivity> ActivationStudy::result() const {
  const double images = std::max(1.0, static_cast<double>(position()));
  std::vector<LayerActivity> means = sums_;
  for (LayerActivity& layer : means) {
    for (Column<double>* column : {&layer.mean, &layer.size, &layer.share}) *column /= images;
  }
  return means;
}

std::vector<Index> by_use(const LayerActivity& activity) {
  std::vector<Index> order(static_cast<std::size_t>(activity.size.size()));
  std::iota(order.begin(), order.end(), Index{0});
  const auto use = [&](Index unit) {
    return std::isnan(activity.size[unit]) ? -1 : activity.size[unit];
  };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return use(a) > use(b); });
  return order;
}

}  // namespace hourglass

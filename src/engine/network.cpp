#include "engine/network.h"

#include <cassert>
#include <utility>

#include "engine/dense.h"

namespace hourglass {

template <class S>
Pass<S>::Pass(const Network<S>& network, Index columns, bool training) : max_batch(columns) {
  for (Index i = 0; i < network.layer_count(); ++i) {
    outputs.emplace_back(network.layer_spec(i).units, columns);
    if (training) gradients.emplace_back(network.layer_spec(i).units, columns);
  }
}

template <class S>
Network<S>::Network(NetworkSpec spec) : spec_(std::move(spec)) {
  assert(validate(spec_).ok());
  Index inputs = spec_.inputs;
  for (const auto& [part, layers] :
       {std::pair("encoder.", &spec_.encoder), std::pair("decoder.", &spec_.decoder)}) {
    int module = 0;  // place in PyTorch's nn.Sequential, where an activation takes one as well
    for (const LayerSpec& layer : *layers) {
      layers_.push_back(std::make_unique<Dense<S>>(inputs, layer.units));
      offsets_.push_back(parameter_count_);
      for (LayerTensor& tensor : layers_.back()->tensors()) {
        Index size = 1;
        for (Index extent : tensor.shape) size *= extent;
        tensors_.push_back({part + std::to_string(module) + "." + tensor.name,
                            std::move(tensor.shape), parameter_count_, size, inputs, layer.units});
        parameter_count_ += size;
      }
      module += layer.activation == Activation::linear ? 1 : 2;
      inputs = layer.units;
    }
  }
}

template <class S>
const LayerSpec& Network<S>::layer_spec(Index layer) const {
  const auto i = static_cast<std::size_t>(layer), encoders = spec_.encoder.size();
  return i < encoders ? spec_.encoder[i] : spec_.decoder[i - encoders];
}

// Layers first ... last - 1 on x; the last one's output is assigned to y, the others' to the pass.
template <class S>
void Network<S>::run_layers(Index first, Index last, const S* parameters, ConstBatch<S> x,
                            Pass<S>& pass, Batch<S> y, Workers& workers) const {
  assert(x.cols() == y.cols() && x.cols() <= pass.max_batch);
  for (Index i = first; i < last; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const ConstBatch<S> input = i == first ? x : pass.outputs[at - 1].leftCols(x.cols());
    Batch<S> output = i + 1 == last ? y : Batch<S>(pass.outputs[at].leftCols(x.cols()));
    layers_[at]->forward(parameters + offsets_[at], input, layer_spec(i).activation, output,
                         workers);
  }
}

template <class S>
void Network<S>::encode(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Batch<S> code,
                        Workers& workers) const {
  run_layers(0, static_cast<Index>(spec_.encoder.size()), parameters, x, pass, code, workers);
}

template <class S>
void Network<S>::decode(const S* parameters, ConstBatch<S> code, Pass<S>& pass, Batch<S> y,
                        Workers& workers) const {
  run_layers(static_cast<Index>(spec_.encoder.size()), layer_count(), parameters, code, pass, y,
             workers);
}

template <class S>
void Network<S>::reconstruct(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Batch<S> y,
                             Workers& workers) const {
  run_layers(0, layer_count(), parameters, x, pass, y, workers);
}

template <class S>
void Network<S>::forward(const S* parameters, ConstBatch<S> x, Pass<S>& pass,
                         Workers& workers) const {
  const Index n = x.cols(), last = layer_count() - 1;
  const auto at = static_cast<std::size_t>(last);
  run_layers(0, last, parameters, x, pass, pass.outputs[at - 1].leftCols(n), workers);
  layers_[at]->forward(parameters + offsets_[at], pass.outputs[at - 1].leftCols(n),
                       Activation::linear, pass.gradients[at].leftCols(n), workers);
}

template <class S>
void Network<S>::backward(const S* parameters, ConstBatch<S> x, Pass<S>& pass, S* gradient,
                          Workers& workers) const {
  const Index n = x.cols();
  for (auto i = layers_.size(); i-- > 0;) {
    const ConstBatch<S> input = i == 0 ? x : pass.outputs[i - 1].leftCols(n);
    const ConstBatch<S> dz = pass.gradients[i].leftCols(n);
    layers_[i]->backward_parameters(input, dz, gradient + offsets_[i], workers);
    if (i == 0) return;
    layers_[i]->backward_data(parameters + offsets_[i], input, dz,
                              layer_spec(static_cast<Index>(i) - 1).activation,
                              pass.gradients[i - 1].leftCols(n), workers);
  }
}

template class Network<float>;
template class Network<double>;
template struct Pass<float>;
template struct Pass<double>;

}  // namespace hourglass

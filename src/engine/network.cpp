#include "engine/network.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/convolution.h"
#include "engine/dense.h"
#include "engine/gaussian_head.h"
#include "engine/pooling.h"

namespace hourglass {
namespace {

// The image of which the vector that comes into layer `i` of all the layers is the numbers, if any.
Shape flattened_before(std::span<const LayerSpec> layers, std::span<const Shape> inputs,
                       std::size_t i) {
  return i > 0 && layers[i - 1].kind == LayerKind::flatten ? inputs[i - 1] : Shape{};
}

// The image that what comes out of layer `i` is made into, if any.
Shape unflattened_after(std::span<const LayerSpec> layers, std::size_t i) {
  if (i + 1 >= layers.size() || layers[i + 1].kind != LayerKind::unflatten) return {};
  return {layers[i + 1].height, layers[i + 1].width, layers[i + 1].units};
}

}  // namespace

template <class S>
Pass<S>::Pass(const Network<S>& network, Index columns, bool training) : max_batch(columns) {
  Index largest = 0, rooms[2] = {0, 0};
  for (Index i = 0; i < network.layer_count(); ++i) {
    outputs.emplace_back(network.layer(i).outputs(), columns);
    rooms[i % 2] = std::max(rooms[i % 2], outputs.back().size());
    largest = std::max(largest, network.layer(i).scratch_size(columns));
  }
  for (int i = 0; training && i < 2; ++i) gradient_rooms[i].resize(rooms[i]);
  for (Index i = 0; training && i < network.layer_count(); ++i) {
    gradients.emplace_back(gradient_rooms[i % 2].data(), network.layer(i).outputs(), columns);
  }
  if (training && is_variational(network.spec())) epsilon.resize(network.code_size(), columns);
  scratch.resize(static_cast<std::size_t>(largest));
}

template <class S>
Network<S>::Network(NetworkSpec spec) : spec_(std::move(spec)), code_size_(spec_.code_size()) {
  assert(validate(spec_).ok());
  std::vector<LayerSpec> layers = spec_.encoder;
  layers.insert(layers.end(), spec_.decoder.begin(), spec_.decoder.end());
  std::vector<Shape> inputs = layer_shapes(spec_);
  inputs.insert(inputs.begin(), Shape{0, 0, spec_.inputs});
  const std::size_t encoders = spec_.encoder.size();
  int module = 0;  // place in PyTorch's nn.Sequential, where an activation takes one as well
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (i == encoders) {
      encoder_layers_ = layer_count();
      module = 0;
    }
    const std::string name = (i < encoders ? "encoder." : "decoder.") + std::to_string(module);
    add_layers(layers[i], inputs[i], flattened_before(layers, inputs, i),
               unflattened_after(layers, i), name);
    ends_.push_back(layer_count() - 1);
    module += layers[i].activation == Activation::linear ? 1 : 2;
  }
}

template <class S>
void Network<S>::add_layers(const LayerSpec& spec, const Shape& input, const Shape& from,
                            const Shape& to, const std::string& module) {
  const Index inputs = input.size();
  switch (spec.kind) {
    case LayerKind::dense:
      return add_layer(std::make_unique<Dense<S>>(inputs, spec.units, from, to), spec.activation,
                       module);
    case LayerKind::convolution:
      return add_layer(std::make_unique<Convolution<S>>(Convolution<S>::same(input, spec.units)),
                       spec.activation, module);
    case LayerKind::transposed_convolution:
      return add_layer(std::make_unique<Convolution<S>>(
                           Convolution<S>::transposed(input, spec.units, spec.kernel)),
                       spec.activation, module);
    case LayerKind::max_pool:
      return add_layer(std::make_unique<MaxPool<S>>(input), Activation::linear, module);
    case LayerKind::upsample:
      return add_layer(std::make_unique<Upsample<S>>(input), Activation::linear, module);
    case LayerKind::gaussian:
      add_layer(std::make_unique<GaussianStatistics<S>>(inputs, spec.units, from),
                Activation::linear, module);
      return add_layer(std::make_unique<GaussianCode<S>>(spec.units), Activation::linear, module);
    case LayerKind::flatten:
    case LayerKind::unflatten:
      return;
  }
}

template <class S>
void Network<S>::add_layer(std::unique_ptr<Layer<S>> layer, Activation activation,
                           const std::string& module) {
  layers_.push_back({std::move(layer), activation, parameter_count_});
  for (LayerTensor& tensor : layers_.back().layer->tensors()) {
    Index size = 1;
    for (Index extent : tensor.shape) size *= extent;
    tensors_.push_back({module + "." + tensor.name, std::move(tensor.shape), parameter_count_, size,
                        tensor.fan_in, tensor.fan_out, std::move(tensor.order)});
    parameter_count_ += size;
  }
  if (parameter_count_ > layers_.back().offset) layer_ends_.push_back(parameter_count_);
}

// Layers first ... last - 1 on x; the last one's output is assigned to y, the others' to the pass.
template <class S>
void Network<S>::run_layers(Index first, Index last, const S* parameters, ConstBatch<S> x,
                            Pass<S>& pass, Batch<S> y, const Room<S>& room,
                            Workers& workers) const {
  assert(x.cols() == y.cols() && x.cols() <= pass.max_batch);
  for (Index i = first; i < last; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const ConstBatch<S> input = i == first ? x : pass.outputs[k - 1].leftCols(x.cols());
    Batch<S> output = i + 1 == last ? y : Batch<S>(pass.outputs[k].leftCols(x.cols()));
    at(i).layer->forward(parameters + at(i).offset, input, at(i).activation, output, room, workers);
  }
}

template <class S>
void Network<S>::encode(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Batch<S> code,
                        Workers& workers) const {
  run_layers(0, encoder_layers_, parameters, x, pass, code, {pass.scratch.data()}, workers);
}

template <class S>
void Network<S>::decode(const S* parameters, ConstBatch<S> code, Pass<S>& pass, Batch<S> y,
                        Workers& workers) const {
  run_layers(encoder_layers_, layer_count(), parameters, code, pass, y, {pass.scratch.data()},
             workers);
}

template <class S>
void Network<S>::reconstruct(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Batch<S> y,
                             Workers& workers) const {
  run_layers(0, layer_count(), parameters, x, pass, y, {pass.scratch.data()}, workers);
}

template <class S>
void Network<S>::forward(const S* parameters, ConstBatch<S> x, Pass<S>& pass,
                         Workers& workers) const {
  const Index n = x.cols(), last = layer_count() - 1;
  const auto before = static_cast<std::size_t>(last - 1);
  const Room<S> room{pass.scratch.data(), &pass.epsilon};
  run_layers(0, last, parameters, x, pass, pass.outputs[before].leftCols(n), room, workers);
  at(last).layer->forward(parameters + at(last).offset, pass.outputs[before].leftCols(n),
                          Activation::linear, pass.gradients.back().leftCols(n), room, workers);
}

template <class S>
void Network<S>::backward(const S* parameters, ConstBatch<S> x, Pass<S>& pass, S* gradient,
                          Workers& workers, std::span<const Matrix<S>> added) const {
  const Index n = x.cols();
  const Room<S> room{pass.scratch.data(), &pass.epsilon};
  for (auto i = layers_.size(); i-- > 0;) {
    const ConstBatch<S> input = i == 0 ? x : pass.outputs[i - 1].leftCols(n);
    auto dz = pass.gradients[i].leftCols(n);
    if (i < added.size() && added[i].size() > 0) dz += added[i].leftCols(n);
    const Stage& stage = layers_[i];
    stage.layer->backward_parameters(input, dz, gradient + stage.offset, room, workers);
    if (i == 0) return;
    stage.layer->backward_data(parameters + stage.offset, input, dz, layers_[i - 1].activation,
                               pass.gradients[i - 1].leftCols(n), room, workers);
  }
}

template class Network<float>;
template class Network<double>;
template struct Pass<float>;
template struct Pass<double>;

}  // namespace hourglass

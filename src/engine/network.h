// The network: layers in a row over one arena of parameters.
//
//   Network<float> network(spec);                         // structure only, no numbers
//   std::vector<float> parameters(network.parameter_count());
//   initialize(network, Initialization::pytorch, seed, parameters);
//   Pass<float> pass(network, batch_size);                // room for activations, once
//   network.reconstruct(parameters.data(), x, pass, y, workers);
//
// A Network is immutable and holds no weights, so that any number of threads may use it, each with
// its own parameters and Pass. Instantiated for float, and for double (gradient checks).
//
// Its layers are those of the spec that compute something: flatten and unflatten are none, a
// gaussian head is two, the statistics and the code drawn from them. Batches are whole: each column
// lies right behind the one before.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/layer.h"
#include "engine/matrix.h"
#include "engine/network_spec.h"
#include "engine/workers.h"

namespace hourglass {

// One named piece of the arena.
struct TensorInfo {
  std::string name;          // PyTorch's: "encoder.0.weight", counting activations as modules
  std::vector<Index> shape;  // PyTorch's: dense weights (out, in), biases (out)
  Index offset = 0;          // first element in the arena
  Index size = 0;            // elements
  Index fan_in = 0;          // inputs of one unit; the same for a layer's weight and bias
  Index fan_out = 0;         // units
  AxisOrder order = {};      // of the elements in the arena
};

template <class S>
class Network;

// Activations and gradients of one batch. Allocates in its constructor and never again.
template <class S>
struct Pass {
  // Room for `training` also holds gradients with respect to the layers' outputs.
  Pass(const Network<S>& network, Index max_batch, bool training = true);
  Pass(const Pass&) = delete;  // `gradients` are views
  Pass& operator=(const Pass&) = delete;

  Index max_batch;
  std::vector<Matrix<S>> outputs;  // per layer (units x max_batch), after its activation
  // Per layer, with respect to what its activation was given. Neighbours alone have room at the
  // same time: going backward, a layer's overwrites the one two layers above.
  std::vector<Eigen::Map<Matrix<S>>> gradients;
  Column<S> gradient_rooms[2];
  // For training a variational autoencoder (code_size x max_batch), otherwise empty: standard
  // normal numbers of the caller's, assigned before each forward().
  Matrix<S> epsilon;
  std::vector<S> scratch;
};

template <class S>
class Network {
 public:
  // Precondition: validate(spec).ok().
  explicit Network(NetworkSpec spec);

  const NetworkSpec& spec() const { return spec_; }
  Index inputs() const { return spec_.inputs; }
  Index code_size() const { return code_size_; }
  Index layer_count() const { return static_cast<Index>(layers_.size()); }
  // Layers of the encoder: the code is what layer encoder_layers() - 1 gives.
  Index encoder_layers() const { return encoder_layers_; }
  // The layer of the network that ends layer `index` of the spec, the encoder's counted first. One
  // that computes nothing is ended by the layer before it: -1 where there is none.
  Index end_of(Index index) const { return ends_[static_cast<std::size_t>(index)]; }
  const Layer<S>& layer(Index i) const { return *at(i).layer; }
  Activation activation(Index layer) const { return at(layer).activation; }
  // Where the layer's parameters begin in the arena.
  Index offset(Index layer) const { return at(layer).offset; }
  // Where its parameters end, for each of the layers that have any.
  const std::vector<Index>& layer_ends() const { return layer_ends_; }
  Index parameter_count() const { return parameter_count_; }
  // In arena order: each layer's weight, then its bias.
  const std::vector<TensorInfo>& tensors() const { return tensors_; }

  // x (inputs x n) -> code (code_size x n), assigned. n <= pass.max_batch in all of these.
  void encode(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Batch<S> code,
              Workers& workers) const;
  // code (code_size x n) -> y (inputs x n), assigned.
  void decode(const S* parameters, ConstBatch<S> code, Pass<S>& pass, Batch<S> y,
              Workers& workers) const;
  // x (inputs x n) -> y (inputs x n), assigned: decode(encode(x)).
  void reconstruct(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Batch<S> y,
                   Workers& workers) const;

  // Forward for training, where a gaussian head's code is drawn with pass.epsilon. Assigns
  // pass.outputs of every layer but the last, whose pre-activation goes to pass.gradients.back():
  // the loss wants it and puts the gradient in its place (loss.h).
  void forward(const S* parameters, ConstBatch<S> x, Pass<S>& pass, Workers& workers) const;
  // Back-propagation (Rumelhart, Hinton, Williams 1986) after forward() on the same x, with
  // pass.gradients.back() = d loss / d pre-activation of the last layer. Assigns all of `gradient`
  // (an arena like the parameters'). `added`: per layer nothing, or what comes to the gradient with
  // respect to its pre-activation from elsewhere than the layers after it (penalties.h).
  void backward(const S* parameters, ConstBatch<S> x, Pass<S>& pass, S* gradient, Workers& workers,
                std::span<const Matrix<S>> added = {}) const;

 private:
  struct Stage {
    std::unique_ptr<Layer<S>> layer;
    Activation activation;
    Index offset;
  };

  const Stage& at(Index layer) const { return layers_[static_cast<std::size_t>(layer)]; }
  void add_layers(const LayerSpec& spec, const Shape& input, const Shape& from, const Shape& to,
                  const std::string& module);
  void add_layer(std::unique_ptr<Layer<S>> layer, Activation activation, const std::string& module);
  void run_layers(Index first, Index last, const S* parameters, ConstBatch<S> x, Pass<S>& pass,
                  Batch<S> y, const Room<S>& room, Workers& workers) const;

  NetworkSpec spec_;
  std::vector<Stage> layers_;
  std::vector<Index> ends_;  // per layer of the spec
  std::vector<TensorInfo> tensors_;
  Index parameter_count_ = 0;
  std::vector<Index> layer_ends_;
  Index code_size_ = 0;
  Index encoder_layers_ = 0;
};

extern template class Network<float>;
extern template class Network<double>;
extern template struct Pass<float>;
extern template struct Pass<double>;

}  // namespace hourglass

// A model for a few images at a time, on the calling thread: what the front end and scripts ask.
//
//   Inference inference;
//   inference.use(snapshot.recipe.network, snapshot.parameters);
//   Matrix<float> y = inference.reconstruct(x);   // x (inputs x n)
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/network.h"

namespace hourglass {

// What a layer makes of one image.
struct LayerOutput {
  Index layer = 0;  // of the network's spec, the encoder's counted first
  Shape shape;
  Column<float> values;  // shape.size(): a vector, or an image as NHWC
};

class Inference {
 public:
  // Copies the weights; cheap when the network is the one in use. Preconditions:
  // validate(spec).ok(), parameters of its size.
  void use(const NetworkSpec& spec, std::span<const float> parameters);
  // The same without a copy: `parameters` must hold until the next use() or view().
  void view(const NetworkSpec& spec, std::span<const float> parameters);
  // False until one of them was called; then nothing else may be called.
  bool ready() const { return network_.has_value(); }
  const Network<float>& network() const { return *network_; }
  std::span<const float> parameters() const { return viewed_.empty() ? own_ : viewed_; }

  // (inputs x n) -> (inputs x n), (inputs x n) -> (code_size x n), (code_size x n) -> (inputs x n).
  Matrix<float> reconstruct(ConstBatch<float> x);
  Matrix<float> encode(ConstBatch<float> x);
  Matrix<float> decode(ConstBatch<float> code);
  // x (inputs x 1) -> what each layer that computes anything makes of it, the first one first; of a
  // gaussian head, its means.
  std::vector<LayerOutput> layer_outputs(ConstBatch<float> x);

 private:
  void use_network(const NetworkSpec& spec, std::size_t parameters);
  Pass<float>& pass_for(Index columns);

  std::optional<Network<float>> network_;
  std::optional<Pass<float>> pass_;
  std::vector<float> own_;
  std::span<const float> viewed_;  // in place of own_
  Workers workers_{1};
};

}  // namespace hourglass

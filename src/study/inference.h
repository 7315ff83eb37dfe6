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

class Inference {
 public:
  // Copies the weights; cheap when the network is the one in use. Preconditions:
  // validate(spec).ok(), parameters of its size.
  void use(const NetworkSpec& spec, std::span<const float> parameters);
  // False until use() was called; then nothing else may be called.
  bool ready() const { return network_.has_value(); }
  const Network<float>& network() const { return *network_; }
  std::span<const float> parameters() const { return parameters_; }

  // (inputs x n) -> (inputs x n), (inputs x n) -> (code_size x n), (code_size x n) -> (inputs x n).
  Matrix<float> reconstruct(ConstBatch<float> x);
  Matrix<float> encode(ConstBatch<float> x);
  Matrix<float> decode(ConstBatch<float> code);

 private:
  Pass<float>& pass_for(Index columns);

  std::optional<Network<float>> network_;
  std::optional<Pass<float>> pass_;
  std::vector<float> parameters_;
  Workers workers_{1};
};

}  // namespace hourglass

#include "study/inference.h"

#include <cassert>

namespace hourglass {

void Inference::use_network(const NetworkSpec& spec, [[maybe_unused]] std::size_t parameters) {
  if (!network_ || network_->spec() != spec) {
    network_.emplace(spec);
    pass_.reset();
  }
  assert(static_cast<Index>(parameters) == network_->parameter_count());
}

void Inference::use(const NetworkSpec& spec, std::span<const float> parameters) {
  use_network(spec, parameters.size());
  own_.assign(parameters.begin(), parameters.end());
  viewed_ = {};
}

void Inference::view(const NetworkSpec& spec, std::span<const float> parameters) {
  use_network(spec, parameters.size());
  own_ = {};
  viewed_ = parameters;
}

Pass<float>& Inference::pass_for(Index columns) {
  if (!pass_ || pass_->max_batch < columns) pass_.emplace(*network_, columns, false);
  return *pass_;
}

Matrix<float> Inference::reconstruct(ConstBatch<float> x) {
  Matrix<float> y(network_->inputs(), x.cols());
  network_->reconstruct(parameters().data(), x, pass_for(x.cols()), y, workers_);
  return y;
}

Matrix<float> Inference::encode(ConstBatch<float> x) {
  Matrix<float> code(network_->code_size(), x.cols());
  network_->encode(parameters().data(), x, pass_for(x.cols()), code, workers_);
  return code;
}

Matrix<float> Inference::decode(ConstBatch<float> code) {
  Matrix<float> y(network_->inputs(), code.cols());
  network_->decode(parameters().data(), code, pass_for(code.cols()), y, workers_);
  return y;
}

std::vector<LayerOutput> Inference::layer_outputs(ConstBatch<float> x) {
  assert(x.cols() == 1);
  const Matrix<float> y = reconstruct(x);
  const std::vector<Shape> shapes = layer_shapes(network_->spec());
  std::vector<LayerOutput> outputs;
  Index before = -1;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Index end = network_->end_of(static_cast<Index>(i));
    if (end == before) continue;
    before = end;
    // The pass holds what lies between; the last layer wrote where it was told to.
    const bool last = end + 1 == network_->layer_count();
    const Matrix<float>& from = last ? y : pass_->outputs[static_cast<std::size_t>(end)];
    outputs.push_back({static_cast<Index>(i), shapes[i], from.col(0)});
  }
  return outputs;
}

}  // namespace hourglass

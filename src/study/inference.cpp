#include "study/inference.h"

#include <cassert>

namespace hourglass {

void Inference::use(const NetworkSpec& spec, std::span<const float> parameters) {
  if (!network_ || network_->spec() != spec) {
    network_.emplace(spec);
    pass_.reset();
  }
  assert(static_cast<Index>(parameters.size()) == network_->parameter_count());
  parameters_.assign(parameters.begin(), parameters.end());
}

Pass<float>& Inference::pass_for(Index columns) {
  if (!pass_ || pass_->max_batch < columns) pass_.emplace(*network_, columns, false);
  return *pass_;
}

Matrix<float> Inference::reconstruct(ConstBatch<float> x) {
  Matrix<float> y(network_->inputs(), x.cols());
  network_->reconstruct(parameters_.data(), x, pass_for(x.cols()), y, workers_);
  return y;
}

Matrix<float> Inference::encode(ConstBatch<float> x) {
  Matrix<float> code(network_->code_size(), x.cols());
  network_->encode(parameters_.data(), x, pass_for(x.cols()), code, workers_);
  return code;
}

Matrix<float> Inference::decode(ConstBatch<float> code) {
  Matrix<float> y(network_->inputs(), code.cols());
  network_->decode(parameters_.data(), code, pass_for(code.cols()), y, workers_);
  return y;
}

}  // namespace hourglass

#include "study/filters.h"

#include <cassert>
#include <string>

namespace hourglass {
namespace {

// The weights of a dense layer, (out, in); nothing for others.
const TensorInfo* dense_weights(const Network<float>& network, std::size_t tensor) {
  if (tensor >= network.tensors().size()) return nullptr;
  const TensorInfo& info = network.tensors()[tensor];
  return info.shape.size() == 2 && info.name.ends_with(".weight") ? &info : nullptr;
}

Error no_pictures(const char* layer) {
  return {std::string("the ") + layer +
          " layer is not dense, so its weights are not pictures of the images' size"};
}

}  // namespace

Result<Matrix<float>> first_layer_filters(const Network<float>& network,
                                          std::span<const float> parameters) {
  const TensorInfo* weights = dense_weights(network, 0);
  if (weights == nullptr || weights->shape[1] != network.inputs()) return no_pictures("first");
  const ConstWeights<float> w(parameters.data() + weights->offset, weights->shape[0],
                              weights->shape[1]);
  return Matrix<float>(w.transpose());
}

Result<Matrix<float>> last_layer_filters(const Network<float>& network,
                                         std::span<const float> parameters) {
  // A layer's bias follows its weights.
  const TensorInfo* weights = dense_weights(network, network.tensors().size() - 2);
  if (weights == nullptr || weights->shape[0] != network.inputs()) return no_pictures("last");
  const ConstWeights<float> w(parameters.data() + weights->offset, weights->shape[0],
                              weights->shape[1]);
  return Matrix<float>(w);
}

Matrix<float> columns_of(const Matrix<float>& matrix, std::span<const Index> columns) {
  Matrix<float> picked(matrix.rows(), static_cast<Index>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    assert(columns[i] >= 0 && columns[i] < matrix.cols());
    picked.col(static_cast<Index>(i)) = matrix.col(columns[i]);
  }
  return picked;
}

Matrix<float> signed_pictures(const Matrix<float>& weights) {
  Matrix<float> pictures(weights.rows(), weights.cols());
  for (Index i = 0; i < weights.cols(); ++i) {
    const float largest = weights.col(i).cwiseAbs().maxCoeff();
    const float scale = largest > 0 ? largest : 1;
    pictures.col(i) = (weights.col(i).array() / scale * 0.5f + 0.5f).matrix();
  }
  return pictures;
}

}  // namespace hourglass

#include "study/filters.h"

namespace hourglass {

Matrix<float> signed_pictures(const Matrix<float>& weights) {
  Matrix<float> pictures(weights.rows(), weights.cols());
  for (Index i = 0; i < weights.cols(); ++i) {
    const float largest = weights.col(i).cwiseAbs().maxCoeff();
    const float scale = largest > 0 ? 0.5f / largest : 0;
    pictures.col(i) = (weights.col(i).array() * scale + 0.5f).matrix();
  }
  return pictures;
}

}  // namespace hourglass

#include "study/moments.h"

#include <algorithm>
#include <cassert>

namespace hourglass {

RunningMoments::RunningMoments(Index features)
    : sum_(Column<double>::Zero(features)), products_(Matrix<double>::Zero(features, features)) {}

void RunningMoments::add(ConstBatch<float> x, Workers& workers) {
  assert(x.rows() == sum_.size());
  constexpr Index kPanel = 64;  // columns of the product that one tile makes
  const Index features = sum_.size();
  block_ = x.cast<double>();
  sum_ += block_.rowwise().sum();
  workers.run(static_cast<int>((features + kPanel - 1) / kPanel), [&](int tile) {
    const Index first = tile * kPanel, width = std::min(kPanel, features - first);
    products_.block(first, first, features - first, width).noalias() +=
        block_.bottomRows(features - first) * block_.middleRows(first, width).transpose();
  });
  count_ += x.cols();
}

Column<double> RunningMoments::mean() const {
  return sum_ / std::max(1.0, static_cast<double>(count_));
}

Matrix<double> RunningMoments::covariance() const {
  const Column<double> centre = mean();
  Matrix<double> covariance = products_.selfadjointView<Eigen::Lower>();
  covariance /= std::max(1.0, static_cast<double>(count_));
  covariance.noalias() -= centre * centre.transpose();
  return covariance;
}

}  // namespace hourglass

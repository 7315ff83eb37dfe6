#include "study/pca.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <string>

namespace hourglass {
namespace {

// An eigenvector's sign is arbitrary; a fixed one makes pictures and files comparable.
void fix_signs(Matrix<double>& components) {
  for (auto column : components.colwise()) {
    Index largest = 0;
    column.cwiseAbs().maxCoeff(&largest);
    if (column[largest] < 0) column = -column;
  }
}

}  // namespace

Result<Done> check_pca_size(Index features) {
  constexpr Index kMostFeatures = 4096;
  if (features <= kMostFeatures) return Done{};
  return Error{"principal components are found for " + std::to_string(kMostFeatures) +
               " numbers at most, not for " + std::to_string(features)};
}

Result<Pca> principal_components(const RunningMoments& moments) {
  const Matrix<double> covariance = moments.covariance();
  if (!covariance.allFinite()) {
    return Error{"the data hold numbers that are not finite, so they have no principal components"};
  }
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> solver(covariance);
  if (solver.info() != Eigen::Success) {
    return Error{"the principal components were not found: the iteration did not converge"};
  }
  // Eigen gives the smallest first; rounding may leave variances that are 0 a little below it.
  Pca pca{moments.mean(), solver.eigenvalues().reverse().cwiseMax(0.0),
          solver.eigenvectors().rowwise().reverse()};
  fix_signs(pca.components);
  return pca;
}

double explained_share(const Pca& pca, Index k) {
  const double all = pca.variances.sum();
  return all > 0 ? pca.variances.head(k).sum() / all : 1;
}

double residual_mse(const Pca& pca, Index k) {
  const Index features = pca.mean.size();
  return pca.variances.tail(features - k).sum() / static_cast<double>(features);
}

Matrix<float> project(const Pca& pca, ConstBatch<float> x, Index k) {
  assert(x.rows() == pca.mean.size() && k >= 0 && k <= pca.mean.size());
  const Matrix<double> centred = x.cast<double>().colwise() - pca.mean;
  const Matrix<double> codes = pca.components.leftCols(k).transpose() * centred;
  return codes.cast<float>();
}

Matrix<float> reconstruct(const Pca& pca, ConstBatch<float> codes) {
  assert(codes.rows() <= pca.mean.size());
  const Matrix<double> x = pca.components.leftCols(codes.rows()) * codes.cast<double>();
  return (x.colwise() + pca.mean).cast<float>();
}

PcaErrors::PcaErrors(const Pca& pca)
    : pca_(&pca), energies_(Column<double>::Zero(pca.mean.size())) {}

void PcaErrors::add(ConstBatch<float> x, Workers& workers) {
  assert(x.rows() == pca_->mean.size());
  constexpr Index kPanel = 64;  // components that one tile works out
  const Index features = pca_->mean.size();
  block_ = x.cast<double>().colwise() - pca_->mean;
  codes_.resize(features, x.cols());
  workers.run(static_cast<int>((features + kPanel - 1) / kPanel), [&](int tile) {
    const Index first = tile * kPanel, width = std::min(kPanel, features - first);
    codes_.middleRows(first, width).noalias() =
        pca_->components.middleCols(first, width).transpose() * block_;
    energies_.segment(first, width) +=
        codes_.middleRows(first, width).array().square().rowwise().sum().matrix();
  });
  total_ += block_.squaredNorm();
  count_ += x.cols();
}

double PcaErrors::mse(Index k) const {
  assert(k >= 0 && k <= pca_->mean.size());
  if (count_ == 0) return 0;
  const double rest = std::max(0.0, total_ - energies_.head(k).sum());
  return rest / static_cast<double>(count_ * pca_->mean.size());
}

}  // namespace hourglass

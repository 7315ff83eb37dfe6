#include "study/leading_components.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>

#include "engine/random.h"

namespace hourglass {
namespace {

constexpr Index kBlock = 16;          // images added at a time
constexpr Index kProductColumns = 8;  // columns multiplied at a time
constexpr Index kSpare = 16;     // columns beyond those wanted, which speed up the last of these
constexpr float kNoise = 1e-5f;  // what rounding leaves of a column, as a part of the longest
constexpr int kIterations = 16;  // leave the errors of MNIST's first 64 right to three digits

// Modified Gram-Schmidt. A column of which only rounding is left, as of images with fewer
// dimensions than the basis, becomes zero: made a unit vector it would not be orthogonal.
void make_orthonormal(Matrix<float>& basis) {
  const float longest = basis.colwise().norm().maxCoeff();
  for (Index i = 0; i < basis.cols(); ++i) {
    const float length = basis.col(i).norm();
    basis.col(i) *= length > kNoise * longest ? 1 / length : 0.0f;
    const Index rest = basis.cols() - i - 1;
    if (rest == 0) return;
    const Column<float> shares = basis.rightCols(rest).transpose() * basis.col(i);
    basis.rightCols(rest).noalias() -= basis.col(i) * shares.transpose();
  }
}

}  // namespace

LeadingComponents::LeadingComponents(const ImageSet& set, Index images, Index count)
    : set_(&set),
      images_(std::min(images, set.count())),
      count_(count),
      moments_(set.features()),
      block_(set.features(), kBlock) {
  assert(images_ > 0 && count >= 1 && count <= set.features());
}

void LeadingComponents::advance(Workers& workers) {
  assert(!done());
  if (phase_ == Phase::moments) {
    add_images(workers);
    return;
  }
  if (multiplied_ < basis_.cols()) {
    multiply_panel();
    return;
  }
  multiplied_ = 0;
  if (++iteration_ > kIterations) {
    finish();
  } else {
    basis_.swap(product_);
    make_orthonormal(basis_);
  }
}

double LeadingComponents::progress() const {
  if (done()) return 1;
  if (phase_ == Phase::moments) {
    return 0.3 * static_cast<double>(added_) / static_cast<double>(images_);
  }
  return 0.3 + 0.7 * iteration_ / (kIterations + 1);
}

void LeadingComponents::add_images(Workers& workers) {
  const Index n = std::min(kBlock, images_ - added_);
  gather_range(*set_, added_, block_.leftCols(n), workers);
  moments_.add(block_.leftCols(n), workers);
  added_ += n;
  if (added_ == images_) begin_iterations();
}

void LeadingComponents::begin_iterations() {
  phase_ = Phase::iterations;
  covariance_ = moments_.covariance().cast<float>();
  const Index features = covariance_.rows();
  basis_.resize(features, std::min(features, count_ + kSpare));
  product_.resize(features, basis_.cols());
  fill_normal({0, 0}, 0, {basis_.data(), static_cast<std::size_t>(basis_.size())});
  make_orthonormal(basis_);
}

void LeadingComponents::multiply_panel() {
  const Index n = std::min(kProductColumns, basis_.cols() - multiplied_);
  product_.middleCols(multiplied_, n).noalias() = covariance_ * basis_.middleCols(multiplied_, n);
  multiplied_ += n;
}

// The eigenvectors within the subspace.
void LeadingComponents::finish() {
  const Matrix<double> inner = (basis_.transpose() * product_).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> solver(inner);
  const Matrix<double> turned = solver.eigenvectors().rowwise().reverse().leftCols(count_);
  result_ = {moments_.mean(), solver.eigenvalues().reverse().head(count_).cwiseMax(0.0),
             basis_.cast<double>() * turned};
  phase_ = Phase::done;
  moments_ = RunningMoments(1);
  for (Matrix<float>* room : {&covariance_, &basis_, &product_}) room->resize(0, 0);
}

}  // namespace hourglass

#include "study/leading_components.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>

#include "engine/kernels/multiply.h"
#include "engine/random.h"

namespace hourglass {
namespace {

constexpr Index kBlock = 32;           // images added at a time
constexpr Index kProductColumns = 32;  // columns multiplied at a time
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
      mean_(Column<double>::Zero(set.features())),
      covariance_(Matrix<float>::Zero(set.features(), set.features())) {
  assert(images_ > 0 && count >= 1 && count <= set.features());
}

void LeadingComponents::advance(Workers& workers) {
  assert(!done());
  if (phase_ == Phase::mean) {
    if (next_block(workers)) return add_to_mean();
    mean_ /= static_cast<double>(images_);
    taken_ = 0;
    phase_ = Phase::covariance;
  } else if (phase_ == Phase::covariance) {
    if (next_block(workers)) return add_to_covariance();
    begin_iterations();
  } else if (multiplied_ < basis_.cols()) {
    multiply_panel();
  } else if (++iteration_ > kIterations) {
    finish();
  } else {
    multiplied_ = 0;
    basis_.swap(product_);
    make_orthonormal(basis_);
  }
}

double LeadingComponents::progress() const {
  const double part = static_cast<double>(taken_) / static_cast<double>(images_);
  switch (phase_) {
    case Phase::mean:
      return 0.1 * part;
    case Phase::covariance:
      return 0.1 + 0.6 * part;
    case Phase::iterations:
      return 0.7 + 0.3 * iteration_ / (kIterations + 1);
    case Phase::done:
      return 1;
  }
  return 1;
}

bool LeadingComponents::next_block(Workers& workers) {
  const Index n = std::min(kBlock, images_ - taken_);
  if (n == 0) return false;
  block_.resize(set_->features(), n);
  gather_range(*set_, taken_, block_, workers);
  taken_ += n;
  return true;
}

void LeadingComponents::add_to_mean() { mean_ += block_.cast<double>().rowwise().sum(); }

// Of what is left without the mean: no digits are lost by subtracting large numbers.
void LeadingComponents::add_to_covariance() {
  block_.colwise() -= mean_.cast<float>();
  const Index features = block_.rows();
  multiply({.a = block_.data(),
            .a_row = 1,
            .a_depth = features,
            .b = block_.data(),
            .b_depth = features,
            .b_column = 1,
            .c = covariance_.data(),
            .c_column = features,
            .start = nullptr,
            .rows = features,
            .columns = features,
            .depth = block_.cols(),
            .add = true});
}

void LeadingComponents::begin_iterations() {
  phase_ = Phase::iterations;
  covariance_ /= static_cast<float>(images_);
  const Index features = covariance_.rows();
  basis_.resize(features, std::min(features, count_ + kSpare));
  product_.resize(features, basis_.cols());
  fill_normal({0, 0}, 0, {basis_.data(), static_cast<std::size_t>(basis_.size())});
  make_orthonormal(basis_);
}

void LeadingComponents::multiply_panel() {
  const Index features = covariance_.rows();
  const Index n = std::min(kProductColumns, basis_.cols() - multiplied_);
  multiply({.a = covariance_.data(),
            .a_row = 1,
            .a_depth = features,
            .b = basis_.col(multiplied_).data(),
            .b_depth = 1,
            .b_column = features,
            .c = product_.col(multiplied_).data(),
            .c_column = features,
            .start = nullptr,
            .rows = features,
            .columns = n,
            .depth = features});
  multiplied_ += n;
}

// The eigenvectors within the subspace.
void LeadingComponents::finish() {
  const Matrix<double> inner = (basis_.transpose() * product_).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Matrix<double>> solver(inner);
  const Matrix<double> turned = solver.eigenvectors().rowwise().reverse().leftCols(count_);
  result_ = {mean_, solver.eigenvalues().reverse().head(count_).cwiseMax(0.0),
             basis_.cast<double>() * turned};
  phase_ = Phase::done;
  for (Matrix<float>* room : {&block_, &covariance_, &basis_, &product_}) room->resize(0, 0);
}

}  // namespace hourglass

// Principal component analysis (Pearson 1901, Hotelling 1933): the linear code that an autoencoder
// has to beat.
//
//   RunningMoments moments(784);                        // moments.h: fed with the training images
//   Result<Pca> pca = principal_components(moments);
//   Matrix<float> codes = project(pca.value(), images, 30);
//   Matrix<float> again = reconstruct(pca.value(), codes);
#pragma once

#include "engine/matrix.h"
#include "engine/result.h"
#include "study/moments.h"

namespace hourglass {

struct Pca {
  Column<double> mean;        // (features)
  Column<double> variances;   // (features), largest first, none below 0; divided by the count
  Matrix<double> components;  // (features x features), a unit vector a column; of each the number
                              // that is largest by amount is positive
};

// Fails for more than 4,096 features: the covariance alone would fill 128 MB, and finding its
// eigenvectors take minutes. To be asked before RunningMoments are made.
Result<Done> check_pca_size(Index features);

// Exact: all eigenvectors of the covariance (Eigen's SelfAdjointEigenSolver: Householder, then
// symmetric QR). About 9 features^3 operations in one go: a second or so for 784 features. Fails
// where the moments hold numbers that are not finite.
Result<Pca> principal_components(const RunningMoments& moments);

// Part of the variance that the first k components hold, 0 ... 1; 1 where nothing varies.
// Precondition: 0 <= k <= features, as everywhere below.
double explained_share(const Pca& pca, Index k);
// Mean squared error a feature of reconstructing, from k components, the data the PCA was made of.
double residual_mse(const Pca& pca, Index k);

// x (features x n) -> codes (k x n), float, computed in double precision.
Matrix<float> project(const Pca& pca, ConstBatch<float> x, Index k);
// codes (k x n) -> (features x n).
Matrix<float> reconstruct(const Pca& pca, ConstBatch<float> codes);

// The error of reconstruction of other data at every k at once, a block at a time.
class PcaErrors {
 public:
  // `pca` must outlive it.
  explicit PcaErrors(const Pca& pca);

  // x (features x n).
  void add(ConstBatch<float> x, Workers& workers);
  // Mean squared error a feature at k components; 0 before the first column.
  double mse(Index k) const;

 private:
  const Pca* pca_;
  Matrix<double> block_, codes_;
  Column<double> energies_;  // per component, squares summed over the columns
  double total_ = 0;         // squared distance from the mean, summed over the columns
  Index count_ = 0;
};

}  // namespace hourglass

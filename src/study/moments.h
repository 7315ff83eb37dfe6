// Mean and covariance of many columns that come a block at a time.
//
//   RunningMoments moments(784);
//   while (...) moments.add(block, workers);
//   Matrix<double> covariance = moments.covariance();
#pragma once

#include "engine/matrix.h"
#include "engine/workers.h"

namespace hourglass {

class RunningMoments {
 public:
  // Keeps (features x features) numbers.
  explicit RunningMoments(Index features);

  // x (features x n) is added to what is known. Bit-identical for any number of threads.
  void add(ConstBatch<float> x, Workers& workers);

  Index count() const { return count_; }
  // (features), zeros before the first column.
  Column<double> mean() const;
  // (features x features), divided by the number of columns (not by one less); zeros before the
  // first. From sums of squares in double precision, so for numbers of the size of pixels or codes.
  Matrix<double> covariance() const;

 private:
  Column<double> sum_;
  Matrix<double> products_;  // sum of x x', lower triangle
  Matrix<double> block_;
  Index count_ = 0;
};

}  // namespace hourglass

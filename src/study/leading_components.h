// The first principal components alone, found in small slices, so that a page can do it between
// frames: subspace iteration (randomised start, Rayleigh-Ritz at the end: Halko, Martinsson, Tropp
// 2011). pca.h finds all of them, exactly and in one go.
//
//   LeadingComponents leading(data.train, 2000, 64);
//   while (!leading.done()) leading.advance(workers);
//   Matrix<float> again = reconstruct(leading.result(), project(leading.result(), x, 30));
#pragma once

#include "data/dataset.h"
#include "study/pca.h"

namespace hourglass {

class LeadingComponents {
 public:
  // Of the first `images` images of the set, which must outlive it, or of as many as there are.
  // Precondition: 1 <= count <= features; at least one image.
  LeadingComponents(const ImageSet& set, Index images, Index count);

  bool done() const { return phase_ == Phase::done; }
  // A slice of some twenty million products. Precondition: !done().
  void advance(Workers& workers);
  // How much of the work is done, 0 ... 1.
  double progress() const;

  // `count` components (features x count) and as many variances: for project() and reconstruct()
  // of up to that many. A component beyond the images' own dimensions is zero. Precondition:
  // done().
  const Pca& result() const { return result_; }

 private:
  enum class Phase : std::uint8_t { mean, covariance, iterations, done };

  // The next images, as many as the block holds. False after the last.
  bool next_block(Workers& workers);
  void add_to_mean();
  void add_to_covariance();
  void begin_iterations();
  void multiply_panel();
  void finish();

  const ImageSet* set_;
  Index images_, count_;
  Phase phase_ = Phase::mean;
  Index taken_ = 0;      // images of this phase
  Matrix<float> block_;  // (features x some images)
  Column<double> mean_;  // their sum, in its phase
  Matrix<float> covariance_;
  Matrix<float> basis_, product_;  // (features x count and a few more), the second of the first
  Index multiplied_ = 0;           // columns of the product
  int iteration_ = 0;
  Pca result_;
};

}  // namespace hourglass

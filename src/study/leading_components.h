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
  // A slice of some ten million operations. Precondition: !done().
  void advance(Workers& workers);
  // How much of the work is done, 0 ... 1.
  double progress() const;

  // `count` components (features x count) and as many variances: for project() and reconstruct()
  // of up to that many. A component beyond the images' own dimensions is zero. Precondition:
  // done().
  const Pca& result() const { return result_; }

 private:
  enum class Phase : std::uint8_t { moments, iterations, done };

  void add_images(Workers& workers);
  void begin_iterations();
  void multiply_panel();
  void finish();

  const ImageSet* set_;
  Index images_, count_;
  Phase phase_ = Phase::moments;
  RunningMoments moments_;
  Index added_ = 0;
  Matrix<float> block_;
  Matrix<float> covariance_;
  Matrix<float> basis_, product_;  // (features x count and a few more), the second of the first
  Index multiplied_ = 0;           // columns of the product
  int iteration_ = 0;
  Pca result_;
};

}  // namespace hourglass

// What the codes of a set of images are like: where they lie, how they spread, what classes share.
//
//   CodeStudy study(network, data.test);
//   while (!study.done()) study.advance(parameters, workers);
//   CodeStatistics codes = study.result();
#pragma once

#include <span>
#include <vector>

#include "engine/network.h"
#include "study/image_blocks.h"
#include "study/moments.h"

namespace hourglass {

struct CodeStatistics {
  Column<double> mean, deviation;   // per dimension
  Column<double> lowest, highest;   // per dimension
  Matrix<double> class_means;       // (code x classes); zeros for a class without images
  std::vector<Index> class_counts;  // images of each class

  // Dimensions that are the same for every image.
  Index dead() const { return (lowest.array() == highest.array()).count(); }
};

// One pass over a set of clean images.
class CodeStudy {
 public:
  // Keeps (code x code) numbers. `network` and `set` must outlive the study.
  CodeStudy(const Network<float>& network, const ImageSet& set);

  bool done() const { return blocks_.done(); }
  Index position() const { return blocks_.position(); }
  // Measures the next block. Precondition: !done().
  void advance(std::span<const float> parameters, Workers& workers);

  // The last block's codes (code x n).
  ConstBatch<float> codes() const { return codes_.leftCols(last_); }
  // For the covariance, and for principal_components().
  const RunningMoments& moments() const { return moments_; }
  // Of the images measured so far; zeros before the first block.
  CodeStatistics result() const;

 private:
  const Network<float>* network_;
  const ImageSet* set_;
  ImageBlocks blocks_;
  Pass<float> pass_;
  Matrix<float> codes_;
  RunningMoments moments_;
  Column<float> lowest_, highest_;
  Matrix<double> class_sums_;
  std::vector<Index> class_counts_;
  Index last_ = 0;
};

// The k columns that are nearest to each query, by Euclidean distance, from columns that come a
// block at a time: which training images have the codes most like this one's?
class NearestColumns {
 public:
  struct Neighbour {
    Index column;  // counted over all blocks
    double squared_distance;
  };

  // queries (features x q); k >= 1.
  NearestColumns(Matrix<float> queries, Index k);

  // x (features x n).
  void add(ConstBatch<float> x, Workers& workers);
  // The nearest first, equals in the order in which they came; fewer than k where fewer came.
  std::span<const Neighbour> nearest(Index query) const;

 private:
  Matrix<float> queries_;
  std::size_t k_;
  std::vector<std::vector<Neighbour>> nearest_;
  Index count_ = 0;
};

}  // namespace hourglass

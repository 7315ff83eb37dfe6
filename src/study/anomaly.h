// Anomalies by reconstruction error: a network that has only learned to draw digits draws other
// things badly (Japkowicz, Myers, Gluck 1995).
//
//   ErrorScores scores(network, data.test);
//   while (!scores.done()) scores.advance(parameters, workers);
//   double auc = area_under_roc(scores.scores(), others.scores());      // scores.h
#pragma once

#include <span>
#include <vector>

#include "engine/network.h"
#include "study/image_blocks.h"

namespace hourglass {

// One pass over a set.
class ErrorScores {
 public:
  // `network` and `set` must outlive it.
  ErrorScores(const Network<float>& network, const ImageSet& set);

  bool done() const { return blocks_.done(); }
  Index position() const { return blocks_.position(); }
  // Measures the next block. Precondition: !done().
  void advance(std::span<const float> parameters, Workers& workers);
  // Mean squared error a pixel of each image's reconstruction, of the images measured so far; the
  // largest float where it is no number (of weights so large that they overflow).
  std::span<const float> scores() const { return scores_; }

 private:
  const Network<float>* network_;
  ImageBlocks blocks_;
  Pass<float> pass_;
  Matrix<float> output_;
  std::vector<float> scores_;
};

}  // namespace hourglass

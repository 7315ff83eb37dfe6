// How well a network does on a set of images, by every measure of metrics.h, a block at a time.
//
//   SetQuality result = measure_quality(network, parameters, data.test, noise, seed, workers);
//
// training/evaluation.h is the short form that training itself uses; MSE, MAE and BCE are its bits.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "study/metrics.h"
#include "training/evaluation.h"

namespace hourglass {

// Means over the images, PSNR too: of the ratio in dB, and infinite if one image is met exactly.
struct SetQuality {
  ImageQuality reconstruction;  // of what the network makes of the noisy images
  ImageQuality noisy;           // of the noisy images themselves: what doing nothing gives

  double improvement() const { return hourglass::improvement(noisy.mse, reconstruction.mse); }
};

// One pass over a set. Preconditions and noise as Evaluation's.
class QualityStudy {
 public:
  QualityStudy(const Network<float>& network, const ImageSet& set, std::uint64_t seed);

  bool done() const { return evaluation_.done(); }
  // Measures the next block. Precondition: !done().
  void advance(std::span<const float> parameters, const NoiseSpec& noise, Workers& workers);
  // Of each image of the last block.
  std::span<const SetQuality> images() const {
    return std::span(columns_).first(static_cast<std::size_t>(evaluation_.clean().cols()));
  }
  // Of the images measured so far; zeros before the first block.
  SetQuality result() const;

 private:
  ImageShape shape_;
  Evaluation evaluation_;
  std::vector<SetQuality> columns_;  // of each image of the block
  SetQuality sums_;
  Index measured_ = 0;
};

SetQuality measure_quality(const Network<float>& network, std::span<const float> parameters,
                           const ImageSet& set, const NoiseSpec& noise, std::uint64_t seed,
                           Workers& workers);

}  // namespace hourglass

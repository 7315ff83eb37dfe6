// How well a network does on a set of images, measured a block at a time so that a page without
// threads can spread it over frames.
//
//   Metrics metrics = evaluate(network, parameters, data.test, {NoiseKind::gaussian, 0.5f}, seed,
//                              workers).reconstruction;
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "data/noise.h"
#include "engine/loss.h"
#include "engine/network.h"

namespace hourglass {

// Means per pixel against the clean images. BCE clamps logarithms at -100, as PyTorch's BCELoss.
struct Metrics {
  double mse = 0;
  double mae = 0;
  double bce = 0;

  double loss(LossKind kind) const { return kind == LossKind::mse ? mse : bce; }
};

struct EvaluationResult {
  Metrics reconstruction;  // of what the network makes of the noisy images
  Metrics noisy;           // of the noisy images themselves: what doing nothing gives
  // Of a variational autoencoder, otherwise 0: nats per image, the sum of the pixels' BCE with one
  // draw of the code and KL(q || N(0, 1)), the negative of Kingma and Welling's bound.
  double negative_elbo = 0;
};

// One pass over a set. Allocates in its constructor and never again.
class Evaluation {
 public:
  static constexpr Index kBlock = 64;  // images: a convolutional network has 300 KB for each

  // `set` must outlive it. The noise is that of the seed's Stream::test_noise: the same numbers at
  // every pass.
  Evaluation(const Network<float>& network, const ImageSet& set, std::uint64_t seed);

  // Begins again.
  void restart();
  bool done() const { return measured_ == set_->count(); }
  // Measures the next block. Precondition: !done().
  void advance(std::span<const float> parameters, const NoiseSpec& noise, Workers& workers);
  // The last block, (features x n): the images, what the network was shown, what it made of that.
  ConstBatch<float> clean() const { return clean_.leftCols(last_); }
  ConstBatch<float> noisy() const { return noisy_.leftCols(last_); }
  ConstBatch<float> output() const { return output_.leftCols(last_); }
  // Room for kBlock images without gradients, which others may use between two blocks.
  Pass<float>& pass() { return pass_; }
  // Of the images measured so far; zeros before the first block.
  EvaluationResult result() const;

 private:
  // Adds those of the block's n images, which have just been reconstructed.
  void add_negative_elbo(std::span<const float> parameters, Index n, Workers& workers);

  const Network<float>* network_;
  const ImageSet* set_;
  std::uint64_t seed_;
  Pass<float> pass_;
  Matrix<float> clean_, noisy_, output_;
  Matrix<float> epsilon_, code_;           // of a variational autoencoder, otherwise empty
  std::vector<EvaluationResult> columns_;  // sums over the pixels of each image of the block
  EvaluationResult sums_;
  Index measured_ = 0;
  Index last_ = 0;  // images in the last block
};

EvaluationResult evaluate(const Network<float>& network, std::span<const float> parameters,
                          const ImageSet& set, const NoiseSpec& noise, std::uint64_t seed,
                          Workers& workers);

}  // namespace hourglass

// What a model makes of a sample of the images: codes, errors, how its layers are doing. Measured a
// block at a time, so that a session can do it between steps and a page between frames.
//
//   Surveyor surveyor(network, data);
//   while (!surveyor.done()) surveyor.advance(parameters, pass, workers);
//   std::shared_ptr<const Survey> survey = surveyor.finish(step, epoch, gradient);
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "engine/network.h"

namespace hourglass {

struct SurveyedImages {
  std::vector<std::uint32_t> images;  // columns of the set
  Matrix<float> codes;  // (code_size x n) of the clean images; of a gaussian head the means
};

// Of a layer that has weights.
struct LayerHealth {
  Index layer = 0;  // of the network's spec, the encoder's counted first
  // Of its units, 0 ... 1: those that are active in none of the sampled test images. Of a layer
  // that is never 0, those that give the same for all of them. A convolution's units are its
  // channels; one that is alive anywhere in the image is alive.
  double dead_share = 0;
  double gradient = 0;  // root mean square over its weights in the last step; 0 before the first
};

struct Survey {
  std::int64_t step = 0;
  double epoch = 0;
  SurveyedImages test, train;
  std::vector<float> errors;  // of `test`: mean squared error a pixel of the clean reconstruction
  Column<float> deviation;    // gaussian head: mean over `test`, (code_size); otherwise empty
  Column<float> divergence;   // and mean KL(q || N(0, 1)) in nats, (code_size)
  std::vector<LayerHealth> layers;  // in the spec's order
};

// What it takes in memory.
std::size_t bytes_of(const Survey& survey);

// One pass over the first images of both sets. Allocates in its constructor and in finish() alone.
class Surveyor {
 public:
  static constexpr Index kBlock = 64;                // images
  static constexpr Index kImages = 2000;             // of each set at most
  static constexpr Index kNumbers = Index{1} << 18;  // in the codes of each set at most

  // `network` and `data` must outlive it. Precondition: data of network.inputs() pixels.
  Surveyor(const Network<float>& network, const Dataset& data);

  bool done() const { return position_ == test_images() + train_images(); }
  // Measures the next block. `pass`, of at least kBlock images, may serve others in between.
  // Preconditions: !done(), the same parameters throughout.
  void advance(std::span<const float> parameters, Pass<float>& pass, Workers& workers);
  // What was measured; `gradient` is the last step's, an arena like the parameters'.
  // Precondition: done(). To be called once.
  std::shared_ptr<const Survey> finish(std::int64_t step, double epoch,
                                       std::span<const float> gradient);

 private:
  // How low and how high each number that a layer gives gets.
  struct Range {
    Index layer;        // of the spec
    Index first, last;  // of the network: those it is made of
    Column<float> lowest, highest;
  };

  Index test_images() const { return survey_->test.codes.cols(); }
  Index train_images() const { return survey_->train.codes.cols(); }
  void look_closer(std::span<const float> parameters, Index first, Index n, Pass<float>& pass,
                   Workers& workers);
  static void widen(Range& range, ConstBatch<float> numbers);
  void add_statistics(ConstBatch<float> statistics);
  double dead_share(const Range& range) const;
  double gradient_size(const Range& range, std::span<const float> gradient) const;

  const Network<float>* network_;
  const Dataset* data_;
  std::unique_ptr<Survey> survey_;
  Matrix<float> images_, output_;  // (inputs x kBlock)
  std::vector<Range> ranges_;
  Index position_ = 0;  // images done: of the test set, then of the training set
};

}  // namespace hourglass

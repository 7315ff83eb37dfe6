// Noise on the code against noise on the image: the decoder turns any code into something like the
// images that it has learned, so the same strength does less harm in the code.
//
//   CodeNoiseStudy study(network, data.test, strengths, seed);
//   while (!study.done()) study.advance(parameters, workers);
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/network.h"
#include "study/image_blocks.h"

namespace hourglass {

// Gaussian noise of deviation `strength` added to codes (code x n); column c is image
// first_column + c of a set. Its numbers are of the seed's Stream::test_noise, number 1.
Matrix<float> noisy_codes(ConstBatch<float> codes, float strength, std::uint64_t seed,
                          Index first_column, Workers& workers);

// Mean squared errors a pixel, against the clean images.
struct CodeNoiseErrors {
  float strength = 0;
  double input = 0;  // of decoding what the encoder makes of the noisy, clipped image
  double code = 0;   // of decoding the clean image's code with noise on it
};

// One pass over a set.
class CodeNoiseStudy {
 public:
  // `network` and `set` must outlive the study.
  CodeNoiseStudy(const Network<float>& network, const ImageSet& set,
                 std::span<const float> strengths, std::uint64_t seed);

  bool done() const { return blocks_.done(); }
  Index position() const { return blocks_.position(); }
  // Measures the next block. Precondition: !done().
  void advance(std::span<const float> parameters, Workers& workers);
  // Of the images measured so far, one entry a strength; zeros before the first block.
  std::vector<CodeNoiseErrors> result() const;

 private:
  const Network<float>* network_;
  std::uint64_t seed_;
  ImageBlocks blocks_;
  Pass<float> pass_;
  Matrix<float> noisy_, codes_, output_;
  std::vector<CodeNoiseErrors> sums_;
};

}  // namespace hourglass

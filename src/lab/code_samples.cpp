#include "lab/code_samples.h"

#include <algorithm>
#include <cmath>

#include "data/noise.h"
#include "engine/random.h"
#include "study/code_noise.h"

namespace hourglass {

Matrix<float> film_codes(const Column<float>& code, Index dimension, float low, float high,
                         Index steps) {
  Matrix<float> codes = code.replicate(1, steps);
  for (Index i = 0; i < steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps - 1);
    codes(dimension, i) = low + t * (high - low);
  }
  return codes;
}

Index nearest_step(float value, float low, float high, Index steps) {
  if (!(high > low)) return 0;
  const float at = std::round((value - low) / (high - low) * static_cast<float>(steps - 1));
  return static_cast<Index>(std::clamp(at, 0.0f, static_cast<float>(steps - 1)));
}

Matrix<float> noisy_images(const Column<float>& image, float strength, std::uint64_t roll, Index n,
                           Workers& workers) {
  Matrix<float> images = image.replicate(1, n);
  corrupt({NoiseKind::gaussian, strength}, {roll, stream_id(Stream::test_noise)}, images, images,
          workers);
  return images;
}

Matrix<float> noisy_copies(const Column<float>& code, const Column<float>& deviation,
                           float strength, std::uint64_t roll, Index n, Workers& workers) {
  const Matrix<float> noise =
      noisy_codes(Matrix<float>::Zero(code.size(), n), strength, roll, 0, workers);
  return deviation.asDiagonal() * noise + code.replicate(1, n);
}

Matrix<float> prior_draws(Index code_size, std::uint64_t roll, Index n, Workers& workers) {
  return noisy_codes(Matrix<float>::Zero(code_size, n), 1, roll, 0, workers);
}

}  // namespace hourglass

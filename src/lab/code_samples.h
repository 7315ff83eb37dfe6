// What the views of single digits decode: the film strip of a dimension, noise on pixels and on
// codes, draws from the prior. Only what goes into the network; decoding is done in slices.
#pragma once

#include <cstdint>

#include "engine/matrix.h"
#include "engine/workers.h"

namespace hourglass {

// `code` in `steps` >= 2 columns, with the dimension from low to high.
Matrix<float> film_codes(const Column<float>& code, Index dimension, float low, float high,
                         Index steps);
// The step of such a strip that is nearest to the value.
Index nearest_step(float value, float low, float high, Index steps);

// An image (pixels) in n columns, each with gaussian noise of its own, clipped as in training.
Matrix<float> noisy_images(const Column<float>& image, float strength, std::uint64_t roll, Index n,
                           Workers& workers);
// A code in n columns, each with gaussian noise of its own: of every dimension `strength` times its
// deviation.
Matrix<float> noisy_copies(const Column<float>& code, const Column<float>& deviation,
                           float strength, std::uint64_t roll, Index n, Workers& workers);
// n draws from N(0, I).
Matrix<float> prior_draws(Index code_size, std::uint64_t roll, Index n, Workers& workers);

}  // namespace hourglass

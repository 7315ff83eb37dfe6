// Corruption: what a denoising autoencoder is shown in place of the clean image
// (Vincent et al. 2008, "Extracting and Composing Robust Features with Denoising Autoencoders").
//
//   corrupt({NoiseKind::gaussian, 0.5f}, {seed, stream_id(Stream::noise, step)}, clean, noisy,
//   workers);
#pragma once

#include <cstdint>
#include <span>

#include "engine/matrix.h"
#include "engine/random.h"
#include "engine/workers.h"

namespace hourglass {

enum class NoiseKind : std::uint8_t { none, gaussian, uniform, masking, salt_and_pepper };

// What `strength` means, for a pixel x, before the result is clipped to [0, 1]:
//   gaussian         x + strength * N(0, 1)
//   uniform          x + strength * U[0, 1)
//   masking          0 with probability strength, else x
//   salt_and_pepper  0 or 1, equally likely, with probability strength, else x
struct NoiseSpec {
  NoiseKind kind = NoiseKind::none;
  float strength = 0;

  bool operator==(const NoiseSpec&) const = default;
};

// Strengths that make sense: 0 ... 1 for probabilities, 0 ... 2 for the additive kinds.
float max_strength(NoiseKind kind);

// Assigns noisy (pixels x n) from clean (pixels x n), both in [0, 1]. Column c uses the numbers
// from (first_column + c) * padded(pixels) of the key's stream, where padded() rounds up to a
// multiple of 4: so a batch gives the same noise in whatever pieces it is corrupted.
// clean and noisy may be the same matrix. Never allocates.
void corrupt(const NoiseSpec& noise, RandomKey key, ConstBatch<float> clean, Batch<float> noisy,
             Workers& workers, Index first_column = 0);

// One of several corruptions, of which each image suffers one by chance.
struct NoiseShare {
  NoiseSpec noise;
  float weight = 1;  // > 0; the chance is weight / sum of weights

  bool operator==(const NoiseShare&) const = default;
};

// As corrupt(), with one of `shares` for each column: column c, number n, suffers the first whose
// weights, added up, exceed the n-th uniform number of `choices` times their sum. n is numbers[c],
// so that who gives the images' indices gives each the same noise whatever batch it is in; or
// first_column + c where `numbers` is empty. Preconditions: at least one share; numbers empty or
// one a column.
void corrupt_by_chance(std::span<const NoiseShare> shares, RandomKey choices, RandomKey key,
                       std::span<const std::uint32_t> numbers, ConstBatch<float> clean,
                       Batch<float> noisy, Workers& workers, Index first_column = 0);

}  // namespace hourglass

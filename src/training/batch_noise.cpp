#include "training/batch_noise.h"

#include "engine/random.h"

namespace hourglass {

void corrupt_batch(const Recipe& recipe, std::int64_t step, std::span<const std::uint32_t> images,
                   ConstBatch<float> clean, Batch<float> noisy, Workers& workers,
                   Index first_column) {
  const NoiseShare single{recipe.noise, 1};
  const std::span<const NoiseShare> shares =
      recipe.noise_mixture.empty() ? std::span(&single, 1) : std::span(recipe.noise_mixture);
  const bool fixed = recipe.noise_fixed;
  const auto number = static_cast<std::uint64_t>(step);
  // Stream 0 of the choices belongs to fixed noise, the others to the steps.
  const RandomKey choices{recipe.seed, stream_id(Stream::noise_choice, fixed ? 0 : number + 1)};
  const RandomKey key{recipe.seed,
                      fixed ? stream_id(Stream::fixed_noise) : stream_id(Stream::noise, number)};
  corrupt_by_chance(shares, choices, key, fixed ? images : std::span<const std::uint32_t>(), clean,
                    noisy, workers, first_column);
}

}  // namespace hourglass

// The corruption of a batch as a recipe has it: fresh or fixed, of one kind or a mixture.
#pragma once

#include <cstdint>
#include <span>

#include "engine/matrix.h"
#include "engine/workers.h"
#include "training/recipe.h"

namespace hourglass {

// Assigns noisy (pixels x n) from clean (pixels x n), image images[c] of the training set in column
// c, which is column first_column + c of the batch. Fresh noise depends on `step` and the column of
// the batch, fixed noise on the image alone. Never allocates.
void corrupt_batch(const Recipe& recipe, std::int64_t step, std::span<const std::uint32_t> images,
                   ConstBatch<float> clean, Batch<float> noisy, Workers& workers,
                   Index first_column = 0);

}  // namespace hourglass

// Columns of random words become numbers in the order of their stream.
#pragma once

#include "engine/kernels/random_words.h"

namespace hourglass {

// out[4 i + w] = columns[w][i] for i < count (a multiple of kRandomStep).
void interleave(const std::array<RandomNumbers, 4>& columns, std::size_t count, float* out);

}  // namespace hourglass

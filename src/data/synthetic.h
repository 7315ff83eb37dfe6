// Synthetic digits: handwriting from skeletons, for where MNIST cannot be had. Each image takes one
// hand of its digit, moves its points, bends, slants and stretches the whole, and draws it with a
// pen of varying width, in MNIST's form (digit_normalization.h).
//
//   Dataset data = synthetic_digits(1, 10000, 2000);
#pragma once

#include <cstdint>
#include <span>

#include "data/dataset.h"
#include "data/digit_normalization.h"
#include "data/synthetic_hands.h"
#include "engine/random.h"

namespace hourglass {

// The same numbers give the same images, natively and in a browser; an image does not depend on
// how many there are. Labels run 0 ... 9 over and over.
Dataset synthetic_digits(std::uint64_t seed, Index train, Index test);

// One image of the digit 0 ... 9, the number-th that the seed gives.
DigitImage draw_digit(int digit, std::uint64_t seed, std::uint64_t number);

// One image of whatever the hands write, with the numbers of the key's stream.
// Precondition: at least one hand.
DigitImage draw_hand(std::span<const Hand> hands, RandomKey key);

}  // namespace hourglass

// Numbers of 16 bits, in the two forms in which weights are shared: IEEE 754's binary16 ("half
// precision", float16) and bfloat16, the upper half of a float.
#pragma once

#include <cstdint>

namespace hourglass {

// Exact: every number of either form is a float too.
float from_float16(std::uint16_t bits);
float from_bfloat16(std::uint16_t bits);

// The nearest number of the form; of two that are equally near, the one whose last bit is 0. What
// is too large becomes an infinity: from 65520 up in float16. A NaN stays one.
std::uint16_t to_float16(float value);
std::uint16_t to_bfloat16(float value);

}  // namespace hourglass

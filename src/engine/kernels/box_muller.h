// Random bits become normal numbers: the costliest part of Gaussian noise.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace hourglass {

constexpr std::size_t kBoxMullerPairs = 16;  // a whole number of anybody's registers
using RandomWords = std::array<std::uint32_t, kBoxMullerPairs>;
using RandomNumbers = std::array<float, kBoxMullerPairs>;

// Box and Muller (1958): assigns two independent standard normals for each pair of words, radius
// times the angle's cosine and sine. Radius sqrt(-2 ln u) with u = (r + 1) / 2^24, r the upper 24
// bits of radius_bits. Angle (q + f) quarter turns, q the upper two bits of angle_bits, f in
// [-1/2, 1/2) the next 24 as a signed fraction. Logarithm, sine and cosine are polynomials, right
// to 1e-7, and the loop is written for the compiler to vectorise.
void box_muller(const RandomWords& radius_bits, const RandomWords& angle_bits,
                RandomNumbers& cosines, RandomNumbers& sines);

}  // namespace hourglass

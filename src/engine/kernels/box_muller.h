// Random bits become normal numbers: the costliest part of Gaussian noise.
#pragma once

#include "engine/kernels/random_words.h"

namespace hourglass {

// Box and Muller (1958): assigns two independent standard normals for each pair of words, radius
// times the angle's cosine and sine. Radius sqrt(-2 ln u) with u = (r + 1) / 2^24, r the upper 24
// bits of radius_bits. Angle (q + f) quarter turns, q the upper two bits of angle_bits, f in
// [-1/2, 1/2) the next 24 as a signed fraction. Logarithm, sine and cosine are polynomials, right
// to 1e-7, and the loop is written for the compiler to vectorise. The first `count` pairs are made,
// a multiple of kRandomStep. No two of the arrays may be the same.
void box_muller(const RandomWords& radius_bits, const RandomWords& angle_bits, std::size_t count,
                RandomNumbers& cosines, RandomNumbers& sines);

}  // namespace hourglass

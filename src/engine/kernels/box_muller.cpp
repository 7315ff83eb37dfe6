#include "engine/kernels/box_muller.h"

#include <bit>
#include <cmath>

namespace hourglass {
namespace {

// ln x for x in (0, 1] and normal: x = 2^e (1 + m) with m in [-1/3, 1/3], and a polynomial in m
// fitted at Chebyshev's nodes.
inline float logarithm(float x) {
  constexpr std::uint32_t kTwoThirds = 0x3f2aaaab;
  const std::uint32_t above = std::bit_cast<std::uint32_t>(x) - kTwoThirds;
  const auto e = static_cast<float>(static_cast<std::int32_t>(above) >> 23);
  const float m = std::bit_cast<float>((above & 0x007fffffu) + kTwoThirds) - 1.0f;
  float q = 0.134337738f;
  q = q * m - 0.147041544f;
  q = q * m + 0.141169786f;
  q = q * m - 0.165391251f;
  q = q * m + 0.200038359f;
  q = q * m - 0.250018090f;
  q = q * m + 0.333333194f;
  return e * 0.693147181f + (m + m * m * (m * q - 0.5f));
}

// sin and cos of f quarter turns, f in [-1/2, 1/2].
inline float sine(float f, float square) {
  return f * (1.57079637f +
              square * (-0.645963490f + square * (0.0796802193f - square * 0.00460216310f)));
}
inline float cosine(float square) {
  return 1.0f +
         square * (-1.23370051f +
                   square * (0.253669411f + square * (-0.0208615307f + square * 0.000906743750f)));
}

inline float negate_if(std::uint32_t bit31, float x) {
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) ^ (bit31 & 0x80000000u));
}

}  // namespace

// __restrict: no number written changes the next bits read.
void box_muller(const RandomWords& __restrict radius_bits, const RandomWords& __restrict angle_bits,
                std::size_t count, RandomNumbers& __restrict cosines,
                RandomNumbers& __restrict sines) {
#if defined(__clang__)  // two registers at a time share the constants, for which there is no room
#pragma clang loop interleave_count(2)
#endif
  for (std::size_t i = 0; i < count; ++i) {
    const float u = (centred_upper_bits(radius_bits[i]) + (0x1p23f + 1)) * 0x1p-24f;
    const float radius = std::sqrt(-2.0f * logarithm(u));
    // The upper two bits say which quarter of the circle, the others where in it.
    const std::uint32_t quarter = angle_bits[i] >> 30;
    const float f =
        static_cast<float>(static_cast<std::int32_t>(angle_bits[i] << 2) >> 8) * 0x1p-24f;
    const float square = f * f;
    const float s = sine(f, square), c = cosine(square);
    const bool across = (quarter & 1) != 0;
    cosines[i] = radius * negate_if((quarter + 1) << 30, across ? s : c);
    sines[i] = radius * negate_if(quarter << 30, across ? c : s);
  }
}

}  // namespace hourglass

#include "engine/half_precision.h"

#include <bit>

namespace hourglass {
namespace {

constexpr std::uint32_t kInfinity = 0x7f800000;         // as the bits of a float
constexpr std::uint32_t kSmallestNormal = 0x38800000;   // 2^-14, of float16
constexpr std::uint32_t kBeyond = 0x47800000;           // 2^16
constexpr std::uint32_t kExponents = (127 - 15) << 23;  // from float16's bias to float's
constexpr std::uint16_t kInfinity16 = 0x7c00, kNaN16 = 0x7e00;

// Drops the last `count` bits and rounds what stays to even.
std::uint32_t round_off(std::uint32_t bits, int count) {
  const std::uint32_t half = std::uint32_t{1} << (count - 1);
  return (bits + half - 1 + ((bits >> count) & 1)) >> count;
}

}  // namespace

float from_float16(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000u) << 16;
  const std::uint32_t magnitude = bits & 0x7fffu;
  if (magnitude < 0x0400) {  // zero and subnormal numbers: multiples of 2^-24
    const float value = static_cast<float>(magnitude) * 0x1p-24f;
    return sign == 0 ? value : -value;
  }
  if (magnitude >= kInfinity16) {  // the payload of a NaN with it
    return std::bit_cast<float>(sign | kInfinity | (magnitude & 0x03ff) << 13);
  }
  return std::bit_cast<float>(sign | ((magnitude << 13) + kExponents));
}

float from_bfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

std::uint16_t to_float16(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000);
  const std::uint32_t magnitude = bits & 0x7fffffff;
  const auto with_sign = [sign](std::uint32_t rest) {
    return static_cast<std::uint16_t>(sign | rest);
  };
  if (magnitude > kInfinity) return with_sign(kNaN16);
  if (magnitude < kSmallestNormal) {
    // Floats from 1/2 to 1 are 2^-24 apart, as float16's subnormal numbers are: the sum is rounded.
    const float sum = std::bit_cast<float>(magnitude) + 0.5f;
    return with_sign(std::bit_cast<std::uint32_t>(sum) - std::bit_cast<std::uint32_t>(0.5f));
  }
  if (magnitude >= kBeyond) return with_sign(kInfinity16);
  return with_sign(round_off(magnitude - kExponents, 13));  // up to 2^16, which is the infinity
}

std::uint16_t to_bfloat16(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto upper = static_cast<std::uint16_t>(bits >> 16);
  if ((bits & 0x7fffffff) > kInfinity) return static_cast<std::uint16_t>(upper | 0x0040);
  return static_cast<std::uint16_t>(round_off(bits, 16));
}

}  // namespace hourglass

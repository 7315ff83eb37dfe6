#include "engine/half_precision.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>

namespace hourglass {
namespace {

// A form of 16 bits: sign, exponent, `mantissa` bits.
struct Form {
  float (*decode)(std::uint16_t);
  std::uint16_t (*encode)(float);
  int mantissa;
  int bias;
};
const Form kFloat16{from_float16, to_float16, 10, 15};
const Form kBfloat16{from_bfloat16, to_bfloat16, 7, 127};

// What the bits mean, by IEEE 754's definition.
double meaning(const Form& form, unsigned bits) {
  const int exponent = static_cast<int>((bits & 0x7fff) >> form.mantissa);
  const int fraction = static_cast<int>(bits & ((1u << form.mantissa) - 1));
  const double sign = bits & 0x8000 ? -1 : 1;
  if (exponent == 2 * form.bias + 1) {
    return fraction == 0 ? sign * INFINITY : std::numeric_limits<double>::quiet_NaN();
  }
  const int leading = exponent == 0 ? 0 : 1 << form.mantissa;
  return sign * std::ldexp(leading + fraction, std::max(exponent, 1) - form.bias - form.mantissa);
}

class Halves : public testing::TestWithParam<Form> {};

TEST_P(Halves, EveryNumberMeansWhatItShouldAndComesBack) {
  const Form form = GetParam();
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const double expected = meaning(form, bits);
    const float value = form.decode(half);
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(value)) << bits;
      EXPECT_TRUE(std::isnan(form.decode(form.encode(value)))) << bits;
    } else {
      ASSERT_EQ(value, expected) << bits;
      ASSERT_EQ(std::signbit(value), bits >= 0x8000) << bits;
      ASSERT_EQ(form.encode(value), half);
    }
  }
}

// All neighbours: their middle goes to the even one, what is nearer to one goes to it.
TEST_P(Halves, NumbersBetweenGoToTheNearestAndTiesToEven) {
  const Form form = GetParam();
  const auto infinity = static_cast<unsigned>(form.encode(INFINITY));
  for (unsigned bits = 0; bits + 1 < infinity; ++bits) {
    for (const unsigned sign : {0u, 0x8000u}) {
      const auto low = static_cast<std::uint16_t>(bits | sign);
      const auto high = static_cast<std::uint16_t>(low + 1);
      const auto middle =
          static_cast<float>((static_cast<double>(form.decode(low)) + form.decode(high)) / 2);
      ASSERT_EQ(form.encode(middle), bits % 2 == 0 ? low : high) << low;
      ASSERT_EQ(form.encode(std::nextafter(middle, form.decode(low))), low) << low;
      ASSERT_EQ(form.encode(std::nextafter(middle, form.decode(high))), high) << low;
    }
  }
}

std::string form_name(const testing::TestParamInfo<Form>& info) {
  return info.param.mantissa == 10 ? "float16" : "bfloat16";
}
INSTANTIATE_TEST_SUITE_P(Forms, Halves, testing::Values(kFloat16, kBfloat16), form_name);

TEST(HalfPrecision, WhatIsTooLargeBecomesInfinite) {
  EXPECT_EQ(from_float16(to_float16(std::nextafter(65520.0f, 0.0f))), 65504);
  for (const float value : {65520.0f, 1e6f, std::numeric_limits<float>::max(), INFINITY}) {
    EXPECT_EQ(to_float16(value), 0x7c00) << value;
    EXPECT_EQ(to_float16(-value), 0xfc00) << value;
  }
  EXPECT_EQ(to_bfloat16(std::numeric_limits<float>::max()), 0x7f80);
  EXPECT_EQ(to_bfloat16(std::bit_cast<float>(0x7f7f7fffu)), 0x7f7f);
}

TEST(HalfPrecision, WhatIsTooSmallBecomesZero) {
  EXPECT_EQ(to_float16(0x1p-25f), 0);  // half of the smallest: a tie
  EXPECT_EQ(to_float16(std::nextafter(0x1p-25f, 1.0f)), 1);
  EXPECT_EQ(to_float16(-std::numeric_limits<float>::denorm_min()), 0x8000);
}

}  // namespace
}  // namespace hourglass

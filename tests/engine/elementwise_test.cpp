// Each instruction set's kernel against the library's functions in double, on sizes that leave
// ragged ends, with canaries behind every output.
#include "engine/kernels/elementwise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/kernels/random_words.h"
#include "engine/random.h"

namespace hourglass {
namespace {

struct Kernel {
  const char* name;
  const ElementwiseKernel* kernel;
  bool supported;
};

std::vector<Kernel> kernels() {
  std::vector<Kernel> all{{"baseline", &kBaselineElementwise, true}};
#if defined(__x86_64__)
  all.push_back({"avx2", &kAvx2Elementwise,
                 __builtin_cpu_supports("avx2") > 0 && __builtin_cpu_supports("fma") > 0});
  all.push_back({"avx512", &kAvx512Elementwise, __builtin_cpu_supports("avx512f") > 0});
#endif
  return all;
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kCanary = 12345.0f;

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

class ElementwiseOf : public testing::TestWithParam<Kernel> {
 protected:
  void SetUp() override {
    if (!GetParam().supported) GTEST_SKIP() << "not on this processor";
  }
  const ElementwiseKernel& kernel() const { return *GetParam().kernel; }
};

// From -range to range, and closer together around 0.
std::vector<float> dense(float range) {
  constexpr int kHalf = 500'000;
  std::vector<float> all;
  for (int i = -kHalf; i <= kHalf; ++i) {
    const float x = static_cast<float>(i) / kHalf;
    all.push_back(range * x);
    all.push_back(x * x * x * x * x);
  }
  return all;
}

TEST_P(ElementwiseOf, SigmoidIsRightToItsLastDigits) {
  const std::vector<float> z = dense(100);
  std::vector<float> y = z;
  kernel().sigmoid(y.data(), y.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double wanted = sigmoid(double{z[i]});
    ASSERT_NEAR(y[i], wanted, 2e-7 * wanted + 2e-38) << z[i];
    ASSERT_LE(y[i], 1.0f);
    ASSERT_GE(y[i], 0.0f);
  }
}

TEST_P(ElementwiseOf, TanhIsRightToItsLastDigits) {
  const std::vector<float> z = dense(20);
  std::vector<float> y = z;
  kernel().tanh(y.data(), y.size());
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double wanted = std::tanh(double{z[i]});
    ASSERT_NEAR(y[i], wanted, 4e-7 * std::abs(wanted)) << z[i];
    ASSERT_LE(std::abs(y[i]), 1.0f);
  }
}

TEST_P(ElementwiseOf, SaturatesAndKeepsWhatIsNotANumber) {
  const std::vector<float> z{-kInfinity, -1e30f, -100, 0, -0.0f, 100, 1e30f, kInfinity, kNan};
  std::vector<float> y = z;
  kernel().sigmoid(y.data(), y.size());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(y[i], 0) << z[i];
  EXPECT_EQ(y[3], 0.5f);
  EXPECT_EQ(y[4], 0.5f);
  for (int i = 5; i < 8; ++i) EXPECT_EQ(y[i], 1) << z[i];
  EXPECT_TRUE(std::isnan(y[8]));
  y = z;
  kernel().tanh(y.data(), y.size());
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(y[i], -1, 1.2e-7) << z[i];
  EXPECT_EQ(y[3], 0);
  EXPECT_EQ(y[4], 0);
  for (int i = 5; i < 8; ++i) EXPECT_NEAR(y[i], 1, 1.2e-7) << z[i];
  EXPECT_TRUE(std::isnan(y[8]));
}

TEST_P(ElementwiseOf, GivesANumberTheSameResultWhereverItStands) {
  std::vector<float> z(70);
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = 0.2f * static_cast<float>(i) - 7;
  for (const auto function : {kernel().sigmoid, kernel().tanh}) {
    std::vector<float> all = z;
    function(all.data(), all.size());
    for (std::size_t n = 0; n < z.size(); ++n) {
      std::vector<float> y(z.begin(), z.begin() + static_cast<std::ptrdiff_t>(n));
      y.push_back(kCanary);
      function(y.data(), n);
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(y[i], all[i]) << n << ' ' << i;
      ASSERT_EQ(y[n], kCanary) << n;
    }
  }
}

// Loss, output and derivative of one number.
struct Wanted {
  double loss, y, gradient;
};

template <class F, class Derivative>
auto mse(F f, Derivative derivative) {
  return [=](double z, double target) {
    const double y = f(z), difference = y - target;
    return Wanted{difference * difference, y, 2 * difference * derivative(y)};
  };
}

Wanted bce(double z, double target) {
  const double loss = std::log1p(std::exp(-std::abs(z))) + std::max(z, 0.0) - z * target;
  return {loss, sigmoid(z), sigmoid(z) - target};
}

template <class F>
void expect_loss(ElementwiseKernel::ColumnLoss loss, F wanted, float range) {
  for (const std::size_t n : {0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 783, 784}) {
    std::vector<float> z(n + 1, kCanary), target(n), y(n + 1, kCanary);
    for (std::size_t i = 0; i < n; ++i) {
      const auto at = static_cast<float>(i);
      z[i] = range * std::sin(0.37f * at);
      target[i] = 0.5f + 0.5f * std::cos(0.11f * at * at);
    }
    const std::vector<float> before = z;
    constexpr float kScale = 0.25f;
    const double got = loss(target.data(), z.data(), y.data(), n, kScale);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const Wanted w = wanted(double{before[i]}, double{target[i]});
      sum += w.loss;
      ASSERT_NEAR(y[i], w.y, 4e-7 * std::max(1.0, std::abs(w.y))) << n << ' ' << i;
      ASSERT_NEAR(z[i], kScale * w.gradient, 1e-6 * std::max(1.0, std::abs(w.gradient)))
          << n << ' ' << i;
    }
    ASSERT_NEAR(got, sum, 1e-6 * sum) << n;
    ASSERT_EQ(z[n], kCanary) << n;
    ASSERT_EQ(y[n], kCanary) << n;
  }
}

TEST_P(ElementwiseOf, MseComesWithOutputAndGradient) {
  const auto self = [](double z) { return z; };
  const auto relu = [](double z) { return std::max(z, 0.0); };
  const auto tanh = [](double z) { return std::tanh(z); };
  expect_loss(kernel().mse_linear, mse(self, [](double) { return 1; }), 3);
  expect_loss(kernel().mse_relu, mse(relu, [](double y) { return y > 0 ? 1 : 0; }), 3);
  expect_loss(kernel().mse_sigmoid, mse(sigmoid, [](double y) { return y * (1 - y); }), 10);
  expect_loss(kernel().mse_tanh, mse(tanh, [](double y) { return 1 - y * y; }), 4);
}

TEST_P(ElementwiseOf, BceComesWithOutputAndGradient) {
  for (const float range : {0.01f, 1.0f, 10.0f, 200.0f}) expect_loss(kernel().bce, bce, range);
}

// Where the loss is small, what is left of it is log(1 + e^-|z|) alone.
TEST_P(ElementwiseOf, BceOfACertainPixelKeepsItsDigits) {
  for (float z = 0; z < 80; z += 0.01f) {
    const float target = 1;
    float gradient = z, y = 0;
    const double got = kernel().bce(&target, &gradient, &y, 1, 1);
    const double wanted = std::log1p(std::exp(-double{z}));
    ASSERT_NEAR(got, wanted, 5e-7 * wanted) << z;
  }
}

TEST_P(ElementwiseOf, PhiloxGivesTheBitsOfSingleBlocks) {
  constexpr std::uint32_t kKey0 = 0xa4093822, kKey1 = 0x299f31d0, kWordCanary = 77;
  const auto counter = [](std::size_t i, std::size_t word) {
    return static_cast<std::uint32_t>(0x9e3779b97f4a7c15u * (4 * i + word + 1) >> 20);
  };
  for (const std::size_t count : {kRandomStep, 3 * kRandomStep, kRandomBlocks}) {
    std::vector<std::uint32_t> words(4 * kRandomBlocks, kWordCanary);
    for (std::size_t w = 0; w < 4; ++w) {
      for (std::size_t i = 0; i < count; ++i) words[w * kRandomBlocks + i] = counter(i, w);
    }
    kernel().philox(words.data(), kKey0, kKey1, count);
    for (std::size_t i = 0; i < kRandomBlocks; ++i) {
      const auto wanted =
          philox4x32({counter(i, 0), counter(i, 1), counter(i, 2), counter(i, 3)}, {kKey0, kKey1});
      for (std::size_t w = 0; w < 4; ++w) {
        ASSERT_EQ(words[w * kRandomBlocks + i], i < count ? wanted[w] : kWordCanary) << i;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(InstructionSets, ElementwiseOf, testing::ValuesIn(kernels()),
                         [](const auto& suite) { return suite.param.name; });

}  // namespace
}  // namespace hourglass

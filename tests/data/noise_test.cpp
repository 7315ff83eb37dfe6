#include "data/noise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "data/mnist.h"
#include "digits.h"

namespace hourglass {
namespace {

constexpr NoiseKind kKinds[] = {NoiseKind::none, NoiseKind::gaussian, NoiseKind::uniform,
                                NoiseKind::masking, NoiseKind::salt_and_pepper};
constexpr RandomKey kKey{3, stream_id(Stream::noise, 17)};

Matrix<float> corrupted(const NoiseSpec& noise, const Matrix<float>& clean, int threads = 1) {
  Workers workers(threads);
  Matrix<float> noisy = Matrix<float>::Constant(clean.rows(), clean.cols(), -1);
  corrupt(noise, kKey, clean, noisy, workers);
  return noisy;
}

Matrix<float> grey(float value) { return Matrix<float>::Constant(784, 1024, value); }

Matrix<float> ramp(Index pixels, Index columns) {
  return (Matrix<float>::Random(pixels, columns).array() + 1) / 2;
}

struct Moments {
  double mean = 0;
  double square = 0;  // mean of squares
};

Moments moments(const Matrix<float>& x) {
  const auto values = x.cast<double>().array();
  return {values.mean(), values.square().mean()};
}

// Five standard errors of a mean of this many values with this deviation.
double five_sigma(const Matrix<float>& x, double deviation) {
  return 5 * deviation / std::sqrt(static_cast<double>(x.size()));
}

double share_of(const Matrix<float>& x, float value) {
  return (x.array() == value).cast<double>().mean();
}

TEST(Noise, GaussianHasItsMeanAndDeviationWhereNothingIsClipped) {
  const Matrix<float> noisy = corrupted({NoiseKind::gaussian, 0.05f}, grey(0.5f));
  const Moments found = moments(noisy.array() - 0.5f);
  EXPECT_NEAR(found.mean, 0, five_sigma(noisy, 0.05));
  EXPECT_NEAR(found.square, 0.05 * 0.05, five_sigma(noisy, std::sqrt(2.0) * 0.05 * 0.05));
}

// On black, half of it is cut off: the mean is s / sqrt(2 pi), the mean square s^2 / 2.
TEST(Noise, GaussianIsClipped) {
  constexpr float kStrength = 0.2f;
  const Matrix<float> noisy = corrupted({NoiseKind::gaussian, kStrength}, grey(0));
  EXPECT_NEAR(share_of(noisy, 0), 0.5, five_sigma(noisy, 0.5));
  const Moments found = moments(noisy);
  EXPECT_NEAR(found.mean, kStrength / std::sqrt(2 * std::numbers::pi), five_sigma(noisy, 0.12));
  EXPECT_NEAR(found.square, kStrength * kStrength / 2, five_sigma(noisy, 0.05));
  EXPECT_NEAR(share_of(corrupted({NoiseKind::gaussian, kStrength}, grey(1)), 1), 0.5,
              five_sigma(noisy, 0.5));
}

TEST(Noise, UniformLightensUpToItsStrength) {
  const Matrix<float> noisy = corrupted({NoiseKind::uniform, 0.4f}, grey(0.5f));
  const Moments found = moments(noisy.array() - 0.5f);
  EXPECT_NEAR(found.mean, 0.2, five_sigma(noisy, 0.4 / std::sqrt(12.0)));
  EXPECT_NEAR(found.square, 0.16 / 3, five_sigma(noisy, 0.05));
  EXPECT_GE(noisy.minCoeff(), 0.5f);
  EXPECT_LE(noisy.maxCoeff(), 0.9f);
  // From 0.9 on, three quarters of it are cut off.
  EXPECT_NEAR(share_of(corrupted({NoiseKind::uniform, 0.4f}, grey(0.9f)), 1), 0.75,
              five_sigma(noisy, 0.44));
}

TEST(Noise, MaskingBlackensItsShareAndLeavesTheRest) {
  const Matrix<float> noisy = corrupted({NoiseKind::masking, 0.3f}, grey(0.6f));
  EXPECT_NEAR(share_of(noisy, 0), 0.3, five_sigma(noisy, 0.46));
  EXPECT_DOUBLE_EQ(share_of(noisy, 0) + share_of(noisy, 0.6f), 1);
}

TEST(Noise, SaltAndPepperAreEquallyLikely) {
  const Matrix<float> noisy = corrupted({NoiseKind::salt_and_pepper, 0.3f}, grey(0.6f));
  EXPECT_NEAR(share_of(noisy, 0), 0.15, five_sigma(noisy, 0.36));
  EXPECT_NEAR(share_of(noisy, 1), 0.15, five_sigma(noisy, 0.36));
  EXPECT_NEAR(share_of(noisy, 0.6f), 0.7, five_sigma(noisy, 0.46));
}

TEST(Noise, StrengthZeroChangesNothing) {
  const Matrix<float> clean = ramp(30, 20);
  for (NoiseKind kind : kKinds) EXPECT_EQ(corrupted({kind, 0}, clean), clean);
}

TEST(Noise, StaysInRangeAtFullStrength) {
  const Matrix<float> clean = ramp(784, 64);
  for (NoiseKind kind : kKinds) {
    const Matrix<float> noisy = corrupted({kind, max_strength(kind)}, clean);
    EXPECT_GE(noisy.minCoeff(), 0.0f);
    EXPECT_LE(noisy.maxCoeff(), 1.0f);
  }
  EXPECT_EQ(corrupted({NoiseKind::masking, 1}, clean).maxCoeff(), 0.0f);
  const Matrix<float> salted = corrupted({NoiseKind::salt_and_pepper, 1}, clean);
  EXPECT_DOUBLE_EQ(share_of(salted, 0) + share_of(salted, 1), 1);
}

TEST(Noise, NeighboursAreIndependent) {
  const Matrix<float> noisy = corrupted({NoiseKind::gaussian, 0.05f}, grey(0.5f)).array() - 0.5f;
  const double variance = 0.05 * 0.05;
  const Index n = noisy.cols() - 1;
  const double pixels =
      (noisy.topRows(783).array() * noisy.bottomRows(783).array()).cast<double>().mean();
  const double images =
      (noisy.leftCols(n).array() * noisy.rightCols(n).array()).cast<double>().mean();
  EXPECT_NEAR(pixels, 0, five_sigma(noisy, variance));
  EXPECT_NEAR(images, 0, five_sigma(noisy, variance));
}

// 784 as in the page; 30, which is no multiple of four; more than the chunk that noise is drawn in.
TEST(Noise, SameBitsForAnyThreadsAndPieces) {
  for (Index pixels : {784, 30, 1001}) {
    const Matrix<float> clean = ramp(pixels, 37);
    for (NoiseKind kind : kKinds) {
      const NoiseSpec noise{kind, max_strength(kind) / 2};
      const Matrix<float> whole = corrupted(noise, clean);
      EXPECT_EQ(corrupted(noise, clean, 2), whole);
      EXPECT_EQ(corrupted(noise, clean, 4), whole);

      Workers workers(2);
      Matrix<float> pieces = clean;  // in place
      corrupt(noise, kKey, pieces.leftCols(13), pieces.leftCols(13), workers);
      corrupt(noise, kKey, pieces.rightCols(24), pieces.rightCols(24), workers, 13);
      EXPECT_EQ(pieces, whole) << pixels;
    }
  }
}

constexpr RandomKey kChoices{3, stream_id(Stream::noise_choice, 17)};

Matrix<float> mixed(std::span<const NoiseShare> shares, const Matrix<float>& clean,
                    std::span<const std::uint32_t> numbers = {}, int threads = 1) {
  Workers workers(threads);
  Matrix<float> noisy = Matrix<float>::Constant(clean.rows(), clean.cols(), -1);
  corrupt_by_chance(shares, kChoices, kKey, numbers, clean, noisy, workers);
  return noisy;
}

TEST(MixedNoise, OfOneKindIsThatNoise) {
  const Matrix<float> clean = ramp(784, 37);
  for (NoiseKind kind : kKinds) {
    const NoiseShare share{{kind, max_strength(kind) / 2}, 0.125f};
    EXPECT_EQ(mixed({&share, 1}, clean), corrupted(share.noise, clean));
  }
}

TEST(MixedNoise, EachImageSuffersOneKindWithTheChanceOfItsWeight) {
  const std::vector<NoiseShare> shares = {
      {{NoiseKind::masking, 1}, 1}, {{NoiseKind::none, 0}, 2}, {{NoiseKind::gaussian, 0.5f}, 5}};
  const Matrix<float> clean = Matrix<float>::Constant(20, 20000, 0.5f);
  const Matrix<float> noisy = mixed(shares, clean);
  const Matrix<float> gaussian = corrupted(shares[2].noise, clean);
  double count[3] = {};
  for (Index c = 0; c < noisy.cols(); ++c) {
    if (noisy.col(c).isZero(0))
      ++count[0];
    else if (noisy.col(c) == clean.col(c))
      ++count[1];
    else if (noisy.col(c) == gaussian.col(c))
      ++count[2];
  }
  for (int i = 0; i < 3; ++i) {
    const double p = double{shares[static_cast<std::size_t>(i)].weight} / 8;
    EXPECT_NEAR(count[i], 20000 * p, 5 * std::sqrt(20000 * p * (1 - p))) << i;
  }
  EXPECT_EQ(count[0] + count[1] + count[2], 20000);
}

TEST(MixedNoise, AnImageHasItsNoiseInWhateverBatchItIs) {
  const std::vector<NoiseShare> shares = {{{NoiseKind::salt_and_pepper, 0.5f}, 1},
                                          {{NoiseKind::gaussian, 0.5f}, 1}};
  const Matrix<float> clean = Matrix<float>::Constant(30, 40, 0.5f);
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < 40; ++i) numbers.push_back((i * 7 + 3) % 40);
  const Matrix<float> whole = mixed(shares, clean);
  const Matrix<float> shuffled = mixed(shares, clean, numbers);
  EXPECT_EQ(mixed(shares, clean, numbers, 4), shuffled);
  for (Index c = 0; c < 40; ++c) {
    EXPECT_EQ(shuffled.col(c), whole.col(numbers[static_cast<std::size_t>(c)]));
  }
}

// What an untrained eye would score: the noisy images themselves against the clean ones.
TEST(Noise, DoingNothingOnMnistCostsWhatItShould) {
  HOURGLASS_NEED_MNIST();
  const auto data = load_mnist(test::mnist_directory());
  ASSERT_TRUE(data.ok()) << data.error().message;
  Workers workers(2);
  Matrix<float> clean(784, data.value().test.count());
  gather_range(data.value().test, 0, clean, workers);
  const struct {
    NoiseSpec noise;
    double mse;
  } cases[] = {
      {{NoiseKind::gaussian, 0.25f}, 0.0327},      {{NoiseKind::gaussian, 0.4f}, 0.0796},
      {{NoiseKind::gaussian, 0.5f}, 0.1156},       {{NoiseKind::masking, 0.25f}, 0.0285},
      {{NoiseKind::masking, 0.5f}, 0.0571},        {{NoiseKind::salt_and_pepper, 0.25f}, 0.1204},
      {{NoiseKind::salt_and_pepper, 0.5f}, 0.2409}};
  for (const auto& c : cases) {
    const Matrix<float> noisy = corrupted(c.noise, clean, 2);
    const double mse = (noisy - clean).cast<double>().array().square().mean();
    EXPECT_NEAR(mse, c.mse, 0.01 * c.mse)
        << static_cast<int>(c.noise.kind) << " " << c.noise.strength;
  }
}

}  // namespace
}  // namespace hourglass

#include "data/synthetic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "data/mnist.h"
#include "data/synthetic_hands.h"
#include "digits.h"

namespace hourglass {
namespace {

// FNV-1a.
std::uint64_t hash(std::span<const std::uint8_t> bytes) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (std::uint8_t b : bytes) h = (h ^ b) * 0x100000001b3;
  return h;
}

struct Shape {
  double ink = 0;  // sum of the pixels, 1 each
  double row = 0;  // middle of mass
  double column = 0;
  Index height = 0;  // of what is not paper
  Index width = 0;
};

Shape shape_of(std::span<const std::uint8_t> image) {
  Shape shape;
  Index top = kDigitSide, bottom = -1, left = kDigitSide, right = -1;
  for (Index r = 0; r < kDigitSide; ++r) {
    for (Index c = 0; c < kDigitSide; ++c) {
      const double ink = image[static_cast<std::size_t>(r * kDigitSide + c)] / 255.0;
      if (ink == 0) continue;
      shape.ink += ink;
      shape.row += ink * static_cast<double>(r);
      shape.column += ink * static_cast<double>(c);
      top = std::min(top, r);
      bottom = r;
      left = std::min(left, c);
      right = std::max(right, c);
    }
  }
  shape.row /= shape.ink;
  shape.column /= shape.ink;
  shape.height = bottom - top + 1;
  shape.width = right - left + 1;
  return shape;
}

// The same bits from every compiler and in the browser.
TEST(SyntheticDigits, AreTheDigitsTheyWere) {
  const Dataset data = synthetic_digits(1, 100, 20);
  EXPECT_EQ(hash(data.train.pixels), 11726256867494517775u);
  EXPECT_EQ(hash(data.test.pixels), 15030880428524238428u);
}

TEST(SyntheticDigits, SayThatTheyAreSynthetic) {
  const Dataset data = synthetic_digits(1, 10, 10);
  EXPECT_TRUE(data.synthetic);
  EXPECT_EQ(data.origin, "synthetic digits");
}

TEST(SyntheticDigits, DoNotDependOnTheirNumber) {
  const Dataset few = synthetic_digits(5, 20, 10), many = synthetic_digits(5, 40, 30);
  EXPECT_TRUE(
      std::equal(few.train.pixels.begin(), few.train.pixels.end(), many.train.pixels.begin()));
  EXPECT_TRUE(std::equal(few.test.pixels.begin(), few.test.pixels.end(), many.test.pixels.begin()));
}

TEST(SyntheticDigits, DifferBySeedAndFromTrainToTest) {
  const Dataset a = synthetic_digits(1, 50, 50), b = synthetic_digits(2, 50, 50);
  EXPECT_NE(a.train.pixels, b.train.pixels);
  EXPECT_NE(a.train.pixels, a.test.pixels);
}

TEST(SyntheticDigits, HaveEveryClassEquallyOften) {
  const Dataset data = synthetic_digits(1, 200, 0);
  std::array<int, 10> counts{};
  for (std::uint8_t label : data.train.labels) ++counts.at(label);
  for (int count : counts) EXPECT_EQ(count, 20);
  EXPECT_EQ(data.test.count(), 0);
}

// As MNIST's: in a box of 20 x 20, the middle of mass at pixel (14, 14), mean intensity 0.1307.
TEST(SyntheticDigits, HaveTheFormOfMnist) {
  const Dataset data = synthetic_digits(3, 2000, 0);
  double ink = 0;
  int centred = 0;
  for (Index i = 0; i < data.train.count(); ++i) {
    const Shape shape = shape_of(data.train.image(i));
    EXPECT_LE(std::max(shape.height, shape.width), 20) << i;
    EXPECT_GE(std::max(shape.height, shape.width), 19) << i;
    EXPECT_GT(shape.ink, 15) << i;
    EXPECT_LT(shape.ink, 260) << i;
    centred += std::abs(shape.row - 14) < 0.51 && std::abs(shape.column - 14) < 0.51;
    ink += shape.ink;
  }
  EXPECT_GE(centred, 1995);  // the rest leans so far that its box reaches the edge
  EXPECT_NEAR(ink / 784 / 2000, 0.1307, 0.004);
}

TEST(SyntheticDigits, EveryHandCanBeDrawn) {
  for (int digit = 0; digit < 10; ++digit) {
    for (const Hand& hand : hands_of(digit)) {
      EXPECT_GT(hand.share, 0);
      ASSERT_FALSE(hand.strokes.empty());
      for (const HandStroke& stroke : hand.strokes) {
        EXPECT_GE(stroke.size(), 2u);
        for (HandPoint p : stroke) {
          EXPECT_TRUE(p.x >= -10 && p.x <= 110 && p.y >= -5 && p.y <= 105) << digit;
        }
      }
    }
  }
}

using ClassMeans = Matrix<float>;  // (784 x 10)

ClassMeans class_means(const ImageSet& set) {
  Workers workers(1);
  Matrix<float> images(set.features(), set.count());
  gather_range(set, 0, images, workers);
  ClassMeans means = ClassMeans::Zero(set.features(), 10);
  Column<float> counts = Column<float>::Zero(10);
  for (Index i = 0; i < set.count(); ++i) {
    const Index label = set.labels[static_cast<std::size_t>(i)];
    means.col(label) += images.col(i);
    ++counts(label);
  }
  for (Index c = 0; c < 10; ++c) means.col(c) /= counts(c);
  return means;
}

// The class whose mean image is nearest is the right one for 82% of MNIST's test images when the
// means are MNIST's own.
TEST(SyntheticDigits, TellMnistsClassesApart) {
  HOURGLASS_NEED_MNIST();
  const auto mnist = load_mnist(test::mnist_directory());
  ASSERT_TRUE(mnist.ok()) << mnist.error().message;
  const ClassMeans means = class_means(synthetic_digits(1, 5000, 0).train);
  const ImageSet& set = mnist.value().test;
  Workers workers(1);
  Matrix<float> image(784, 1);
  Index right = 0;
  for (Index i = 0; i < set.count(); ++i) {
    gather_range(set, i, image, workers);
    Index nearest = 0;
    (means.colwise() - image.col(0)).colwise().squaredNorm().minCoeff(&nearest);
    right += nearest == set.labels[static_cast<std::size_t>(i)];
  }
  EXPECT_GT(static_cast<double>(right) / static_cast<double>(set.count()), 0.7);
}

}  // namespace
}  // namespace hourglass

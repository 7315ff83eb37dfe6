#include "data/strangers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "digits.h"

namespace hourglass {
namespace {

TEST(NoiseImages, AreUniformAndDependOnTheSeedAlone) {
  const ImageSet set = noise_images(28, 28, 50, 1);
  ASSERT_EQ(set.count(), 50);
  ASSERT_EQ(set.pixels.size(), 50u * 784);
  double mean = 0;
  std::vector<int> counts(256);
  for (std::uint8_t pixel : set.pixels) mean += pixel, ++counts[pixel];
  EXPECT_NEAR(mean / static_cast<double>(set.pixels.size()), 127.5, 1.5);
  EXPECT_GT(*std::min_element(counts.begin(), counts.end()), 80);  // 153 expected
  const ImageSet few = noise_images(28, 28, 20, 1);
  EXPECT_TRUE(std::equal(few.pixels.begin(), few.pixels.end(), set.pixels.begin()));
  EXPECT_NE(noise_images(28, 28, 20, 2).pixels, few.pixels);
}

TEST(Inverted, IsWhiteWhereItWasBlack) {
  const ImageSet set = test::numbered_images(3, 4, 5);
  const ImageSet negative = inverted(set);
  for (std::size_t i = 0; i < set.pixels.size(); ++i) {
    EXPECT_EQ(negative.pixels[i] + set.pixels[i], 255);
  }
  EXPECT_EQ(negative.labels, set.labels);
}

TEST(SyntheticLetters, HaveTheFormOfDigitsAndDifferFromOneAnother) {
  const ImageSet letters = synthetic_letters(240, 1);
  ASSERT_EQ(letters.count(), 240);
  for (Index i = 0; i < letters.count(); ++i) {
    EXPECT_EQ(letters.labels[static_cast<std::size_t>(i)], i % kLetters);
    double ink = 0, row = 0, column = 0;
    for (Index p = 0; p < 784; ++p) {
      const double value = letters.image(i)[static_cast<std::size_t>(p)] / 255.0;
      ink += value, row += value * static_cast<double>(p / 28),
          column += value * static_cast<double>(p % 28);
    }
    EXPECT_GT(ink, 30) << i;
    EXPECT_NEAR(row / ink, 14, 1) << i;
    EXPECT_NEAR(column / ink, 14, 1) << i;
  }
  const ImageSet few = synthetic_letters(24, 1);
  EXPECT_TRUE(std::equal(few.pixels.begin(), few.pixels.end(), letters.pixels.begin()));
  EXPECT_NE(synthetic_letters(24, 2).pixels, few.pixels);
}

}  // namespace
}  // namespace hourglass

#include "data/dataset.h"

#include <gtest/gtest.h>

#include "digits.h"

namespace hourglass {
namespace {

constexpr Index kCount = 300;

TEST(Gather, TakesTheImagesNamedAsFloats) {
  const ImageSet set = test::numbered_images(kCount, 4, 5);
  Workers workers(1);
  const std::vector<std::uint32_t> indices = {7, 299, 0, 7};
  Matrix<float> batch(20, 4);
  gather(set, indices, batch, workers);
  for (Index c = 0; c < 4; ++c) {
    for (Index p = 0; p < 20; ++p) {
      const Index image = indices[static_cast<std::size_t>(c)];
      EXPECT_EQ(batch(p, c), static_cast<float>((100 * image + p) % 256) / 255.0f);
    }
  }
}

TEST(Gather, OneIsWhiteAndZeroBlack) {
  const ImageSet set{1, 2, {0, 255}, {0}};
  Workers workers(1);
  Matrix<float> batch(2, 1);
  gather_range(set, 0, batch, workers);
  EXPECT_EQ(batch(0, 0), 0.0f);
  EXPECT_EQ(batch(1, 0), 1.0f);
}

TEST(Gather, DoesNotDependOnThreadsNorOnTheWayOfNaming) {
  const ImageSet set = test::numbered_images(kCount, 4, 5);
  std::vector<std::uint32_t> indices(200);
  for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = static_cast<std::uint32_t>(50 + i);
  Matrix<float> first(20, 200), other(20, 200);
  Workers one(1);
  gather(set, indices, first, one);
  for (int threads : {1, 2, 4}) {
    Workers workers(threads);
    other.setConstant(-1);
    gather_range(set, 50, other, workers);
    EXPECT_EQ(first, other) << threads;
  }
}

}  // namespace
}  // namespace hourglass

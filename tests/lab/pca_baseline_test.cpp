#include "lab/pca_baseline.h"

#include <gtest/gtest.h>

#include "support/blobs.h"

namespace hourglass {
namespace {

TEST(PcaBaseline, ItsErrorsAreThoseOfItsReconstructions) {
  const auto data = test::blobs(200, 70);
  PcaBaseline pca;
  Workers workers(1);
  EXPECT_FALSE(advance(pca, workers, 1));
  begin(pca, data);
  while (advance(pca, workers, 1)) {
  }
  ASSERT_TRUE(pca.done());
  Matrix<float> x(64, 70);
  gather_range(data->test, 0, x, workers);
  for (const Index k : {1, 8, 32}) {
    const Matrix<float> error = reconstruct_with(pca, x, k) - x;
    EXPECT_NEAR(pca.mse(k), static_cast<double>(error.squaredNorm()) / (64 * 70), 1e-5);
  }
  EXPECT_GT(pca.mse(1), pca.mse(8));
  EXPECT_EQ(pca.components_for(30), 30);
  EXPECT_EQ(pca.components_for(500), 64);

  begin(pca, data);  // the same: kept
  EXPECT_TRUE(pca.done());
  begin(pca, test::blobs(20, 10));
  EXPECT_FALSE(pca.done());
}

}  // namespace
}  // namespace hourglass

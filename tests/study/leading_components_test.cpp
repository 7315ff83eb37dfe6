#include "study/leading_components.h"

#include <gtest/gtest.h>

#include "support/blobs.h"

namespace hourglass {
namespace {

TEST(LeadingComponents, AreThoseOfTheWholeAnalysis) {
  const ImageSet set = test::blob_images(120, 1);
  Workers workers(1);
  Matrix<float> x(64, 100);
  gather_range(set, 0, x, workers);
  RunningMoments moments(64);
  moments.add(x, workers);
  const Pca exact = principal_components(moments).value();

  LeadingComponents leading(set, 100, 6);
  double progress = 0;
  while (!leading.done()) {
    leading.advance(workers);
    EXPECT_GE(leading.progress(), progress);
    progress = leading.progress();
  }
  const Pca& pca = leading.result();
  ASSERT_EQ(pca.components.cols(), 6);
  EXPECT_TRUE(pca.mean.isApprox(exact.mean, 1e-9));
  EXPECT_TRUE(pca.variances.isApprox(exact.variances.head(6), 1e-4));
  for (const Index k : {1, 3, 6}) {
    const double squares = (reconstruct(pca, project(pca, x, k)) - x).squaredNorm();
    EXPECT_NEAR(squares / (64.0 * 100), residual_mse(exact, k), 1e-3 * residual_mse(exact, k));
  }
}

TEST(LeadingComponents, ImagesThatAreAllTheSameHaveNone) {
  ImageSet set = test::blob_images(1, 1);
  LeadingComponents leading(set, 2000, 2);
  Workers workers(1);
  while (!leading.done()) leading.advance(workers);
  EXPECT_TRUE(leading.result().variances.isZero());
  EXPECT_TRUE(leading.result().components.allFinite());
}

}  // namespace
}  // namespace hourglass

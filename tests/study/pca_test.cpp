#include "study/pca.h"

#include <gtest/gtest.h>

#include <limits>

#include "data/digits.h"
#include "data/mnist.h"
#include "golden.h"
#include "study/image_blocks.h"

namespace hourglass {
namespace {

using nlohmann::json;

// In two blocks, so that the sums are seen to go on.
RunningMoments moments_of(const Matrix<float>& x, int threads = 1) {
  Workers workers(threads);
  RunningMoments moments(x.rows());
  const Index half = x.cols() / 3;
  moments.add(x.leftCols(half), workers);
  moments.add(x.rightCols(x.cols() - half), workers);
  return moments;
}

class PcaGolden : public testing::Test {
 protected:
  json golden_ = test::golden_study()["pca"];
  Index features_ = golden_["features"];
  Matrix<float> data_ = test::matrix_of<float>(golden_["data"], features_);
  Matrix<float> others_ = test::matrix_of<float>(golden_["others"], features_);
  Pca pca_ = principal_components(moments_of(data_)).value();

  double number(const char* name, Index i) const {
    return golden_[name][static_cast<std::size_t>(i)];
  }
};

TEST_F(PcaGolden, AgreesWithNumpy) {
  const Matrix<double> components = test::matrix_of<double>(golden_["components"], features_);
  for (Index i = 0; i < features_; ++i) {
    EXPECT_NEAR(pca_.mean[i], number("mean", i), 1e-12);
    EXPECT_NEAR(pca_.variances[i], number("variances", i), 1e-12);
    EXPECT_LT((pca_.components.col(i) - components.col(i)).norm(), 1e-8) << i;
  }
}

TEST_F(PcaGolden, ErrorsByNumberOfComponentsAgreeWithNumpy) {
  PcaErrors errors(pca_);
  Workers workers(2);
  EXPECT_EQ(errors.mse(3), 0);
  errors.add(others_.leftCols(7), workers);
  errors.add(others_.rightCols(others_.cols() - 7), workers);
  for (Index k = 0; k <= features_; ++k) {
    EXPECT_NEAR(residual_mse(pca_, k), number("mse", k), 1e-12) << k;
    EXPECT_NEAR(errors.mse(k), number("others_mse", k), 1e-12) << k;
    const Matrix<float> again = reconstruct(pca_, project(pca_, others_, k));
    EXPECT_NEAR((again - others_).array().square().mean(), number("others_mse", k), 1e-6) << k;
  }
  EXPECT_NEAR(explained_share(pca_, 3), 1 - number("mse", 3) / number("mse", 0), 1e-12);
  EXPECT_NEAR(explained_share(pca_, features_), 1, 1e-12);
}

TEST_F(PcaGolden, ProjectsAsNumpy) {
  const Matrix<float> codes = project(pca_, others_, 3);
  const Matrix<float> expected = test::matrix_of<float>(golden_["others_codes"], 3);
  EXPECT_LT((codes - expected).cwiseAbs().maxCoeff(), 1e-6f);
}

TEST(RunningMoments, DoNotDependOnTheThreads) {
  Matrix<float> x(130, 50);  // more than two panels
  x.reshaped() = test::uniform_numbers(1, x.size());
  EXPECT_EQ(moments_of(x, 1).covariance(), moments_of(x, 3).covariance());
  const Matrix<double> centred =
      x.cast<double>().colwise() - x.cast<double>().rowwise().mean().eval();
  const Matrix<double> expected = centred * centred.transpose() / 50;
  EXPECT_LT((moments_of(x).covariance() - expected).cwiseAbs().maxCoeff(), 1e-14);
}

TEST(Pca, DataWithoutSpreadOrNumbers) {
  const RunningMoments constant = moments_of(Matrix<float>::Constant(3, 9, 0.5f));
  const Result<Pca> pca = principal_components(constant);
  ASSERT_TRUE(pca.ok());
  EXPECT_EQ(explained_share(pca.value(), 1), 1);
  EXPECT_EQ(reconstruct(pca.value(), project(pca.value(), Matrix<float>::Constant(3, 1, 0.5f), 0)),
            Matrix<float>::Constant(3, 1, 0.5f));
  const RunningMoments broken =
      moments_of(Matrix<float>::Constant(3, 9, std::numeric_limits<float>::quiet_NaN()));
  EXPECT_FALSE(principal_components(broken).ok());
}

// The numbers of Hinton and Salakhutdinov 2006 (Fig. 2B: 13.87 an image at k = 30), of a published
// notebook (1178.338 on the scale 0 ... 255) and of numpy on the same files.
TEST(Pca, OfMnistGivesTheKnownErrors) {
  HOURGLASS_NEED_MNIST();
#ifndef NDEBUG
  GTEST_SKIP() << "takes minutes without optimisation";
#endif
  const auto mnist = load_mnist(test::mnist_directory());
  ASSERT_TRUE(mnist.ok()) << mnist.error().message;
  if (mnist.value().origin != "MNIST") GTEST_SKIP() << "the images in MNIST_DIR are not MNIST";
  Workers workers(2);
  RunningMoments moments(784);
  for (ImageBlocks train(mnist.value().train); !train.done();) {
    moments.add(train.next(workers), workers);
  }
  const Result<Pca> pca = principal_components(moments);
  ASSERT_TRUE(pca.ok());
  EXPECT_NEAR(residual_mse(pca.value(), 30) * 255 * 255, 1178.338, 0.0005);

  PcaErrors errors(pca.value());
  for (ImageBlocks test(mnist.value().test); !test.done();) {
    errors.add(test.next(workers), workers);
  }
  EXPECT_NEAR(errors.mse(30) * 784, 13.87, 0.005);
  for (const auto& [k, mse] :
       {std::pair(2, 0.0557), {4, 0.0479}, {8, 0.0374}, {10, 0.0341}, {16, 0.0269}}) {
    EXPECT_NEAR(errors.mse(k), mse, 0.00005) << k;
  }
  for (const auto& [k, mse] :
       {std::pair(30, 0.01769), {32, 0.01683}, {64, 0.00905}, {128, 0.00421}}) {
    EXPECT_NEAR(errors.mse(k), mse, 0.000005) << k;
  }
}

}  // namespace
}  // namespace hourglass

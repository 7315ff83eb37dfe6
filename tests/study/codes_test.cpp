#include "study/codes.h"

#include <gtest/gtest.h>

#include "golden.h"
#include "small_model.h"
#include "study/anomaly.h"
#include "study/code_noise.h"
#include "study/manifold.h"

namespace hourglass {
namespace {

TEST(CodeStudy, FindsWhereCodesLie) {
  test::SmallModel model;
  // The third number of the code: nothing but a bias.
  const auto weights = static_cast<std::size_t>(model.network.tensors()[2].offset);
  std::fill_n(model.parameters.begin() + static_cast<std::ptrdiff_t>(weights) + 2 * 12, 12, 0.0f);
  const ImageSet set = test::blob_images(300, 1);
  CodeStudy study(model.network, set);
  test::finish(study, model);
  EXPECT_EQ(study.codes().cols(), 300 - 256);
  const CodeStatistics result = study.result();
  const Matrix<double> codes = model.encode(model.images(set)).cast<double>();
  const Matrix<double> centred = codes.colwise() - codes.rowwise().mean().eval();
  EXPECT_LT((result.mean - codes.rowwise().mean()).norm(), 1e-6);
  EXPECT_LT((result.deviation.array().square() - centred.array().square().rowwise().mean())
                .matrix()
                .norm(),
            1e-7);
  EXPECT_LT((study.moments().covariance() - centred * centred.transpose() / 300).norm(), 1e-7);
  EXPECT_LT((result.lowest - codes.rowwise().minCoeff()).norm(), 1e-6);
  EXPECT_LT((result.highest - codes.rowwise().maxCoeff()).norm(), 1e-6);
  EXPECT_EQ(result.dead(), 1);
  EXPECT_EQ(result.deviation[2], 0);

  ASSERT_EQ(result.class_means.cols(), 4);
  EXPECT_EQ(result.class_counts, (std::vector<Index>{75, 75, 75, 75}));
  Column<double> second = Column<double>::Zero(5);
  for (Index i = 1; i < 300; i += 4) second += codes.col(i) / 75;
  EXPECT_LT((result.class_means.col(1) - second).norm(), 1e-6);
}

TEST(CodeStudy, OfNoImagesIsAllZeros) {
  const test::SmallModel model;
  const ImageSet empty{8, 8, {}, {}};
  CodeStudy study(model.network, empty);
  EXPECT_TRUE(study.done());
  EXPECT_EQ(study.result().mean, Column<double>::Zero(5));
  EXPECT_EQ(study.result().class_means.cols(), 0);
}

TEST(NearestColumns, AreFoundOverBlocksTheFirstOfEquals) {
  Matrix<float> points(1, 6), queries(1, 2);
  points << 0, 10, 4, 6, 4, 100;
  queries << 5, 99;
  NearestColumns nearest(queries, 3);
  Workers workers(2);
  EXPECT_TRUE(nearest.nearest(0).empty());
  nearest.add(points.leftCols(2), workers);
  EXPECT_EQ(nearest.nearest(0).size(), 2u);
  nearest.add(points.rightCols(4), workers);
  const auto columns = [&](Index query) {
    std::vector<Index> found;
    for (const auto& neighbour : nearest.nearest(query)) found.push_back(neighbour.column);
    return found;
  };
  EXPECT_EQ(columns(0), (std::vector<Index>{2, 3, 4}));
  EXPECT_EQ(columns(1), (std::vector<Index>{5, 1, 3}));
  EXPECT_EQ(nearest.nearest(1)[1].squared_distance, 89.0 * 89);
}

TEST(CodeGrid, RunsRowByRowWithinTheRange) {
  const CodePlane plane{Column<float>::Constant(2, 1), Column<float>::Unit(2, 0),
                        Column<float>::Unit(2, 1)};
  const float xs[] = {-1, 0, 9}, ys[] = {0, 2};
  const Matrix<float> grid =
      code_grid(plane, xs, ys, Column<float>::Zero(2), Column<float>::Constant(2, 5));
  ASSERT_EQ(grid.cols(), 6);
  EXPECT_EQ(grid(0, 0), 0);
  EXPECT_EQ(grid(0, 1), 1);
  EXPECT_EQ(grid(0, 2), 5);  // not 10
  EXPECT_EQ(grid(1, 2), 1);
  EXPECT_EQ(grid(1, 3), 3);
}

TEST(CodeNoise, MeasuresNoiseOnImageAndCode) {
  test::SmallModel model;
  const ImageSet set = test::blob_images(300, 1);
  const float strengths[] = {0, 0.5f};
  CodeNoiseStudy study(model.network, set, strengths, 9);
  test::finish(study, model, 2);
  const std::vector<CodeNoiseErrors> errors = study.result();
  const Matrix<float> x = model.images(set);
  const Matrix<float> codes = model.encode(x);
  const double clean = (model.decode(codes) - x).array().square().mean();
  EXPECT_NEAR(errors[0].input, clean, 1e-6);
  EXPECT_NEAR(errors[0].code, clean, 1e-6);

  // Whatever the blocks, the same noise; of the strength that was asked for.
  Workers workers(1);
  const Matrix<float> moved = noisy_codes(codes, 0.5f, 9, 0, workers);
  EXPECT_NEAR(errors[1].code, (model.decode(moved) - x).array().square().mean(), 1e-6);
  EXPECT_EQ(noisy_codes(codes.rightCols(20), 0.5f, 9, 280, workers), moved.rightCols(20));
  EXPECT_NEAR((moved - codes).array().square().mean(), 0.25f, 0.02f);
  EXPECT_NE(errors[1].input, errors[0].input);
}

TEST(ErrorScores, AreEachImagesMeanSquaredError) {
  test::SmallModel model;
  const ImageSet set = test::blob_images(300, 1);
  ErrorScores study(model.network, set);
  test::finish(study, model);
  const Matrix<float> x = model.images(set);
  const Matrix<float> y = model.decode(model.encode(x));
  ASSERT_EQ(study.scores().size(), 300u);
  for (Index i : {0, 255, 256, 299}) {
    EXPECT_NEAR(study.scores()[static_cast<std::size_t>(i)],
                (x.col(i) - y.col(i)).array().square().mean(), 1e-6);
  }
}

}  // namespace
}  // namespace hourglass

#include "training/survey.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/gaussian_head.h"
#include "engine/initialization.h"
#include "support/blobs.h"
#include "support/layers.h"
#include "training/evaluation.h"

namespace hourglass {
namespace {

using namespace test;

NetworkSpec dense_spec(Index code = 4) {
  return {64,
          {dense(8, Activation::relu), dense(code, Activation::linear)},
          {dense(8, Activation::tanh), dense(64, Activation::sigmoid)}};
}

// A network with weights, and what it takes to survey it.
struct Subject {
  explicit Subject(const NetworkSpec& spec, Index train = 200, Index test = 150)
      : network(spec),
        parameters(static_cast<std::size_t>(network.parameter_count())),
        gradient(parameters.size()),
        data(blobs(train, test)) {
    initialize<float>(network, Initialization::pytorch, 7, parameters);
  }

  Network<float> network;
  std::vector<float> parameters, gradient;
  std::shared_ptr<const Dataset> data;
  Workers workers{2};

  std::shared_ptr<const Survey> survey() {
    Pass<float> pass(network, Surveyor::kBlock, false);
    Surveyor surveyor(network, *data);
    while (!surveyor.done()) surveyor.advance(parameters, pass, workers);
    return surveyor.finish(3, 0.5, gradient);
  }
  Matrix<float> all(const ImageSet& set) {
    Matrix<float> x(network.inputs(), set.count());
    gather_range(set, 0, x, workers);
    return x;
  }
  Matrix<float> codes(const ImageSet& set) {
    Pass<float> pass(network, set.count(), false);
    Matrix<float> codes(network.code_size(), set.count());
    network.encode(parameters.data(), all(set), pass, codes, workers);
    return codes;
  }
  // Numbers of `numbers`, an arena, that belong to a tensor.
  Eigen::Map<Column<float>> tensor(std::vector<float>& numbers, const std::string& name) {
    const auto& tensors = network.tensors();
    const auto it = std::find_if(tensors.begin(), tensors.end(),
                                 [&](const TensorInfo& t) { return t.name == name; });
    return {numbers.data() + it->offset, it->size};
  }
};

TEST(Survey, CodesAreThoseOfTheCleanImages) {
  Subject it(dense_spec());
  const auto survey = it.survey();
  EXPECT_EQ(survey->step, 3);
  EXPECT_EQ(survey->epoch, 0.5);
  EXPECT_TRUE(survey->test.codes.isApprox(it.codes(it.data->test), 1e-6f));
  EXPECT_TRUE(survey->train.codes.isApprox(it.codes(it.data->train), 1e-6f));
  ASSERT_EQ(survey->train.images.size(), 200u);
  EXPECT_EQ(survey->train.images.back(), 199u);
  EXPECT_EQ(survey->test.images.size(), 150u);
}

TEST(Survey, ErrorsAreThoseOfTheReconstructions) {
  Subject it(dense_spec());
  const auto survey = it.survey();
  const Matrix<float> x = it.all(it.data->test);
  Matrix<float> y(64, x.cols());
  Pass<float> pass(it.network, x.cols(), false);
  it.network.reconstruct(it.parameters.data(), x, pass, y, it.workers);
  ASSERT_EQ(survey->errors.size(), 150u);
  double mean = 0;
  for (Index c = 0; c < x.cols(); ++c) {
    const float error = survey->errors[static_cast<std::size_t>(c)];
    EXPECT_NEAR(error, (x.col(c) - y.col(c)).squaredNorm() / 64, 1e-6);
    mean += error / 150;
  }
  const EvaluationResult all =
      evaluate(it.network, it.parameters, it.data->test, {}, 0, it.workers);
  EXPECT_NEAR(mean, all.reconstruction.mse, 1e-6);
}

TEST(Survey, TakesFewerImagesWhereCodesAreLong) {
  Subject long_codes(dense_spec(1024), 1100, 1030);
  const auto few = long_codes.survey();
  EXPECT_EQ(few->test.codes.cols(), Surveyor::kNumbers / 1024);
  EXPECT_EQ(few->train.codes.cols(), Surveyor::kNumbers / 1024);
  Subject many(dense_spec(), 2100, 70);
  EXPECT_EQ(many.survey()->train.codes.cols(), Surveyor::kImages);
  EXPECT_EQ(many.survey()->test.codes.cols(), 70);
}

TEST(Survey, CountsUnitsThatNeverFireOrNeverVary) {
  Subject it(dense_spec());
  auto relu = it.tensor(it.parameters, "encoder.0.weight");
  relu.setOnes();
  auto bias = it.tensor(it.parameters, "encoder.0.bias");
  bias << 1, -1000, 1, -1000, 1, 1, 1, -1000;  // of blobs, which are never brighter in all
  auto code = it.tensor(it.parameters, "encoder.2.weight");
  code.setConstant(0.1f);
  code.head(8).setZero();  // unit 0 gives its bias
  const auto survey = it.survey();
  ASSERT_EQ(survey->layers.size(), 4u);
  EXPECT_EQ(survey->layers[0].layer, 0);
  EXPECT_DOUBLE_EQ(survey->layers[0].dead_share, 3.0 / 8);
  EXPECT_DOUBLE_EQ(survey->layers[1].dead_share, 1.0 / 4);
  EXPECT_DOUBLE_EQ(survey->layers[2].dead_share, 0);
}

// A channel is one unit wherever it is; layers without weights are left out.
TEST(Survey, CountsChannelsOfConvolutions) {
  Subject it({64,
              {unflatten(8, 8, 1), convolution(4, Activation::relu), max_pool(), flatten(),
               dense(4, Activation::linear)},
              {dense(64, Activation::sigmoid)}});
  it.tensor(it.parameters, "encoder.1.weight").setOnes();
  it.tensor(it.parameters, "encoder.1.bias") << -1, -1000, -1, -1;  // silent where it is dark
  const auto survey = it.survey();
  ASSERT_EQ(survey->layers.size(), 3u);
  EXPECT_EQ(survey->layers[0].layer, 1);
  EXPECT_DOUBLE_EQ(survey->layers[0].dead_share, 0.25);
  EXPECT_EQ(survey->layers[1].layer, 4);
  EXPECT_EQ(survey->layers[2].layer, 5);
}

TEST(Survey, GradientsAreRootMeanSquaresOverWeights) {
  Subject it(dense_spec());
  const auto untrained = it.survey();
  for (const LayerHealth& layer : untrained->layers) EXPECT_EQ(layer.gradient, 0);
  it.tensor(it.gradient, "encoder.2.weight").setConstant(-2);
  it.tensor(it.gradient, "encoder.2.weight").head(16).setZero();  // half of them
  it.tensor(it.gradient, "encoder.2.bias").setConstant(100);
  const auto survey = it.survey();
  EXPECT_EQ(survey->layers[0].gradient, 0);
  EXPECT_NEAR(survey->layers[1].gradient, std::sqrt(2.0), 1e-6);
}

TEST(Survey, TellsHowAGaussianHeadUsesItsDimensions) {
  Subject it({64, {dense(8, Activation::relu), gaussian(3)}, {dense(64, Activation::sigmoid)}});
  it.tensor(it.gradient, "encoder.2.mean.weight").setConstant(3);
  it.tensor(it.gradient, "encoder.2.log_variance.weight").setConstant(3);
  const auto survey = it.survey();
  Pass<float> pass(it.network, 150, false);
  Matrix<float> codes(3, 150);
  it.network.encode(it.parameters.data(), it.all(it.data->test), pass, codes, it.workers);
  const Matrix<float>& statistics = pass.outputs[1];
  double divergence = 0;
  for (Index c = 0; c < 150; ++c) divergence += kl_to_normal<float>(statistics.col(c)) / 150;
  EXPECT_NEAR(survey->divergence.sum(), divergence, 1e-5);
  ASSERT_EQ(survey->deviation.size(), 3);
  for (Index i = 0; i < 3; ++i) {
    const float mean = (statistics.row(3 + i).array() / 2).exp().mean();
    EXPECT_NEAR(survey->deviation[i], mean, 1e-5);
  }
  EXPECT_TRUE(survey->test.codes.isApprox(statistics.topRows(3), 1e-6f));
  EXPECT_NEAR(survey->layers[1].gradient, 3, 1e-6);
  EXPECT_EQ(Subject(dense_spec()).survey()->deviation.size(), 0);
}

}  // namespace
}  // namespace hourglass

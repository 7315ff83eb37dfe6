#include "study/activations.h"

#include <gtest/gtest.h>

#include "small_model.h"
#include "study/filters.h"
#include "support/layers.h"

namespace hourglass {
namespace {

// The first layer by hand: relu(W x + b).
Matrix<float> first_layer(const test::SmallModel& model, const Matrix<float>& x) {
  const ConstWeights<float> w(model.parameters.data(), 12, 64);
  const Eigen::Map<const Column<float>> b(model.parameters.data() + 12 * 64, 12);
  return ((w * x).colwise() + b).cwiseMax(0.0f);
}

TEST(ActivationStudy, MeasuresEveryLayer) {
  test::SmallModel model;
  const ImageSet set = test::blob_images(300, 1);
  // A unit that never fires: a large negative bias.
  model.parameters[12 * 64 + 4] = -100;
  ActivationStudy study(model.network, set);
  EXPECT_EQ(study.result()[0].average(), 0);
  test::finish(study, model);
  const std::vector<LayerActivity> layers = study.result();
  ASSERT_EQ(layers.size(), 4u);

  const Matrix<float> x = model.images(set);
  const Matrix<float> first = first_layer(model, x);
  for (Index unit = 0; unit < 12; ++unit) {
    EXPECT_NEAR(layers[0].mean[unit], first.row(unit).mean(), 1e-5);
    EXPECT_NEAR(layers[0].share[unit],
                static_cast<double>((first.row(unit).array() > 0).count()) / 300, 1e-12);
  }
  EXPECT_EQ(layers[0].share[4], 0);
  EXPECT_EQ(layers[0].dead(), (layers[0].share.array() == 0).count());
  EXPECT_GE(layers[0].dead(), 1);
  const Matrix<float> code = model.encode(x), output = model.decode(code);
  EXPECT_NEAR(layers[1].average(), code.mean(), 1e-5);
  EXPECT_NEAR(layers[1].size.mean(), code.cwiseAbs().mean(), 1e-5);
  EXPECT_EQ(layers[2].mean.size(), 9);
  EXPECT_NEAR(layers[3].average(), output.mean(), 1e-5);
}

// Layers that compute nothing have no entry, and a gaussian head has that of its means.
TEST(ActivationStudy, KnowsWhichLayerIsWhich) {
  const Network<float> network({64,
                                {test::unflatten(8, 8, 1), test::convolution(3, Activation::relu),
                                 test::max_pool(), test::flatten(), test::gaussian(2)},
                                {test::dense(16, Activation::relu), test::unflatten(4, 4, 1),
                                 test::upsample(), test::flatten()}});
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()), 0.25f);
  const ImageSet set = test::blob_images(7, 1);
  ActivationStudy study(network, set);
  Workers workers(1);
  study.advance(parameters, workers);
  const std::vector<LayerActivity> layers = study.result();
  std::vector<Index> places, units;
  for (const LayerActivity& layer : layers) {
    places.push_back(layer.layer);
    units.push_back(layer.mean.size());
    EXPECT_GT(layer.average(), 0);
  }
  EXPECT_EQ(places, (std::vector<Index>{1, 2, 4, 5, 7}));
  EXPECT_EQ(units, (std::vector<Index>{192, 48, 2, 16, 64}));
  // All weights are 1/4: a unit of the code has a quarter of the pooled sum, and its bias.
  EXPECT_NEAR(layers[2].average(), layers[1].average() * 48 / 4 + 0.25, 1e-3);
  EXPECT_NEAR(layers[4].average(), layers[3].average(), 1e-5);
}

TEST(ActivationStudy, CountsWhatIsAboveTheThreshold) {
  const test::SmallModel model;
  const ImageSet set = test::blob_images(20, 1);
  ActivationStudy all(model.network, set), some(model.network, set, 0.05f),
      none(model.network, set, 2);
  for (ActivationStudy* study : {&all, &some, &none}) test::finish(*study, model);
  EXPECT_EQ(all.result()[1].active_share(), 1);  // tanh is never exactly 0
  EXPECT_LT(some.result()[1].active_share(), 1);
  EXPECT_GT(some.result()[1].active_share(), 0);
  EXPECT_EQ(none.result()[1].dead(), 5);
}

TEST(ActivationStudy, DoesNotDependOnTheThreads) {
  const test::SmallModel model;
  const ImageSet set = test::blob_images(300, 1);
  ActivationStudy one(model.network, set), three(model.network, set);
  test::finish(one, model);
  test::finish(three, model, 3);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(one.result()[i].mean, three.result()[i].mean);
}

TEST(ByUse, PutsTheMostUsedFirst) {
  LayerActivity activity;
  activity.size.resize(6);
  activity.size << 1, 3, std::nan(""), 1, 0, 5;
  EXPECT_EQ(by_use(activity), (std::vector<Index>{5, 1, 0, 3, 4, 2}));
}

TEST(Filters, AreTheWeightsOfTheirUnits) {
  const test::SmallModel model;
  const auto first = first_layer_filters(model.network, model.parameters);
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first.value().cols(), 12);
  EXPECT_EQ(first.value()(7, 3), model.parameters[3 * 64 + 7]);
  const auto last = last_layer_filters(model.network, model.parameters);
  ASSERT_TRUE(last.ok());
  ASSERT_EQ(last.value().cols(), 9);
  const auto offset = static_cast<std::size_t>(model.network.tensors()[6].offset);
  EXPECT_EQ(last.value()(7, 3), model.parameters[offset + 7 * 9 + 3]);
  const Index order[] = {11, 2};
  EXPECT_EQ(columns_of(first.value(), order).col(1), first.value().col(2));
}

TEST(SignedPictures, ZeroIsMiddleGrey) {
  Matrix<float> weights(3, 2);
  weights.col(0) << -4, 0, 2;
  weights.col(1).setZero();
  const Matrix<float> pictures = signed_pictures(weights);
  EXPECT_EQ(pictures(0, 0), 0.0f);
  EXPECT_EQ(pictures(1, 0), 0.5f);
  EXPECT_EQ(pictures(2, 0), 0.75f);
  EXPECT_EQ(pictures.col(1), Column<float>::Constant(3, 0.5f));
}

}  // namespace
}  // namespace hourglass

#include "lab/inside_study.h"

#include <gtest/gtest.h>

#include "engine/initialization.h"
#include "lab/feature_maps.h"
#include "support/blobs.h"
#include "support/layers.h"

namespace hourglass {
namespace {

std::vector<float> weights_of(const NetworkSpec& spec) {
  const Network<float> network(spec);
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
  initialize<float>(network, Initialization::xavier, 1, parameters);
  return parameters;
}

NetworkSpec dense_spec() {
  return {64,
          {test::dense(10, Activation::relu), test::dense(3, Activation::linear)},
          {test::dense(12, Activation::relu), test::dense(64, Activation::sigmoid)}};
}

NetworkSpec convolution_spec() {
  return {64,
          {test::unflatten(8, 8, 1), test::convolution(5, Activation::relu), test::max_pool()},
          {test::upsample(), test::convolution(1, Activation::sigmoid), test::flatten()}};
}

struct InsideBench {
  explicit InsideBench(const NetworkSpec& spec) {
    inference.use(spec, weights_of(spec));
    look(study, inference, digit);
  }
  void measure_all() {
    while (measure(study, inference, images, workers, 1) != Measuring::idle) {
    }
  }

  Inference inference;
  InsideStudy study;
  Workers workers{1};
  ImageSet images = test::blob_images(40, 1);
  Column<float> digit = Column<float>::LinSpaced(64, 0, 1);
};

TEST(InsideStudy, MeasuresAndSortsTheUnits) {
  InsideBench bench(dense_spec());
  EXPECT_EQ(units_by_use(bench.study, 0).front(), 0);  // not known yet: their own order
  bench.measure_all();
  ASSERT_EQ(bench.study.use.size(), 4u);
  const UnitUse& use = bench.study.use[0];
  const std::vector<Index> order = units_by_use(bench.study, 0);
  ASSERT_EQ(order.size(), 10u);
  for (std::size_t i = 1; i < order.size(); ++i) {
    EXPECT_GE(use.size[order[i - 1]], use.size[order[i]]);
  }
  EXPECT_EQ(use.dead(order.back()), use.share[order.back()] == 0);
  EXPECT_EQ(measure(bench.study, bench.inference, bench.images, bench.workers, 1),
            Measuring::idle);  // nothing has changed
  bench.study.outdated = true;
  EXPECT_NE(measure(bench.study, bench.inference, bench.images, bench.workers, 1), Measuring::idle);
}

TEST(InsideStudy, ForgetsAnotherNetworksUnits) {
  InsideBench bench(dense_spec());
  bench.measure_all();
  const NetworkSpec other = convolution_spec();
  bench.inference.use(other, weights_of(other));
  look(bench.study, bench.inference, bench.digit);
  EXPECT_TRUE(bench.study.use.empty());
  bench.measure_all();
  ASSERT_EQ(bench.study.use.size(), bench.study.layers.size());
  EXPECT_EQ(bench.study.use[0].mean.size(), 5);  // channels
  look(bench.study, bench.inference, Column<float>::Zero(100));
  EXPECT_TRUE(bench.study.layers.empty());
}

TEST(InsideStudy, PicturesOfDenseLayersAreTheirWeights) {
  InsideBench bench(dense_spec());
  const Network<float>& network = bench.inference.network();
  const UnitPictures first = unit_pictures(bench.inference, Sheet::first);
  ASSERT_EQ(first.side, 8);
  ASSERT_EQ(first.pictures.cols(), 10);
  const auto parameters = bench.inference.parameters();
  const ConstWeights<float> w(parameters.data(), 10, 64);
  EXPECT_TRUE(
      first.pictures.col(4).isApprox(w.row(4).transpose() / w.row(4).cwiseAbs().maxCoeff()));
  const UnitPictures last = unit_pictures(bench.inference, Sheet::last);
  ASSERT_EQ(last.pictures.cols(), 12);
  const ConstWeights<float> v(parameters.data() + network.tensors()[6].offset, 64, 12);
  EXPECT_TRUE(last.pictures.col(7).isApprox(v.col(7) / v.col(7).cwiseAbs().maxCoeff()));
  EXPECT_EQ(layer_of(bench.study, Sheet::last), 2u);
}

// A kernel that is put into the weights as PyTorch has it comes out as a picture, row by row.
TEST(InsideStudy, PicturesOfConvolutionsAreTheirKernels) {
  InsideBench bench(convolution_spec());
  const UnitPictures first = unit_pictures(bench.inference, Sheet::first);
  EXPECT_EQ(first.side, 3);
  ASSERT_EQ(first.pictures.cols(), 5);
  // A single lit pixel, and no bias: the channel's map is the kernel turned by half a circle.
  Column<float> digit = Column<float>::Zero(64);
  digit[3 * 8 + 3] = 1;
  look(bench.study, bench.inference, digit);
  const Column<float> map = channel_map(bench.study.layers[0], 2);
  Column<float> expected(9);
  for (Index r = 0; r < 3; ++r) {
    for (Index c = 0; c < 3; ++c) expected[(2 - r) * 3 + 2 - c] = map[(2 + r) * 8 + 2 + c];
  }
  const Column<float> kernel = first.pictures.col(2).cwiseMax(0.0f);  // ReLU
  EXPECT_TRUE((kernel / kernel.maxCoeff()).isApprox(expected / expected.maxCoeff(), 1e-5f));
  EXPECT_EQ(unit_pictures(bench.inference, Sheet::last).pictures.cols(), 5);
}

TEST(FeatureMaps, LargeMapsAreThinned) {
  const Column<float> map = Column<float>::LinSpaced(6 * 4, 0, 23);
  EXPECT_EQ(thinned(map, 6, 4, 6), map);
  const Column<float> thin = thinned(map, 6, 4, 3);
  EXPECT_EQ(thin, (Column<float>(6) << 0, 2, 8, 10, 16, 18).finished());
}

}  // namespace
}  // namespace hourglass

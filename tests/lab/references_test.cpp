#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <thread>

#include "data/synthetic.h"
#include "engine/wait.h"
#include "lab/health.h"
#include "lab/loss_floor.h"
#include "lab/pca_reference.h"
#include "study/pca.h"
#include "support/blobs.h"

namespace hourglass {
namespace {

// Images of 2x2 pixels that all lie on a line: (t, t, 0, 1).
Dataset on_a_line() {
  Dataset data;
  for (ImageSet* set : {&data.train, &data.test}) {
    set->rows = set->columns = 2;
    for (int i = 0; i < 50; ++i) {
      const auto t = static_cast<std::uint8_t>(5 * i);
      for (const std::uint8_t pixel : {t, t, std::uint8_t{0}, std::uint8_t{255}}) {
        set->pixels.push_back(pixel);
      }
      set->labels.push_back(0);
    }
  }
  return data;
}

TEST(LossFloor, BlackAndWhiteHaveNoneAndGreyOfAHalfHasTheMost) {
  ImageSet images;
  images.rows = images.columns = 2;
  images.labels = {0};
  images.pixels = {0, 255, 0, 255};
  EXPECT_EQ(bce_floor(images, 10), 0);
  images.pixels = {128, 128, 128, 128};
  EXPECT_NEAR(bce_floor(images, 10), std::log(2), 1e-4);
  EXPECT_EQ(bce_floor(ImageSet{}, 10), 0);
}

std::optional<double> wait_for(PcaReference& reference, const std::shared_ptr<const Dataset>& data,
                               Index k, LossKind loss) {
  std::optional<double> result = reference.request(data, k, loss, false);
  while (!result && reference.pending()) {
    std::this_thread::yield();
    result = reference.request(data, k, loss, false);
  }
  return result;
}

TEST(PcaReference, OneComponentIsEnoughForALine) {
  const auto data = std::make_shared<const Dataset>(on_a_line());
  PcaReference reference(true);
  const std::optional<double> mse = wait_for(reference, data, 1, LossKind::mse);
  ASSERT_TRUE(mse);
  EXPECT_LT(*mse, 1e-8);
  // No better than the images themselves, whose pixels are clipped at 1/256.
  const std::optional<double> bce = wait_for(reference, data, 1, LossKind::bce);
  ASSERT_TRUE(bce);
  EXPECT_GE(*bce, bce_floor(data->test, 50));
  EXPECT_LT(*bce, bce_floor(data->test, 50) + 0.01);
}

TEST(PcaReference, IsThatOfTheExactComponents) {
  const auto data = test::blobs(300, 100);
  Workers workers(1);
  RunningMoments moments(data->train.features());
  Matrix<float> x(data->train.features(), data->train.count());
  gather_range(data->train, 0, x, workers);
  moments.add(x, workers);
  const Result<Pca> exact = principal_components(moments);
  ASSERT_TRUE(exact.ok());
  PcaErrors errors(exact.value());
  Matrix<float> y(data->test.features(), data->test.count());
  gather_range(data->test, 0, y, workers);
  errors.add(y, workers);
  PcaReference reference(true);
  PcaReference slices(false);
  for (const Index k : {2, 9, 20}) {
    const std::optional<double> mse = wait_for(reference, data, k, LossKind::mse);
    ASSERT_TRUE(mse);
    EXPECT_NEAR(*mse, errors.mse(k), 1e-3 * errors.mse(k)) << k;
    EXPECT_EQ(wait_for(slices, data, k, LossKind::mse), mse) << k;
  }
}

TEST(PcaReference, SaysWhenAResultHasCome) {
  std::atomic<std::uint32_t> said{0};
  PcaReference reference(true);
  reference.when_found([&] {
    ++said;
    wake_all(said);
  });
  const auto data = std::make_shared<const Dataset>(on_a_line());
  EXPECT_EQ(reference.request(data, 1, LossKind::mse, true), std::nullopt);
  wait_while_equal(said, 0);
  EXPECT_TRUE(reference.has_news());
  reference.take_news();
  EXPECT_FALSE(reference.has_news());
  EXPECT_TRUE(reference.request(data, 1, LossKind::mse, false));
}

TEST(PcaReference, AResultComesLaterAndIsKeptForItsData) {
  const auto data = std::make_shared<const Dataset>(on_a_line());
  PcaReference reference(true);
  EXPECT_EQ(reference.request(nullptr, 1, LossKind::mse, false), std::nullopt);
  ASSERT_TRUE(wait_for(reference, data, 1, LossKind::mse));
  EXPECT_TRUE(wait_for(reference, data, 2, LossKind::mse));
  EXPECT_TRUE(reference.request(data, 1, LossKind::mse, false));
  EXPECT_EQ(reference.request(data, 4, LossKind::mse, false), std::nullopt);  // all there is
  EXPECT_FALSE(reference.pending());
  const auto other = std::make_shared<const Dataset>(on_a_line());
  EXPECT_EQ(reference.request(other, 1, LossKind::mse, false), std::nullopt);
}

TEST(Health, GradientsStandOnALogScale) {
  EXPECT_EQ(gradient_share(0), 0);
  EXPECT_NEAR(gradient_share(1e-4), 0.5f, 1e-5f);
  EXPECT_EQ(gradient_share(10), 1);
}

TEST(Health, ALayerIsFoundByItsPlaceInTheSpec) {
  const LayerHealth layers[] = {{.layer = 1, .dead_share = 0.25}, {.layer = 4}};
  EXPECT_EQ(health_of(layers, 0), nullptr);
  ASSERT_NE(health_of(layers, 1), nullptr);
  EXPECT_EQ(health_of(layers, 1)->dead_share, 0.25);
  NetworkSpec network;
  network.encoder = {{8, Activation::relu}, {4, Activation::linear}};
  network.decoder = {{784, Activation::sigmoid}};
  EXPECT_NE(layer_sentence(network, 1, &layers[0]).find("25 %"), std::string::npos);
}

}  // namespace
}  // namespace hourglass

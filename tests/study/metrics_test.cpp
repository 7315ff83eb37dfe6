#include "study/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/initialization.h"
#include "golden.h"
#include "study/set_quality.h"
#include "support/blobs.h"

namespace hourglass {
namespace {

using nlohmann::json;

TEST(ImageQuality, AgreesWithScipyAndScikitImage) {
  for (const json& expected : test::golden_study()["measures"]) {
    const ImageShape shape{expected["rows"], expected["columns"]};
    const Index pixels = shape.rows * shape.columns;
    const Column<float> u = test::uniform_numbers(expected["numbers"][0], pixels);
    const Column<float> target = (u.array() < 0.75f).select(0.0f, u);
    const Column<float> noise = test::uniform_numbers(expected["numbers"][1], pixels);
    Column<float> image(pixels);
    for (Index i = 0; i < pixels; ++i) {
      // A fused multiply-add would give other bits than numpy.
      volatile float change = expected["strength"].get<float>() * (noise[i] - 0.5f);
      image[i] = std::clamp(target[i] + change, 0.0f, 1.0f);
    }
    const ImageQuality quality = compare(target, image, shape);
    EXPECT_NEAR(quality.mse, expected["mse"], 1e-12);
    EXPECT_NEAR(quality.mae, expected["mae"], 1e-12);
    EXPECT_NEAR(quality.bce, expected["bce"], 1e-10);
    EXPECT_NEAR(quality.correlation, expected["correlation"], 1e-12);
    EXPECT_NEAR(quality.psnr, expected["psnr"], 1e-10);
    EXPECT_NEAR(quality.ssim, expected["ssim"], 1e-12);
    EXPECT_EQ(quality.similarity(), 1 - quality.mae);
  }
}

TEST(ImageQuality, KnowsItsLimits) {
  const Column<float> black = Column<float>::Zero(784), white = Column<float>::Ones(784);
  const ImageQuality same = compare(black, black, {});
  EXPECT_EQ(same.mse, 0);
  EXPECT_EQ(same.bce, 0);
  EXPECT_EQ(same.correlation, 0);  // a constant image goes along with nothing
  EXPECT_TRUE(std::isinf(same.psnr) && same.psnr > 0);
  EXPECT_EQ(same.ssim, 1);
  const ImageQuality opposite = compare(white, black, {});
  EXPECT_EQ(opposite.psnr, 0);
  EXPECT_EQ(opposite.bce, 100);
  EXPECT_NEAR(opposite.ssim, 1e-4 / (1 + 1e-4), 1e-12);
  EXPECT_TRUE(std::isnan(structural_similarity(black, white, {8, 98})));
}

TEST(Improvement, IsTheShareOfTheErrorThatIsGone) {
  EXPECT_DOUBLE_EQ(improvement(0.1, 0.025), 0.75);
  EXPECT_DOUBLE_EQ(improvement(0.1, 0.2), -1);
  EXPECT_EQ(improvement(0, 0.2), 0);
}

// 300 images: more than a block. Every measure is the mean of the images' own.
TEST(SetQuality, IsTheMeanOverTheImages) {
  ImageSet set = test::blob_images(300, 1);
  set.rows = 4, set.columns = 16;  // not square, and too small for SSIM
  const Network<float> network({64, {{6, Activation::relu}}, {{64, Activation::sigmoid}}});
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
  initialize<float>(network, Initialization::pytorch, 1, parameters);
  const NoiseSpec noise{NoiseKind::gaussian, 0.3f};
  Workers one(1), three(3);
  const SetQuality quality = measure_quality(network, parameters, set, noise, 5, one);
  const EvaluationResult errors = evaluate(network, parameters, set, noise, 5, one);
  EXPECT_EQ(quality.reconstruction.mse, errors.reconstruction.mse);
  EXPECT_EQ(quality.noisy.bce, errors.noisy.bce);
  EXPECT_TRUE(std::isnan(quality.noisy.ssim));

  Matrix<float> clean(64, 300), noisy(64, 300), output(64, 300);
  gather_range(set, 0, clean, one);
  corrupt(noise, {5, stream_id(Stream::test_noise)}, clean, noisy, one);
  Pass<float> pass(network, 300, false);
  network.reconstruct(parameters.data(), noisy, pass, output, one);
  double psnr = 0, correlation = 0, mae = 0;
  for (Index i = 0; i < 300; ++i) {
    const ImageQuality image = compare(clean.col(i), output.col(i), {4, 16});
    psnr += image.psnr / 300;
    correlation += image.correlation / 300;
    mae += image.mae / 300;
  }
  EXPECT_NEAR(quality.reconstruction.psnr, psnr, 1e-4);
  EXPECT_NEAR(quality.reconstruction.correlation, correlation, 1e-6);
  EXPECT_NEAR(quality.reconstruction.mae, mae, 1e-6);

  const SetQuality again = measure_quality(network, parameters, set, noise, 5, three);
  EXPECT_EQ(again.reconstruction.psnr, quality.reconstruction.psnr);
  EXPECT_EQ(again.noisy.correlation, quality.noisy.correlation);
}

}  // namespace
}  // namespace hourglass

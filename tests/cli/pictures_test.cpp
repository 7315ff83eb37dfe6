// The commands that draw: reconstruct, denoise, interpolate, and evaluate's three pictures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/fixture.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr int kCaptions = 28;  // pixels of height that the captions take

class Pictures : public Cli {
 protected:
  Pictures() : weights_(train_small()) {}

  Outcome draw(const std::string& command, std::vector<std::string> more) const {
    more.insert(more.begin(), {command, "--weights", weights_, "--data", digits_});
    return run_hourglass(more);
  }

  std::string weights_;
};

TEST_F(Pictures, ReconstructDrawsTwoRowsAndTellsTheErrors) {
  const Outcome drawn =
      draw("reconstruct", {"--index", "0,7,49", "--out", path("r.png"), "--json"});
  ASSERT_EQ(drawn.exit_code, 0) << drawn.err;
  const auto [width, height] = png_size(content(path("r.png")));
  EXPECT_EQ(height, kCaptions + 6 + 2 * 90);
  EXPECT_GT(width, 6 + 3 * 90 + 100);  // room for the labels
  const json images = json::parse(drawn.out)["images"];
  ASSERT_EQ(images.size(), 3u);
  EXPECT_EQ(images[2]["index"], 49);
  EXPECT_GT(images[2]["reconstructed"]["mse"], 0);
  EXPECT_FALSE(images[2].contains("original"));
}

// The figures of all 50 images together are those that evaluate finds.
TEST_F(Pictures, DenoiseGivesEachDigitTheNoiseThatEvaluateGivesIt) {
  std::string all = "0";
  for (int i = 1; i < 50; ++i) all += "," + std::to_string(i);
  const Outcome drawn = draw(
      "denoise", {"--noise", "gaussian:0.5", "--index", all, "--out", path("d.png"), "--json"});
  ASSERT_EQ(drawn.exit_code, 0) << drawn.err;
  EXPECT_EQ(png_size(content(path("d.png"))).second, kCaptions + 6 + 3 * 90);
  const json figures = json::parse(drawn.out);
  EXPECT_EQ(figures["noise"], "gaussian:0.5");
  double noisy = 0, reconstructed = 0;
  for (const json& image : figures["images"]) {
    noisy += image["noisy"]["mse"].get<double>() / 50;
    reconstructed += image["reconstructed"]["mse"].get<double>() / 50;
  }
  const json whole = json::parse(draw("evaluate", {"--noise", "gaussian:0.5", "--json"}).out);
  EXPECT_NEAR(noisy, whole["noisy"]["mse"].get<double>(), 1e-6);
  EXPECT_NEAR(reconstructed, whole["mse"].get<double>(), 1e-6);
}

TEST_F(Pictures, InterpolateGoesStraightOrOnTheSphere) {
  const auto strip = [&](const std::string& name, std::vector<std::string> more) {
    more.insert(more.end(), {"--from", "1", "--to", "2", "--steps", "5", "--out", path(name)});
    const Outcome drawn = draw("interpolate", more);
    EXPECT_EQ(drawn.exit_code, 0) << drawn.err;
    return content(path(name));
  };
  const std::string straight = strip("i.png", {});
  EXPECT_EQ(png_size(straight).second, 6 + 2 * 90);
  EXPECT_NE(strip("s.png", {"--spherical"}), straight);
}

TEST_F(Pictures, EvaluateDrawsThreeOfThemWhereAsked) {
  const auto pictures = {"reconstruction.png", "denoising.png", "interpolation.png"};
  ASSERT_EQ(draw("evaluate", {"-z", "64"}).exit_code, 0);
  fs::create_directory(path("out"));
  const Outcome drawn =
      draw("evaluate",
           {"-z", "64", "--pictures", path("out"), "--clean_idx", "3", "--denoise_idx", "4",
            "--noise_std", "0.3", "--interp_idx1", "5", "--interp_idx2", "6", "--steps", "7"});
  ASSERT_EQ(drawn.exit_code, 0) << drawn.err;
  for (const char* name : pictures) {
    EXPECT_GT(png_size(content(path("out/" + std::string(name)))).second, 0) << name;
    EXPECT_FALSE(fs::exists(name)) << "in the current folder";
  }
  EXPECT_EQ(png_size(content(path("out/interpolation.png"))), std::pair(6 + 7 * 90, 6 + 90));
  EXPECT_THAT(drawn.out, HasSubstr("reconstruction"));
}

TEST_F(Pictures, EvaluateKnowsTheDefaultsOfTheStudy) {
  const std::string help = run_hourglass({"evaluate", "--help"}).out;
  EXPECT_THAT(help, HasSubstr("[0.2]"));
  EXPECT_THAT(help, HasSubstr("--interp_idx1 I [12]"));
  EXPECT_THAT(help, HasSubstr("--interp_idx2 I [3456]"));
  const Outcome beyond = draw("evaluate", {"--clean_idx", "3", "--pictures", path("")});
  EXPECT_EQ(beyond.exit_code, 2);
  EXPECT_THAT(beyond.err, HasSubstr("there is no test image 3456; expected 0 to 49"));
  const Outcome other_code = draw("evaluate", {"-z", "32"});
  EXPECT_EQ(other_code.exit_code, 1);
  EXPECT_THAT(other_code.err, HasSubstr("the code has 64 numbers, expected 32"));
}

TEST_F(Pictures, WhatCannotBeDrawnIsRefused) {
  for (const char* command : {"reconstruct", "denoise"}) {
    const Outcome missing = draw(command, {"--index", "50", "--out", path("x.png")});
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_THAT(missing.err, HasSubstr("there is no test image 50; expected 0 to 49"));
    EXPECT_EQ(draw(command, {"--out", path("no/such/x.png")}).exit_code, 1);
  }
  EXPECT_FALSE(fs::exists(path("x.png")));
}

}  // namespace
}  // namespace hourglass

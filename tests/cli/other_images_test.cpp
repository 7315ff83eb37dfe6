// Images that are not MNIST's: every command takes them, and none calls them MNIST.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/fixture.h"
#include "data/idx.h"
#include "data/mnist.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// Bars of cloth instead of digits, 26 classes of them, under MNIST's file names.
ImageSet clothes(Index count, Index side) {
  ImageSet set{side, side, {}, {}};
  for (Index i = 0; i < count; ++i) {
    for (Index p = 0; p < set.features(); ++p) {
      set.pixels.push_back(static_cast<std::uint8_t>((p % side + i) % 7 < 3 ? 200 : 10));
    }
    set.labels.push_back(static_cast<std::uint8_t>(i % 26));
  }
  return set;
}

class OtherImages : public Cli {
 protected:
  std::string folder_of(Index side) {
    const std::string folder = path("clothes" + std::to_string(side));
    fs::create_directory(folder);
    const ImageSet train = clothes(60, side), test = clothes(30, side);
    for (const auto& [name, bytes] : {std::pair(kTrainImages, write_idx_images(train)),
                                      std::pair(kTrainLabels, write_idx_labels(train)),
                                      std::pair(kTestImages, write_idx_images(test)),
                                      std::pair(kTestLabels, write_idx_labels(test))}) {
      EXPECT_TRUE(write_file_atomically(folder + "/" + name, bytes).ok());
    }
    return folder;
  }
};

TEST_F(OtherImages, WorkWhereverMnistDoesAndAreNotCalledMnist) {
  const std::string data = folder_of(28), weights = path("w"), out = path("p.png");
  const std::vector<std::string> lines[] = {
      {"train", "--recipe", "D2-64", "--epochs", "1", "--save", weights, "--json"},
      {"evaluate", "--weights", weights, "--json"},
      {"reconstruct", "--weights", weights, "--out", out},
      {"denoise", "--weights", weights, "--noise", "masking:0.5", "--out", out},
      {"interpolate", "--weights", weights, "--from", "0", "--to", "29", "--out", out}};
  for (std::vector<std::string> line : lines) {
    line.insert(line.end(), {"--data", data});
    const Outcome outcome = run_hourglass(line);
    ASSERT_EQ(outcome.exit_code, 0) << line[0] << ": " << outcome.err;
    EXPECT_THAT(outcome.err,
                HasSubstr("Data: IDX files in " + data + ", 60 training and 30 test images"));
    EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("MNIST"))) << line[0];
    if (line.size() > 4 && line[0] == "train") {
      EXPECT_EQ(json::parse(outcome.out)["data"]["origin"], "IDX files in " + data);
      EXPECT_EQ(json::parse(outcome.out)["data"]["synthetic"], false);
    }
  }
}

TEST_F(OtherImages, OfAnotherSizeAreRefusedBeforeTheTraining) {
  const std::string data = folder_of(20);
  const Outcome outcome =
      run_hourglass({"train", "--recipe", "D2-64", "--data", data, "--save", path("w")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr("the images have 20 x 20 pixels, but the network takes 784 numbers"));
  EXPECT_FALSE(fs::exists(path("w")));
}

}  // namespace
}  // namespace hourglass

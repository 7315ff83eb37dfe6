// hourglass study: on images of 8 x 8, where principal components take no time.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/fixture.h"
#include "data/idx.h"
#include "data/mnist.h"
#include "io/recipe_json.h"
#include "support/blobs.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

class Study : public Cli {
 protected:
  Study() {
    fs::create_directory(path("blobs"));
    write("blobs/", test::blob_images(300, 1), kTrainImages, kTrainLabels);
    write("blobs/", test::blob_images(60, 2), kTestImages, kTestLabels);
    Recipe recipe;
    recipe.name = "small";
    recipe.network = {64,
                      {{20, Activation::relu}, {4, Activation::linear}},
                      {{20, Activation::relu}, {64, Activation::sigmoid}}};
    recipe.batch_size = 20;
    recipe.epochs = 3;
    recipe.optimizer.learning_rate = 0.01;
    EXPECT_TRUE(write_file_atomically(path("small.json"), recipe_to_json(recipe)).ok());
    const Outcome trained = run_hourglass({"train", "--recipe", path("small.json"), "--data",
                                           path("blobs"), "--save", path("w"), "--threads", "1"});
    EXPECT_EQ(trained.exit_code, 0) << trained.err;
  }

  void write(const std::string& folder, const ImageSet& set, const char* images,
             const char* labels) {
    EXPECT_TRUE(write_file_atomically(path(folder + images), write_idx_images(set)).ok());
    EXPECT_TRUE(write_file_atomically(path(folder + labels), write_idx_labels(set)).ok());
  }
  // The figures of a study of the small model.
  json study(std::vector<std::string> words) {
    words.insert(words.begin(), "study");
    for (const char* word : {"--data", "", "--json", "--out", ""}) words.emplace_back(word);
    words[words.size() - 4] = path("blobs");
    words.back() = path("out");
    const Outcome outcome = run_hourglass(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.exit_code == 0 ? json::parse(outcome.out) : json();
  }
  std::string written(const std::string& name) const { return content(path("out/" + name)); }
  std::ptrdiff_t lines(const std::string& name) const {
    const std::string text = written(name);
    return std::count(text.begin(), text.end(), '\n');
  }
};

TEST_F(Study, EveryCommandExplainsItself) {
  for (const char* command : {"pca", "filters", "activations", "codes", "manifold", "anomaly"}) {
    const Outcome help = run_hourglass({"study", command, "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.out, HasSubstr(std::string("hourglass study ") + command + " --"));
    EXPECT_THAT(run_hourglass({"study", "--help"}).out, HasSubstr(command));
  }
  for (const char* command : {"noise", "bottleneck"}) {
    const Outcome help = run_hourglass({"study", "sweep", command, "--help"});
    EXPECT_THAT(help.out, HasSubstr(std::string("hourglass study sweep ") + command + " --"));
  }
}

TEST_F(Study, PcaMeasuresAndDraws) {
  const json figures = study({"pca", "--components", "1,5,64"});
  ASSERT_EQ(figures["pca"].size(), 3u);
  EXPECT_GT(figures["pca"][0]["test_mse"], figures["pca"][1]["test_mse"]);
  EXPECT_NEAR(figures["pca"][2]["explained"], 1, 1e-9);
  EXPECT_NEAR(figures["pca"][2]["test_mse"], 0, 1e-9);
  EXPECT_NEAR(figures["pca"][0]["train_mse_255"],
              figures["pca"][0]["train_mse"].get<double>() * 255 * 255, 1e-6);
  EXPECT_THAT(written("errors.csv"),
              StartsWith("components,variance,explained,train_mse,test_mse\n0,,0,"));
  EXPECT_EQ(lines("errors.csv"), 1 + 65);
  EXPECT_EQ(png_size(written("errors.png")), std::pair(1600, 1000));
  EXPECT_EQ(png_size(written("components.png")), std::pair(6 + 16 * 30, 6 + 4 * 30));
  EXPECT_EQ(png_size(written("reconstructions.png")).second, 6 + 4 * 30);
}

TEST_F(Study, FiltersAndActivations) {
  const json filters = study({"filters", "--weights", path("w"), "--count", "10"});
  EXPECT_EQ(filters["first"]["filters"], 20);
  EXPECT_EQ(png_size(written("first-layer.png")), std::pair(6 + 8 * 30, 6 + 2 * 30));
  EXPECT_EQ(lines("last-layer.csv"), 1 + 20);

  const json activations = study({"activations", "--weights", path("w")});
  ASSERT_EQ(activations["layers"].size(), 4u);
  EXPECT_EQ(activations["layers"][0]["dead"], filters["first"]["dead"]);
  EXPECT_EQ(activations["layers"][0]["average_activation"], filters["first"]["average_activation"]);
  EXPECT_EQ(activations["layers"][1]["layer"], "encoder[1] dense");
  EXPECT_EQ(lines("activations.csv"), 1 + 20 + 4 + 20 + 64);
  EXPECT_EQ(png_size(written("activations.png")).first, 1600);
}

TEST_F(Study, CodesAndManifold) {
  const json codes =
      study({"codes", "--weights", path("w"), "--noise", "0,0.5", "--index", "1,2,3"});
  EXPECT_EQ(codes["code_size"], 4);
  EXPECT_NEAR(codes["dimensions"][3]["explained_by_axes"], 1, 1e-9);
  EXPECT_NEAR(codes["noise"][0]["input_mse"], codes["noise"][0]["code_mse"], 1e-9);
  EXPECT_GT(codes["noise"][1]["code_mse"], codes["noise"][0]["code_mse"]);
  EXPECT_EQ(lines("codes.csv"), 1 + 60);
  EXPECT_EQ(lines("covariance.csv"), 1 + 4);
  EXPECT_EQ(lines("nearest.csv"), 1 + 3 * 8);
  EXPECT_EQ(png_size(written("scatter.png")), std::pair(1500, 1300));
  EXPECT_EQ(png_size(written("noise.png")).second, 6 + 6 * 30);
  EXPECT_EQ(png_size(written("nearest.png")).second, 6 + 3 * 30);
  EXPECT_EQ(png_size(written("class-means.png")), std::pair(6 + 4 * 30, 6 + 30));
  EXPECT_EQ(png_size(written("interpolation.png")).second, 6 + 4 * 30);

  const json manifold = study({"manifold", "--weights", path("w"), "--grid", "5"});
  EXPECT_EQ(manifold["across"].size(), 5u);
  EXPECT_LT(manifold["across"][0], manifold["across"][4]);
  EXPECT_EQ(png_size(written("manifold.png")), std::pair(6 + 5 * 30, 6 + 5 * 30));
  const json plane =
      study({"manifold", "--weights", path("w"), "--dimensions", "3,1", "--margin", "0"});
  EXPECT_NEAR(
      plane["across"][0],
      codes["dimensions"][3]["lowest"].get<double>() - codes["dimensions"][3]["mean"].get<double>(),
      1e-5);
}

TEST_F(Study, AnomaliesAreFoundByTheirError) {
  fs::create_directory(path("others"));
  const ImageSet strange = test::blob_images(50, 5);
  write("others/", strange, kTrainImages, kTrainLabels);
  write("others/", strange, kTestImages, kTestLabels);
  const json figures = study({"anomaly", "--weights", path("w"), "--others", path("others"),
                              "--count", "40", "--quantile", "0.9"});
  ASSERT_EQ(figures["strangers"].size(), 3u);  // no letters: they are 28 x 28
  EXPECT_EQ(figures["strangers"][0]["images"], "noise");
  EXPECT_EQ(figures["strangers"][0]["count"], 40);
  EXPECT_GT(figures["strangers"][0]["auc"], 0.99);
  EXPECT_GT(figures["strangers"][1]["auc"], 0.99);
  EXPECT_NEAR(figures["strangers"][2]["auc"], 0.5, 0.2);  // blobs are blobs
  EXPECT_EQ(lines("scores.csv"), 1 + 60 + 3 * 40);
  EXPECT_EQ(png_size(written("roc.png")), std::pair(1300, 1200));
  EXPECT_EQ(png_size(written("histogram.png")).first, 1600);
  EXPECT_EQ(png_size(written("examples.png")).second, 6 + 8 * 30);

  const Outcome digits = run_hourglass({"study", "anomaly", "--weights", train_small(), "--data",
                                        digits_, "--count", "24", "--json"});
  ASSERT_EQ(digits.exit_code, 0) << digits.err;
  EXPECT_EQ(json::parse(digits.out)["strangers"][2]["images"], "letters");
}

TEST_F(Study, SweepsTrainWhatTheyNeed) {
  const std::string recipe = path("small.json");
  const json noise = study({"sweep", "noise", "--recipe", recipe, "--train", "0,0.5", "--test",
                            "0,0.3,0.5", "--epochs", "1", "--images", "100"});
  ASSERT_EQ(noise["cells"].size(), 6u);
  EXPECT_EQ(noise["data"]["train_images"], 100);
  EXPECT_EQ(noise["cells"][0]["mse_of_doing_nothing"], 0);
  EXPECT_EQ(noise["cells"][1]["mse_of_doing_nothing"], noise["cells"][4]["mse_of_doing_nothing"]);
  EXPECT_EQ(lines("noise.csv"), 1 + 6);
  EXPECT_GT(png_size(written("noise.png")).first, 400);

  const json sizes = study({"sweep", "bottleneck", "--recipe", recipe, "--sizes", "1,4"});
  ASSERT_EQ(sizes["sizes"].size(), 2u);
  EXPECT_EQ(sizes["sizes"][1]["compression"], 16);
  EXPECT_EQ(sizes["noise"], "gaussian:0.2");
  const json pca = study({"pca", "--components", "4"});
  EXPECT_EQ(sizes["sizes"][1]["pca_mse"], pca["pca"][0]["test_mse"]);
  EXPECT_EQ(lines("bottleneck.csv"), 1 + 2);
  EXPECT_EQ(png_size(written("bottleneck.png")), std::pair(1600, 1000));

  // The same model as train makes.
  const Outcome evaluated = run_hourglass(
      {"evaluate", "--weights", path("w"), "--data", path("blobs"), "--noise", "none", "--json"});
  EXPECT_EQ(sizes["sizes"][1]["mse"], json::parse(evaluated.out)["mse"]);
}

TEST_F(Study, BadLinesAreRefusedWithWhatWasExpected) {
  struct BadStudy {
    int exit_code;
    std::string sentence;
    std::vector<std::string> arguments;
  };
  const std::string blobs = path("blobs"), weights = path("w");
  const BadStudy lines[] = {
      {2, "subcommand is required", {}},
      {2, "\"activatons\" is not known here, did you mean activations?", {"activatons"}},
      {2,
       "\"--componets\" is not known here, did you mean --components?",
       {"pca", "--componets", "3"}},
      {2, "--components 65: expected 1 to 64", {"pca", "--data", blobs, "--components", "65"}},
      {2, "there is no test image 60", {"pca", "--data", blobs, "--index", "60"}},
      {2, "--weights is required", {"filters"}},
      {2, "--grid", {"manifold", "--weights", weights, "--grid", "1"}},
      {2,
       "--dimensions 4: expected 0 to 3",
       {"manifold", "--weights", weights, "--data", blobs, "--dimensions", "0,4"}},
      {2,
       "--noise 3: expected at most 2",
       {"codes", "--weights", weights, "--data", blobs, "--noise", "3"}},
      {2, "--quantile", {"anomaly", "--weights", weights, "--quantile", "1.5"}},
      {2,
       "noise.strength",
       {"sweep", "noise", "--recipe", path("small.json"), "--data", blobs, "--train", "7"}},
      {2,
       "encoder[1].units: expected 1 to",
       {"sweep", "bottleneck", "--recipe", path("small.json"), "--data", blobs, "--sizes", "0"}},
      {1,
       "expected the four files",
       {"anomaly", "--weights", weights, "--data", blobs, "--others", folder_.string()}},
      {1, "but the network takes", {"codes", "--weights", weights, "--data", digits_}},
      {1, "cannot write into", {"pca", "--data", blobs, "--out", weights}},
  };
  for (const BadStudy& line : lines) {
    std::vector<std::string> words{"study"};
    words.insert(words.end(), line.arguments.begin(), line.arguments.end());
    const Outcome outcome = run_hourglass(words);
    EXPECT_EQ(outcome.exit_code, line.exit_code) << line.sentence << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(line.sentence));
    EXPECT_EQ(outcome.out, "");
  }
}

}  // namespace
}  // namespace hourglass

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/fixture.h"
#include "data/mnist.h"
#include "io/recipe_json.h"
#include "io/weights.h"

namespace hourglass {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(Cli, EveryCommandExplainsItself) {
  for (const char* command :
       {"train", "evaluate", "reconstruct", "denoise", "interpolate", "summary", "synthesize"}) {
    const Outcome help = run_hourglass({command, "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.out, HasSubstr(std::string("hourglass ") + command + " --"));
    EXPECT_THAT(run_hourglass({"--help"}).out, HasSubstr(command));
  }
}

TEST_F(Cli, SynthesizeWritesADataSetThatDependsOnTheSeedAlone) {
  const Result<Dataset> data = load_mnist(digits_);
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.count(), 200);
  EXPECT_EQ(data.value().test.count(), 50);
  const auto make = [&](const char* seed, const std::string& out) {
    return run_hourglass(
        {"synthesize", "--count", "200", "--test-count", "50", "--seed", seed, "--out", out});
  };
  ASSERT_EQ(make("3", path("same")).exit_code, 0);
  ASSERT_EQ(make("4", path("other")).exit_code, 0);
  const std::string images = std::string("/") + kTrainImages;
  EXPECT_EQ(content(path("same") + images), content(digits_ + images));
  EXPECT_NE(content(path("other") + images), content(digits_ + images));
}

TEST_F(Cli, TrainSavesInThePrecisionThatIsAskedFor) {
  const auto train = [&](const char* precision, const std::string& file) {
    return run_hourglass({"train", "--recipe", "D2-64", "--data", digits_, "--epochs", "1",
                          "--save", file, "--precision", precision, "--json"});
  };
  ASSERT_EQ(train("f32", path("f32")).exit_code, 0);
  const Outcome trained = train("f16", path("f16"));
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const std::size_t whole = content(path("f32")).size(), half = content(path("f16")).size();
  EXPECT_LT(half, whole * 11 / 20);
  EXPECT_GT(half, whole * 9 / 20);
  const Outcome evaluated = run_hourglass(
      {"evaluate", "--weights", path("f16"), "--data", digits_, "--noise", "none", "--json"});
  ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
  const double exact = json::parse(trained.out)["test"]["mse"];
  EXPECT_NEAR(json::parse(evaluated.out)["mse"].get<double>(), exact, 1e-3 * exact);

  const Outcome unknown = train("f8", path("f8"));
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("--precision: expected f32, f16 or bf16"));
}

TEST_F(Cli, TrainedWeightsAreMadeFromMnistAlone) {
  setenv("MNIST_DIR", digits_.c_str(), 1);
  const Outcome outcome =
      run_program("python3", {HOURGLASS_SOURCE_DIR "/scripts/pretrain", "--program",
                              HOURGLASS_PROGRAM, "--results", path("results"), "--recipes", "D5"});
  if (outcome.exit_code == 127) GTEST_SKIP() << "python3 is not there";
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("pretrain: expected MNIST, found "));
  EXPECT_TRUE(fs::is_empty(path("results")));
}

TEST_F(Cli, SynthesizeLeavesAFolderWithFilesAlone) {
  const std::string before = content(digits_ + "/" + kTestImages);
  const Outcome outcome = run_hourglass({"synthesize", "--out", digits_});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("expected a new or an empty folder"));
  EXPECT_EQ(content(digits_ + "/" + kTestImages), before);
}

TEST_F(Cli, SynthesizeDrawsAPicture) {
  const Outcome outcome = run_hourglass({"synthesize", "--count", "20", "--out", path("s.png")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(png_size(content(path("s.png"))), std::pair(6 + 10 * 90, 6 + 2 * 90));
}

TEST_F(Cli, TrainWritesWeightsHistoryAndChartAndReportsWhatEvaluateFinds) {
  const Outcome trained = run_hourglass({"train",
                                         "--recipe",
                                         "D2-64",
                                         "--data",
                                         digits_,
                                         "--epochs",
                                         "2",
                                         "--batch-size",
                                         "20",
                                         "--code-size",
                                         "10",
                                         "--learning-rate",
                                         "0.005",
                                         "--noise",
                                         "masking:0.25",
                                         "--test-noise",
                                         "gaussian:0.5",
                                         "--seed",
                                         "9",
                                         "--threads",
                                         "1",
                                         "--save",
                                         path("w.safetensors"),
                                         "--history",
                                         path("h.csv"),
                                         "--plot",
                                         path("loss.png"),
                                         "--json"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  const json figures = json::parse(trained.out);
  EXPECT_EQ(figures["steps"], 20);
  EXPECT_EQ(figures["finished"], true);
  EXPECT_EQ(figures["data"]["train_images"], 200);
  EXPECT_GT(figures["test"]["mse"], 0);

  const std::string file = content(path("w.safetensors"));
  const Result<Model> model =
      read_weights(std::span(reinterpret_cast<const std::uint8_t*>(file.data()), file.size()));
  ASSERT_TRUE(model.ok()) << model.error().message;
  const Recipe& recipe = model.value().recipe;
  EXPECT_EQ(recipe.name, "D2-64");
  EXPECT_EQ(recipe.network.code_size(), 10);
  EXPECT_EQ(recipe.epochs, 2);
  EXPECT_EQ(recipe.batch_size, 20);
  EXPECT_EQ(recipe.seed, 9u);
  EXPECT_EQ(recipe.optimizer.learning_rate, 0.005);
  EXPECT_EQ(recipe.noise, (NoiseSpec{NoiseKind::masking, 0.25f}));
  EXPECT_EQ(recipe.test_noise, (NoiseSpec{NoiseKind::gaussian, 0.5f}));

  const std::string table = content(path("h.csv"));
  EXPECT_THAT(table, StartsWith("step,epoch,train_loss,test_loss\n1,"));
  EXPECT_THAT(table, HasSubstr("\n20,2,"));
  EXPECT_EQ(png_size(content(path("loss.png"))), std::pair(1600, 1000));

  const Outcome evaluated = run_hourglass({"evaluate", "--weights", path("w.safetensors"), "--data",
                                           digits_, "--json", "--csv", path("q.csv")});
  ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
  const json again = json::parse(evaluated.out);
  EXPECT_EQ(again["noise"], "gaussian:0.5");
  const std::string images = content(path("q.csv"));
  EXPECT_EQ(std::count(images.begin(), images.end(), '\n'), 1 + 50);
  EXPECT_THAT(images, HasSubstr("\n49,"));
  EXPECT_EQ(again["mse"], figures["test"]["mse"]);
  for (const char* error : {"mse", "mae", "bce"}) {
    EXPECT_EQ(again["noisy"][error], figures["test"]["noisy"][error]);
  }
  EXPECT_NEAR(again["improvement"],
              1 - again["mse"].get<double>() / again["noisy"]["mse"].get<double>(), 1e-12);
  EXPECT_NEAR(again["similarity"], 1 - again["mae"].get<double>(), 1e-12);
  for (const char* measure : {"correlation", "ssim"}) {
    EXPECT_GT(again[measure], -1) << measure;
    EXPECT_LT(again[measure], 1) << measure;
  }
  EXPECT_GT(again["psnr"], -10 * std::log10(again["mse"].get<double>()) - 1);
}

TEST_F(Cli, TheSameSeedGivesTheSameFileForAnyNumberOfThreads) {
  const auto weights = [&](const char* seed, const char* threads) {
    const std::string file = path(std::string(seed) + "-" + threads);
    EXPECT_EQ(run_hourglass({"train", "--recipe", "B", "--data", digits_, "--epochs", "1", "--seed",
                             seed, "--threads", threads, "--save", file})
                  .exit_code,
              0);
    return content(file);
  };
  const std::string one = weights("1", "1");
  EXPECT_EQ(weights("1", "3"), one);
  EXPECT_NE(weights("2", "1"), one);
}

TEST_F(Cli, TheBottleneckStudyHasItsFlagsAndDefaults) {
  const auto recipe_of = [&](std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"train", "--recipe", "C", "--data", digits_, "-s", path("c"), "-p",
                                 path("loss.png")});
    const Outcome trained = run_hourglass(flags);
    EXPECT_EQ(trained.exit_code, 0) << trained.err;
    const auto file = read_file(path("c"), 64 << 20);
    const auto model = read_weights(file.value());
    EXPECT_TRUE(model.ok());
    EXPECT_EQ(png_size(content(path("loss.png"))), std::pair(1600, 1000));
    return model.ok() ? model.value().recipe : Recipe{};
  };
  const Recipe usual = recipe_of({});
  EXPECT_EQ(usual.network.code_size(), 32);
  EXPECT_EQ(usual.epochs, 30);
  EXPECT_EQ(usual.batch_size, 256);
  EXPECT_EQ(usual.schedule.kind, ScheduleKind::plateau);
  EXPECT_EQ(usual.optimizer.weight_decay, 1e-5);
  const Recipe chosen = recipe_of({"-z", "8", "-e", "2", "-b", "100"});
  EXPECT_EQ(chosen.network.code_size(), 8);
  EXPECT_EQ(chosen.epochs, 2);
  EXPECT_EQ(chosen.batch_size, 100);
}

TEST_F(Cli, ScheduleEarlyStopAndFixedNoiseReplaceTheRecipes) {
  const Outcome trained =
      run_hourglass({"train", "--recipe", "D2-64", "--data", digits_, "--epochs", "300",
                     "--learning-rate", "0.05", "--noise", "masking:0.5", "--fixed-noise",
                     "--schedule", "cosine", "--early-stop", "3", "--save", path("w"), "--json"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_THAT(trained.err, HasSubstr("rate 0.05 "));
  const json figures = json::parse(trained.out);
  EXPECT_EQ(figures["finished"], true);
  EXPECT_LT(figures["epochs"], 300);
  EXPECT_EQ(figures["kept_step"], figures["steps"].get<int>() - 3 * 4);
  const json again = json::parse(
      run_hourglass({"evaluate", "--weights", path("w"), "--data", digits_, "--json"}).out);
  EXPECT_EQ(again["mse"], figures["test"]["mse"]);
  const std::string file = content(path("w"));
  EXPECT_THAT(file, HasSubstr(R"(\"fixed\": true)"));
  EXPECT_THAT(file, HasSubstr(R"(\"kind\": \"cosine\")"));
  const Outcome unknown = run_hourglass({"train", "--schedule", "steps"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("expected constant, plateau or cosine"));
}

TEST_F(Cli, TrainTakesARecipeFromAFile) {
  Recipe recipe;
  recipe.name = "mine";
  recipe.network = {784, {{5, Activation::tanh}}, {{784, Activation::sigmoid}}};
  recipe.epochs = 1;
  ASSERT_TRUE(write_file_atomically(path("mine.json"), recipe_to_json(recipe)).ok());
  const Outcome trained =
      run_hourglass({"train", "--recipe", path("mine.json"), "--data", digits_, "--json"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_EQ(json::parse(trained.out)["recipe"], "mine");
}

TEST_F(Cli, ALossThatIsNoNumberEndsTrainingWithAnError) {
  Recipe recipe;
  recipe.network = {784, {{50, Activation::linear}}, {{784, Activation::linear}}};
  recipe.optimizer.kind = OptimizerKind::sgd;
  recipe.optimizer.learning_rate = 1000;
  ASSERT_TRUE(write_file_atomically(path("wild.json"), recipe_to_json(recipe)).ok());
  const Outcome outcome = run_hourglass({"train", "--recipe", path("wild.json"), "--data", digits_,
                                         "--batch-size", "10", "--save", path("w")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("try a smaller learning rate than 1000"));
  EXPECT_FALSE(fs::exists(path("w")));
}

TEST_F(Cli, WithoutDataTheDigitsAreAnnouncedAsSynthetic) {
  const Outcome outcome = run_hourglass(
      {"evaluate", "--weights", train_small(), "--json", "--noise", "salt_and_pepper:0.1"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("synthetic, not MNIST"));
  EXPECT_EQ(json::parse(outcome.out)["data"]["synthetic"], true);
}

TEST_F(Cli, SummaryCountsParameters) {
  const Outcome table = run_hourglass({"summary", "--recipe", "E1"});
  EXPECT_EQ(table.exit_code, 0);
  EXPECT_THAT(table.out, HasSubstr("476,720"));
  EXPECT_THAT(table.out, HasSubstr("24.5:1"));
  const Outcome images = run_hourglass({"summary", "--recipe", "E3"});
  EXPECT_THAT(images.out, testing::ContainsRegex("encoder.1. convolution relu +.28, 28, 32. +320"));
  EXPECT_THAT(images.out, testing::ContainsRegex("decoder.5. flatten +.784. +0"));
  EXPECT_THAT(images.out, testing::ContainsRegex("Total +28,353"));
  EXPECT_THAT(run_hourglass({"summary", "--recipe", "E3", "--pytorch"}).out,
              HasSubstr("nn.Conv2d(1, 32, 3, padding=1)"));
  const json figures =
      json::parse(run_hourglass({"summary", "--weights", train_small(), "--json"}).out);
  EXPECT_EQ(figures["parameters"], 101200);
  EXPECT_EQ(figures["layers"][1]["parameters"], 50240);
}

struct BadLine {
  int exit_code;
  std::string sentence;
  std::vector<std::string> arguments;
};

TEST_F(Cli, BadLinesAreRefusedWithWhatWasExpected) {
  const std::string weights = train_small();
  ASSERT_TRUE(write_file_atomically(path("broken.json"), "{\"encoder\": 5}").ok());
  ASSERT_TRUE(write_file_atomically(path("broken"), content(weights).substr(0, 5000)).ok());
  const std::string out = path("out.png");
  const BadLine lines[] = {
      {2, "expected a command", {}},
      {2, "\"fly\" is not known here", {"fly"}},
      {2, "\"trian\" is not known here, did you mean train?", {"trian"}},
      {2, "\"--epoch\" is not known here, did you mean --epochs?", {"train", "--epoch", "3"}},
      {2, "--weights is required", {"evaluate"}},
      {2, "expected KIND:STRENGTH such as gaussian:0.5", {"train", "--noise", "fog:1"}},
      {2, "batch_size: expected a whole number from 1", {"train", "--batch-size", "0"}},
      {2, "--batch-size = many", {"train", "--batch-size", "many"}},
      {2, "--epochs excludes --steps", {"train", "--epochs", "1", "--steps", "1"}},
      {2, "--threads", {"train", "--threads", "0"}},
      {2,
       "encoder[0].units: expected 1 to 65536",
       {"train", "--recipe", "D2-64", "--code-size", "0"}},
      {2, "expected --recipe", {"summary"}},
      {2, "expected a multiple of 10", {"synthesize", "--count", "7", "--out", out}},
      {2,
       "there is no test image 50; expected 0 to 49",
       {"denoise", "--weights", weights, "--data", digits_, "--index", "50", "--out", out}},
      {2,
       "--index = -1",
       {"denoise", "--weights", weights, "--data", digits_, "--index", "-1", "--out", out}},
      {1, "there is no recipe named \"Q\"; expected A, B", {"summary", "--recipe", "Q"}},
      {1, "broken.json: encoder: expected a list", {"summary", "--recipe", path("broken.json")}},
      {1, "No such file or directory", {"evaluate", "--weights", path("none")}},
      {1, "not a valid safetensors file", {"evaluate", "--weights", path("broken")}},
      {1, "expected the four files", {"train", "--data", folder_.string()}},
      {1, "cannot write", {"train", "--data", digits_, "--save", path("no/such/folder/w")}},
  };
  for (const BadLine& line : lines) {
    const Outcome outcome = run_hourglass(line.arguments);
    EXPECT_EQ(outcome.exit_code, line.exit_code) << line.sentence << "\n" << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(line.sentence));
    EXPECT_THAT(outcome.err, HasSubstr("hourglass: "));
    EXPECT_EQ(outcome.out, "") << line.sentence;
  }
  EXPECT_FALSE(fs::exists(out));
}

}  // namespace
}  // namespace hourglass

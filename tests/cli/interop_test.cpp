// Weights to Python and from there: tests/interop. The test images' MSE is the same on both sides.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "cli/fixture.h"
#include "data/mnist.h"

namespace hourglass {
namespace {

using nlohmann::json;

constexpr int kNoTorch = 77;
constexpr int kNoProgram = 127;
constexpr char kRecipe[] = R"({"name": "py", "inputs": 784,
  "encoder": [{"units": 12, "activation": "tanh"}, {"units": 5, "activation": "linear"}],
  "decoder": [{"units": 12, "activation": "relu"}, {"units": 784, "activation": "sigmoid"}],
  "epochs": 2, "batch_size": 20})";

class Interop : public Cli {
 protected:
  Interop() : images_(digits_ + "/" + kTestImages) {
    EXPECT_TRUE(write_file_atomically(path("recipe.json"), std::string_view(kRecipe)).ok());
  }

  static Outcome python(std::vector<std::string> arguments,
                        const std::string& program = "python3") {
    arguments.insert(arguments.begin(), HOURGLASS_SOURCE_DIR "/tests/interop/interop.py");
    return run_program(program, arguments);
  }
  // The first Python that has PyTorch: the system's may, where another stands before it.
  static Outcome python_with_torch(const std::vector<std::string>& arguments) {
    const Outcome first = python(arguments);
    return is_missing(first) ? python(arguments, "/usr/bin/python3") : first;
  }
  static bool is_missing(const Outcome& outcome) {
    return outcome.exit_code == kNoProgram || outcome.exit_code == kNoTorch;
  }

  double mse_of(const std::string& weights) const {
    const Outcome evaluated =
        run_hourglass({"evaluate", "--weights", weights, "--recipe", path("recipe.json"), "--data",
                       digits_, "--noise", "none", "--json"});
    EXPECT_EQ(evaluated.exit_code, 0) << evaluated.err;
    return evaluated.exit_code == 0 ? json::parse(evaluated.out)["mse"].get<double>() : 0;
  }

  std::string train(const char* precision) const {
    const Outcome trained =
        run_hourglass({"train", "--recipe", path("recipe.json"), "--data", digits_, "--save",
                       path("ours"), "--precision", precision});
    EXPECT_EQ(trained.exit_code, 0) << trained.err;
    return path("ours");
  }

  static void expect_mse(const Outcome& found, double expected) {
    ASSERT_EQ(found.exit_code, 0) << found.err;
    EXPECT_NEAR(std::stod(found.out), expected, 1e-6 * expected);
  }

  std::string images_;
};

// Names of the same precision: the option's and the format's.
constexpr std::pair<const char*, const char*> kPrecisions[] = {
    {"f32", "F32"}, {"f16", "F16"}, {"bf16", "BF16"}};

TEST_F(Interop, OurWeightsMeanTheSameToPython) {
  for (const auto& [precision, dtype] : kPrecisions) {
    const std::string ours = train(precision);
    const Outcome read = python({"read", dtype, ours, images_});
    if (is_missing(read)) GTEST_SKIP() << "python3 is not there";
    expect_mse(read, mse_of(ours));
  }
}

TEST_F(Interop, PythonsWeightsMeanTheSameToUs) {
  for (const char* dtype : {"F32", "F16"}) {
    const Outcome written = python({"write", dtype, path("recipe.json"), path("theirs"), images_});
    if (is_missing(written)) GTEST_SKIP() << "python3 is not there";
    expect_mse(written, mse_of(path("theirs")));
  }
}

TEST_F(Interop, OurWeightsMeanTheSameToPyTorch) {
  for (const auto& [precision, dtype] : kPrecisions) {
    const std::string ours = train(precision);
    const Outcome read = python_with_torch({"torch-read", dtype, ours, images_});
    if (is_missing(read)) GTEST_SKIP() << "PyTorch is not there";
    expect_mse(read, mse_of(ours));
  }
}

TEST_F(Interop, PyTorchsWeightsMeanTheSameToUs) {
  for (const auto& [precision, dtype] : kPrecisions) {
    const Outcome written =
        python_with_torch({"torch-write", dtype, path("recipe.json"), path("theirs"), images_});
    if (is_missing(written)) GTEST_SKIP() << "PyTorch is not there";
    expect_mse(written, mse_of(path("theirs")));
  }
}

}  // namespace
}  // namespace hourglass

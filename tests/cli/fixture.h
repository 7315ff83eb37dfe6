// What tests of the program share: a folder with data in it, and a look at what is written there.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/program.h"
#include "io/file.h"

namespace hourglass {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

inline Words joined(Words first, const Words& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// A folder of its own with a small set of synthetic digits in digits/.
class Cli : public testing::Test {
 protected:
  Cli() {
    std::string pattern = (fs::temp_directory_path() / "hourglass-cli-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    unsetenv("MNIST_DIR");
    setenv("HOURGLASS_CACHE", folder_.c_str(), 1);
    digits_ = path("digits");
    const Outcome made = run_hourglass(
        {"synthesize", "--count", "200", "--test-count", "50", "--seed", "3", "--out", digits_});
    EXPECT_EQ(made.exit_code, 0) << made.err;
  }
  ~Cli() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string content(const std::string& file) const {
    const auto bytes = read_file(file, 64 << 20);
    EXPECT_TRUE(bytes.ok()) << bytes.error().message;
    return bytes.ok() ? std::string(bytes.value().begin(), bytes.value().end()) : "";
  }
  // Weights of the smallest recipe after an epoch on the digits.
  std::string train_small() const {
    const std::string weights = path("small.safetensors");
    const Outcome trained = run_hourglass(
        {"train", "--recipe", "D2-64", "--data", digits_, "--epochs", "1", "--save", weights});
    EXPECT_EQ(trained.exit_code, 0) << trained.err;
    return weights;
  }

  fs::path folder_;
  std::string digits_;
};

inline std::pair<int, int> png_size(const std::string& file) {
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
      value = value << 8 | static_cast<unsigned char>(file[i]);
    return value;
  };
  if (!file.starts_with("\x89PNG\r\n\x1a\n")) return {0, 0};
  return {number(16), number(20)};
}

}  // namespace hourglass

#include <array>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "data/idx.h"
#include "data/mnist.h"
#include "data/synthetic.h"
#include "io/file.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSyntheticSeed = 1;
constexpr Index kSyntheticTrain = 60000;
constexpr Index kSyntheticTest = 10000;

// Where a file of this name lies, plain or packed; empty if nowhere.
fs::path locate(const fs::path& directory, const std::string& name) {
  std::error_code ignored;
  for (const std::string& candidate : {name, name + ".gz"}) {
    if (fs::exists(directory / candidate, ignored)) return directory / candidate;
  }
  return {};
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

fs::path cached_mnist() {
  if (const std::string cache = variable("HOURGLASS_CACHE"); !cache.empty()) {
    return fs::path(cache) / "mnist";
  }
  if (const std::string cache = variable("XDG_CACHE_HOME"); !cache.empty()) {
    return fs::path(cache) / "hourglass" / "mnist";
  }
  return fs::path(variable("HOME")) / ".cache" / "hourglass" / "mnist";
}

}  // namespace

Result<Dataset> load_mnist(const std::string& directory) {
  const std::array<const char*, 4> names = {kTrainImages, kTrainLabels, kTestImages, kTestLabels};
  std::array<std::vector<std::uint8_t>, 4> bytes;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const fs::path path = locate(directory, names[i]);
    if (path.empty()) {
      return Error{directory + ": found no " + names[i] + "; expected the four files " +
                   kTrainImages + ", " + kTrainLabels + ", " + kTestImages + " and " + kTestLabels +
                   ", each as it is or with .gz"};
    }
    auto file = read_file(path.string(), static_cast<std::uint64_t>(kMaxIdxPixels) + 1024);
    if (!file.ok()) return file.error();
    bytes[i] = std::move(file.value());
  }
  auto data = dataset_from_idx({bytes[0], bytes[1], bytes[2], bytes[3]}, "MNIST", false);
  if (!data.ok()) return Error{directory + ": " + data.error().message};
  if (!is_mnist(data.value())) data.value().origin = "IDX files in " + directory;
  return data;
}

Result<Dataset> find_dataset(const std::string& directory) {
  if (!directory.empty()) return load_mnist(directory);
  if (const std::string named = variable("MNIST_DIR"); !named.empty()) return load_mnist(named);
  const fs::path cached = cached_mnist();
  if (!locate(cached, kTrainImages).empty()) return load_mnist(cached.string());
  return synthetic_digits(kSyntheticSeed, kSyntheticTrain, kSyntheticTest);
}

}  // namespace hourglass

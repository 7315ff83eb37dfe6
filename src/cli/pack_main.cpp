// hourglass-pack: the digits that the page brings along, made at build time. Writes four IDX files,
// packed with gzip under MNIST's names, and data.json, which says what they are. The same data and
// options give the same bytes.
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "data/gzip.h"
#include "data/idx.h"
#include "data/mnist.h"
#include "data/subset.h"
#include "data/synthetic.h"
#include "io/file.h"

namespace hourglass {
namespace {

constexpr const char* kUsage =
    "usage: hourglass-pack --out DIR [--data DIR] [--train N] [--test N] [--seed N]\n"
    "\n"
    "  --out DIR    where the files go; made if it is not there\n"
    "  --data DIR   MNIST's four files, plain or .gz (default: synthetic digits)\n"
    "  --train N    training images (default: 10000)\n"
    "  --test N     test images (default: 2000)\n"
    "  --all yes    all of the data's images, in their own order (default: no)\n"
    "  --seed N     which images are drawn (default: 1)\n";

struct Options {
  std::string out;
  std::string data;
  Index train = 10000;
  Index test = 2000;
  bool all = false;
  std::uint64_t seed = 1;
};

Result<std::uint64_t> parse_number(const std::string& option, std::string_view text,
                                   std::uint64_t low, std::uint64_t high) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < low || number > high) {
    return Error{option + " " + std::string(text) + ": expected a whole number of " +
                 std::to_string(low) + " to " + std::to_string(high)};
  }
  return number;
}

Result<Options> parse_options(int count, char** arguments) {
  constexpr std::uint64_t kMostImages = 300000;  // within what the IDX reader takes
  Options options;
  for (int i = 1; i < count; i += 2) {
    const std::string name = arguments[i];
    if (i + 1 == count) return Error{name + ": expected a value after it"};
    const std::string value = arguments[i + 1];
    if (name == "--out") {
      options.out = value;
    } else if (name == "--data") {
      options.data = value;
    } else if (name == "--train" || name == "--test") {
      const auto images = parse_number(name, value, 1, kMostImages);
      if (!images.ok()) return images.error();
      (name == "--train" ? options.train : options.test) = static_cast<Index>(images.value());
    } else if (name == "--all") {
      if (value != "yes" && value != "no") {
        return Error{"--all " + value + ": expected yes or no"};
      }
      options.all = value == "yes";
    } else if (name == "--seed") {
      const auto seed = parse_number(name, value, 0, UINT64_MAX);
      if (!seed.ok()) return seed.error();
      options.seed = seed.value();
    } else {
      return Error{"unknown option " + name};
    }
  }
  if (options.out.empty()) return Error{"--out is missing: expected a folder to write into"};
  return options;
}

Result<Dataset> choose_digits(const Options& options) {
  if (options.data.empty()) return synthetic_digits(options.seed, options.train, options.test);
  auto all = load_mnist(options.data);
  if (!all.ok()) return all.error();
  Dataset& data = all.value();
  // The folder's name is the builder's own business, not the page's.
  if (data.origin != "MNIST") data.origin = "other images than MNIST";
  if (options.all) return all;
  if (options.train > data.train.count() || options.test > data.test.count()) {
    return Error{options.data + " has " + std::to_string(data.train.count()) + " training and " +
                 std::to_string(data.test.count()) + " test images: too few for --train " +
                 std::to_string(options.train) + " and --test " + std::to_string(options.test)};
  }
  return Dataset{stratified_subset(data.train, options.train, options.seed),
                 stratified_subset(data.test, options.test, options.seed), data.origin, false};
}

std::vector<std::uint8_t> describe(const Dataset& data) {
  const std::string json = "{\"origin\": \"" + data.origin +
                           "\", \"synthetic\": " + (data.synthetic ? "true" : "false") +
                           ", \"train\": " + std::to_string(data.train.count()) +
                           ", \"test\": " + std::to_string(data.test.count()) + "}\n";
  return {json.begin(), json.end()};
}

Result<Done> write_digits(const Dataset& data, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Error{"cannot make " + folder.string() + ": " + error.message()};
  const std::string gz = ".gz";
  const std::pair<std::string, std::vector<std::uint8_t>> files[] = {
      {kTrainImages + gz, gzip(write_idx_images(data.train))},
      {kTrainLabels + gz, gzip(write_idx_labels(data.train))},
      {kTestImages + gz, gzip(write_idx_images(data.test))},
      {kTestLabels + gz, gzip(write_idx_labels(data.test))},
      {"data.json", describe(data)}};
  for (const auto& [name, bytes] : files) {
    const auto written = write_file_atomically((folder / name).string(), bytes);
    if (!written.ok()) return written.error();
  }
  return Done{};
}

int fail(const Error& error) {
  std::fprintf(stderr, "hourglass-pack: %s\n", error.message.c_str());
  return 1;
}

int run(int count, char** arguments) {
  if (count == 2 && std::string_view(arguments[1]) == "--help") {
    std::fputs(kUsage, stdout);
    return 0;
  }
  const auto options = parse_options(count, arguments);
  if (!options.ok()) {
    fail(options.error());
    std::fputs(kUsage, stderr);
    return 2;
  }
  const auto data = choose_digits(options.value());
  if (!data.ok()) return fail(data.error());
  const auto written = write_digits(data.value(), options.value().out);
  if (!written.ok()) return fail(written.error());
  std::printf("%s: %lld training and %lld test images in %s\n", data.value().origin.c_str(),
              static_cast<long long>(data.value().train.count()),
              static_cast<long long>(data.value().test.count()), options.value().out.c_str());
  return 0;
}

}  // namespace
}  // namespace hourglass

int main(int count, char** arguments) { return hourglass::run(count, arguments); }

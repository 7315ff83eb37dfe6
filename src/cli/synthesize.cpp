// hourglass synthesize: synthetic digits as IDX files, in the place of MNIST's, or as a picture.
#include <filesystem>
#include <system_error>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/test_images.h"
#include "cli/text.h"
#include "data/idx.h"
#include "data/mnist.h"
#include "data/synthetic.h"
#include "io/file.h"

namespace hourglass::cli {
namespace {

constexpr int kMostImages = 300000;  // within what the IDX reader takes
constexpr int kColumns = 10;         // of a picture: each row shows every digit once

struct SynthesizeOptions {
  int count = 10000;
  int test_count = 2000;
  std::uint64_t seed = 0;
  std::string out;
};

int write_picture(const SynthesizeOptions& options) {
  if (options.count % kColumns != 0 || options.count > kColumns * kMaxPictures) {
    return misuse({"--count " + std::to_string(options.count) +
                   ": expected a multiple of 10 up to 640 for a picture"});
  }
  const ImageSet set = synthetic_digits(options.seed, options.count, 1).train;
  Workers workers(1);
  std::vector<SheetRow> rows;
  for (Index first = 0; first < set.count(); first += kColumns) {
    rows.push_back({"", Matrix<float>(set.features(), kColumns)});
    gather_range(set, first, rows.back().images, workers);
  }
  return write_sheet(rows, set, options.out);
}

int write_folder(const SynthesizeOptions& options) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::create_directories(options.out, error);
  if (!error && !fs::is_empty(options.out, error) && !error) {
    return fail({"cannot write into " + options.out + ": expected a new or an empty folder"});
  }
  if (error) return fail({"cannot write into " + options.out + ": " + error.message()});

  const Dataset data = synthetic_digits(options.seed, options.count, options.test_count);
  const std::pair<const char*, std::vector<std::uint8_t>> files[] = {
      {kTrainImages, write_idx_images(data.train)},
      {kTrainLabels, write_idx_labels(data.train)},
      {kTestImages, write_idx_images(data.test)},
      {kTestLabels, write_idx_labels(data.test)}};
  for (const auto& [name, bytes] : files) {
    const auto done = write_file_atomically((fs::path(options.out) / name).string(), bytes);
    if (!done.ok()) return fail(done.error());
  }
  note("Wrote " + grouped(options.count) + " training and " + grouped(options.test_count) +
       " test digits into " + options.out);
  return kSuccess;
}

int run(const SynthesizeOptions& options) {
  const bool picture = std::filesystem::path(options.out).extension() == ".png";
  if (!picture) return write_folder(options);
  if (auto writable = check_writable(options.out); !writable.ok()) return fail(writable.error());
  return write_picture(options);
}

}  // namespace

void add_synthesize(CLI::App& app, Action& action) {
  const auto [command, options] = add_command<SynthesizeOptions>(
      app, action, "synthesize", "Draw synthetic digits, as IDX files or as a picture",
      "hourglass synthesize --count 10000 --test-count 2000 --seed 1 --out digits/\n"
      "  hourglass synthesize --count 100 --out sheet.png",
      run);
  command->add_option("--count", options->count, "Training digits, or digits of the picture")
      ->check(CLI::Range(1, kMostImages))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--test-count", options->test_count, "Test digits")
      ->check(CLI::Range(1, kMostImages))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Another seed, other digits")->capture_default_str();
  command
      ->add_option("--out", options->out,
                   "A new folder for the four files, or a picture whose name ends in .png")
      ->type_name("DIR|FILE.png")
      ->required();
}

}  // namespace hourglass::cli

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "data/digit_normalization.h"
#include "data/gzip.h"
#include "data/mnist.h"
#include "data/own_images.h"
#include "io/weights.h"
#include "shell/web.h"
#include "shell/web_limits.h"

using namespace hourglass;

namespace {

constexpr std::size_t kMnistBytes = 70'000 * 785;  // pixels and labels

// The four IDX files, by name (data/mnist.h), until they are read.
std::map<std::string, std::vector<std::uint8_t>, std::less<>> files;
// The visitor's own, until they are read.
std::vector<NamedFile> own_files;
std::vector<std::uint8_t> own_pictures;

Result<Dataset> take_files(std::string origin, bool synthetic) {
  const auto taken = std::exchange(files, {});
  const auto bytes_of = [&taken](const char* name) {
    const auto found = taken.find(name);
    return found == taken.end() ? std::span<const std::uint8_t>() : std::span(found->second);
  };
  return dataset_from_idx({.train_images = bytes_of(kTrainImages),
                           .train_labels = bytes_of(kTrainLabels),
                           .test_images = bytes_of(kTestImages),
                           .test_labels = bytes_of(kTestLabels)},
                          std::move(origin), synthetic);
}

// Other images than the usual ones; can be undone.
double use(Result<Dataset> data, const char* done) {
  if (!data.ok()) return refuse(data.error().message);
  page().app->want_frames();
  return number_or_refusal(
      page().app->lab().use_data(std::make_shared<const Dataset>(std::move(data.value())), done));
}

// What the files may unpack to, as far as it is likely; never more than is taken.
std::size_t likely_bytes(const std::vector<NamedFile>& some) {
  constexpr std::size_t kMost = kMostOwnImages * (kDigitPixels + 1);
  std::size_t sum = 0;
  for (const NamedFile& file : some) sum += (is_gzip(file.bytes) ? 16 : 1) * file.bytes.size();
  return std::min(sum, kMost);
}

// A grey picture of any size, white on black, as 28x28: one of that size as it is, another centred
// and scaled as MNIST's digits are.
DigitImage digit_of(const float* ink, int rows, int columns) {
  const std::span all(ink, static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  if (rows != kDigitSide || columns != kDigitSide) return normalize_digit(all, rows, columns);
  DigitImage image;
  std::copy(all.begin(), all.end(), image.begin());
  return image;
}

}  // namespace

// ---- images -------------------------------------------------------------------------------------

// Takes a copy of one of the four IDX files, plain or gzip.
HOURGLASS_EXPORT const char* hg_file(const char* name, const std::uint8_t* bytes,
                                     std::size_t size) {
  for (const char* expected : {kTrainImages, kTrainLabels, kTestImages, kTestLabels}) {
    if (std::string_view(name) != expected) continue;
    files.insert_or_assign(name, std::vector<std::uint8_t>(bytes, bytes + size));
    return nullptr;
  }
  return give_text("there is no use for a file named " + std::string(name));
}

// Reads the files that have come, which are what the page comes with, and gives them to the
// laboratory. A command, or -1 where others are in use already.
HOURGLASS_EXPORT double hg_use_data(const char* origin, int synthetic) {
  auto dataset = take_files(origin, synthetic != 0);
  if (!dataset.ok()) return refuse(dataset.error().message);
  auto data = std::make_shared<const Dataset>(std::move(dataset.value()));
  if (!page().app) return send(UseData{std::move(data)});
  const std::uint64_t number = page().app->use_data(std::move(data));
  return number > 0 ? static_cast<double>(number) : -1;
}

// All of MNIST can be had, in so many bytes.
HOURGLASS_EXPORT void hg_offer_data(double bytes) {
  page().app->lab().offer_data(static_cast<std::int64_t>(bytes));
}

// So much of it has come, 0 ... 1.
HOURGLASS_EXPORT void hg_data_progress(double share) {
  page().app->lab().data_progress(static_cast<float>(share));
}

// It will not come.
HOURGLASS_EXPORT void hg_drop_data() { page().app->lab().drop_data(); }

// It has come, by hg_file(). A command.
HOURGLASS_EXPORT double hg_use_mnist() {
  if (auto fits = images_fit_page(kMnistBytes); !fits.ok()) return refuse(fits.error().message);
  auto data = take_files("MNIST", false);
  if (data.ok()) data.value().key = data_key(data.value());
  return use(std::move(data), "All of MNIST is here");
}

// Takes a copy of an IDX file of the visitor's.
HOURGLASS_EXPORT const char* hg_own_file(const char* name, const std::uint8_t* bytes,
                                         std::size_t size) {
  if (own_files.size() == kMostOwnFiles) {
    own_files.clear();
    return give_text("expected at most " + std::to_string(kMostOwnFiles) + " IDX files");
  }
  own_files.push_back({name, std::vector<std::uint8_t>(bytes, bytes + size)});
  return nullptr;
}

// Reads those that have come. A command.
HOURGLASS_EXPORT double hg_use_own_files() {
  std::vector<NamedFile> taken = std::exchange(own_files, {});
  if (auto fits = images_fit_page(likely_bytes(taken)); !fits.ok()) {
    return refuse(fits.error().message);
  }
  return use(dataset_of_files(std::move(taken)), "Images loaded");
}

// A picture of the visitor's, row by row, 0 black ... 1 white ink.
HOURGLASS_EXPORT void hg_own_picture(const float* ink, int rows, int columns) {
  for (const float pixel : digit_of(ink, rows, columns)) {
    own_pictures.push_back(
        static_cast<std::uint8_t>(std::lround(255 * std::clamp(pixel, 0.0f, 1.0f))));
  }
}

// Those that have come, to be looked at as test images. A command.
HOURGLASS_EXPORT double hg_use_own_pictures() {
  const std::shared_ptr<const Dataset>& now = page().app->lab().data().chosen;
  if (auto fits = images_fit_page(now ? byte_count(*now) : 0); !fits.ok()) {
    own_pictures.clear();
    return refuse(fits.error().message);
  }
  return use(dataset_of_pictures(std::exchange(own_pictures, {}), now ? now->train : ImageSet{}),
             "Pictures loaded");
}

// A picture of the visitor's, for the pad; can be undone.
HOURGLASS_EXPORT void hg_show_picture(const float* ink, int rows, int columns) {
  page().app->lab().show_on_pad(digit_of(ink, rows, columns));
  page().app->want_frames();
}

// ---- trained weights ----------------------------------------------------------------------------

// There is a file with trained weights of this recipe.
HOURGLASS_EXPORT void hg_offer_pretrained(const char* recipe, double bytes) {
  page().app->lab().offer_pretrained(recipe, static_cast<std::int64_t>(bytes));
}

// So much of the file has come, 0 ... 1.
HOURGLASS_EXPORT void hg_pretrained_progress(const char* recipe, double share) {
  page().app->lab().pretrained_progress(recipe, static_cast<float>(share));
}

// It will not come.
HOURGLASS_EXPORT void hg_drop_pretrained() { page().app->lab().drop_pretrained(); }

// It has come: recipe and weights. A command.
HOURGLASS_EXPORT double hg_pretrained(const std::uint8_t* bytes, std::size_t size) {
  return page().app ? number_or_refusal(page().app->use_weights({bytes, size}))
                    : use_plain_weights({bytes, size});
}

// ---- weights of one's own -----------------------------------------------------------------------

// Recipe and weights out of a safetensors file; can be undone. A command.
HOURGLASS_EXPORT double hg_import(const std::uint8_t* bytes, std::size_t size) {
  if (auto fits = file_fits_page(size); !fits.ok()) return refuse(fits.error().message);
  if (!page().app) return use_plain_weights({bytes, size});
  page().app->want_frames();
  return number_or_refusal(page().app->lab().load_weights({bytes, size}));
}

// The newest snapshot's recipe and weights as safetensors. A result.
HOURGLASS_EXPORT const void* hg_export() {
  const Snapshot& now = page().session().latest();
  if (now.parameters.empty()) {
    refuse("there is no network yet");
    return nullptr;
  }
  return give_result(write_weights({now.recipe, now.parameters}));
}

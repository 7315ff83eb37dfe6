#include "data/own_images.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string_view>
#include <utility>

#include "data/digit_normalization.h"
#include "data/idx.h"
#include "data/mnist.h"

namespace hourglass {
namespace {

constexpr Index kKeptForTests = 6;  // one image in so many
constexpr std::size_t kLongestOrigin = 24;
constexpr int kAnyLabel = 256;

struct Images {
  std::string name;
  ImageSet set;
};

struct Labels {
  std::string name;
  std::vector<std::uint8_t> labels;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

bool is_for_tests(const std::string& name) {
  const std::string small = lower(name);
  return small.find("t10k") != std::string::npos || small.find("test") != std::string::npos;
}

std::string of_images(Index count) { return std::to_string(count) + " images"; }

Result<Images> read_images(const NamedFile& file) {
  auto images = parse_idx_images(file.bytes, file.name, kMostOwnImages * kDigitPixels);
  if (!images.ok()) return images.error();
  IdxImages& read = images.value();
  if (read.rows != kDigitSide || read.columns != kDigitSide) {
    return Error{file.name + " has images of " + std::to_string(read.rows) + " x " +
                 std::to_string(read.columns) + " pixels; expected 28 x 28"};
  }
  ImageSet set;
  set.pixels = std::move(read.pixels);
  set.labels.assign(static_cast<std::size_t>(read.count), 0);
  set.labelled = false;
  return Images{file.name, std::move(set)};
}

struct Read {
  std::vector<Images> images;
  std::vector<Labels> labels;
};

Result<Done> read_file_into(Read& read, const NamedFile& file) {
  const IdxHead head = idx_head(file.bytes);
  const bool known = head.magic == kIdxImages || head.magic == kIdxLabels;
  if (known && head.count > kMostOwnImages) {
    return Error{file.name + " has " + std::to_string(head.count) +
                 " images or labels; expected at most " + std::to_string(kMostOwnImages)};
  }
  if (head.magic == kIdxImages) {
    auto images = read_images(file);
    if (!images.ok()) return images.error();
    read.images.push_back(std::move(images.value()));
    return Done{};
  }
  if (head.magic == kIdxLabels) {
    auto labels = parse_idx_labels(file.bytes, file.name, kAnyLabel, kMostOwnImages);
    if (!labels.ok()) return labels.error();
    read.labels.push_back({file.name, std::move(labels.value())});
    return Done{};
  }
  return Error{file.name + ": expected an IDX file of images or labels, plain or gzip"};
}

Result<Done> check_counts(const Read& read) {
  if (read.images.empty()) {
    return Error{"expected a file of images, and there are only labels"};
  }
  if (read.images.size() > 2 || read.labels.size() > read.images.size()) {
    return Error{
        "expected images to train on and to test on, each with a file of labels at most; got " +
        std::to_string(read.images.size()) + " files of images and " +
        std::to_string(read.labels.size()) + " of labels"};
  }
  Index count = 0;
  for (const Images& images : read.images) count += images.set.count();
  if (count < 2 || count > kMostOwnImages) {
    return Error{"expected 2 to " + of_images(kMostOwnImages) + " in all, got " +
                 std::to_string(count)};
  }
  return Done{};
}

// The labels go to images without any that are as many; by their names where two are.
Result<Done> label(std::vector<Images>& images, Labels& from) {
  Images* found = nullptr;
  for (Images& it : images) {
    const bool fits = !it.set.labelled && it.set.labels.size() == from.labels.size();
    if (fits && (!found || is_for_tests(it.name) == is_for_tests(from.name))) found = &it;
  }
  if (!found) {
    return Error{from.name + " has " + std::to_string(from.labels.size()) + " labels; expected " +
                 std::to_string(images.front().set.count()) + ", one for each image of " +
                 images.front().name};
  }
  found->set.labels = std::move(from.labels);
  found->set.labelled = true;
  return Done{};
}

void append(ImageSet& to, const ImageSet& from, Index i) {
  const auto pixels = from.image(i);
  to.pixels.insert(to.pixels.end(), pixels.begin(), pixels.end());
  to.labels.push_back(from.labels[static_cast<std::size_t>(i)]);
}

// Every sixth image, or the last of a few, is kept for testing.
Dataset split(const ImageSet& all) {
  Dataset data;
  const Index every = std::min(kKeptForTests, all.count());
  const Index tests = all.count() / every;
  data.test.pixels.reserve(static_cast<std::size_t>(tests * kDigitPixels));
  data.train.pixels.reserve(static_cast<std::size_t>((all.count() - tests) * kDigitPixels));
  for (Index i = 0; i < all.count(); ++i) {
    append(i % every == every - 1 ? data.test : data.train, all, i);
  }
  data.train.labelled = data.test.labelled = all.labelled;
  return data;
}

Dataset arrange(std::vector<Images> images) {
  if (images.size() == 1) return split(images.front().set);
  Images& a = images[0];
  Images& b = images[1];
  const bool named = is_for_tests(a.name) != is_for_tests(b.name);
  const bool a_tests = named ? is_for_tests(a.name) : a.set.count() < b.set.count();
  Dataset data;
  data.train = std::move(a_tests ? b.set : a.set);
  data.test = std::move(a_tests ? a.set : b.set);
  return data;
}

// "emnist-letters-train-images-idx3-ubyte.gz" -> "emnist-letters": what is said of the data.
std::string origin_of(const std::string& name) {
  std::string origin = name;
  for (const std::string_view part :
       {".gz", "idx3-ubyte", "ubyte", "images", "train", "t10k", "test"}) {
    const std::size_t at = lower(origin).rfind(part);
    if (at != std::string::npos) origin.erase(at);
  }
  const auto is_edge = [](char letter) {
    return std::string_view("-_. ").find(letter) != std::string_view::npos;
  };
  while (!origin.empty() && is_edge(origin.back())) origin.pop_back();
  const bool plain = std::all_of(origin.begin(), origin.end(), [](unsigned char letter) {
    return letter >= ' ' && letter < 0x7f;
  });
  if (origin.empty() || !plain) return "Your images";
  return origin.substr(0, kLongestOrigin);
}

}  // namespace

Result<Dataset> dataset_of_files(std::vector<NamedFile> files) {
  if (files.size() > kMostOwnFiles) {
    return Error{"expected at most " + std::to_string(kMostOwnFiles) + " IDX files, got " +
                 std::to_string(files.size())};
  }
  Read read;
  for (NamedFile& file : files) {
    if (auto done = read_file_into(read, file); !done.ok()) return done.error();
    file.bytes = {};  // a page has no memory to spare
  }
  if (auto fits = check_counts(read); !fits.ok()) return fits.error();
  for (Labels& labels : read.labels) {
    if (auto done = label(read.images, labels); !done.ok()) return done.error();
  }
  const std::string origin = origin_of(read.images.front().name);
  Dataset data = arrange(std::move(read.images));
  data.origin = is_mnist(data) ? "MNIST" : origin;
  data.key = data_key(data);
  return data;
}

Result<Dataset> dataset_of_pictures(std::vector<std::uint8_t> pixels, const ImageSet& train) {
  const Index count = static_cast<Index>(pixels.size()) / kDigitPixels;
  if (count < 1 || count + train.count() > kMostOwnImages) {
    return Error{"expected 1 to " + std::to_string(kMostOwnImages - train.count()) +
                 " pictures, got " + std::to_string(count)};
  }
  if (train.count() == 0 || train.features() != kDigitPixels) {
    return Error{"the images to train on have not arrived yet"};
  }
  Dataset data;
  data.train = train;
  data.test.pixels = std::move(pixels);
  data.test.labels.assign(static_cast<std::size_t>(count), 0);
  data.test.labelled = false;
  data.origin = std::to_string(count) + " pictures";
  data.key = data_key(data);
  return data;
}

std::string data_key(const Dataset& data) {
  if (is_mnist(data)) return "mnist";
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fingerprint(data)));
  return std::string("own.") + text;
}

}  // namespace hourglass

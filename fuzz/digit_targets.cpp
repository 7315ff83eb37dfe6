#include "digit_targets.h"

#include <algorithm>

#include "check.h"
#include "data/gzip.h"
#include "data/idx.h"

namespace hourglass::fuzz {
namespace {

ImageSet few_digits() {
  ImageSet set;
  set.rows = set.columns = 2;
  set.labels = {3, 9, 0};
  set.pixels.assign(12, 200);
  return set;
}

bool same(const Bytes& written, std::span<const std::uint8_t> read) {
  return std::equal(written.begin(), written.end(), read.begin(), read.end());
}

// Images and labels in one input: where the labels begin in two bytes, then both files.
Bytes two_files(const Bytes& images, const Bytes& labels) {
  Bytes input(2 + images.size() + labels.size());
  input[0] = static_cast<std::uint8_t>(images.size() / 256);
  input[1] = static_cast<std::uint8_t>(images.size() % 256);
  std::copy(labels.begin(), labels.end(),
            std::copy(images.begin(), images.end(), input.begin() + 2));
  return input;
}

}  // namespace

void run_idx(std::span<const std::uint8_t> input) {
  const std::size_t length = take_number(input);
  const auto images = take(input, length);
  const Result<ImageSet> set = parse_idx(images, "images", input, "labels");
  if (!was_read(set)) return;
  const ImageSet& digits = set.value();
  require(digits.count() > 0 && digits.features() > 0, "there is an image, with pixels");
  require(digits.pixels.size() == static_cast<std::size_t>(digits.count() * digits.features()),
          "as many pixels as the header says");
  require(std::all_of(digits.labels.begin(), digits.labels.end(),
                      [](int label) { return label < kDigitClasses; }),
          "labels are classes");
  if (is_gzip(images) || is_gzip(input)) return;
  require(same(write_idx_images(digits), images), "images are written as they were read");
  require(same(write_idx_labels(digits), input), "labels are written as they were read");
}

std::vector<Bytes> idx_seeds() {
  const ImageSet set = few_digits();
  const Bytes images = write_idx_images(set), labels = write_idx_labels(set);
  return {two_files(images, labels), two_files(gzip(images), gzip(labels))};
}

void run_gzip(std::span<const std::uint8_t> input) {
  constexpr std::size_t kLimit = 1 << 16;
  const Result<Bytes> plain = gunzip(input, kLimit, "file");
  if (!was_read(plain)) return;
  require(plain.value().size() <= kLimit, "no more than the limit");
  const Result<Bytes> again = gunzip(gzip(plain.value()), kLimit, "file");
  require(again.ok() && again.value() == plain.value(), "what is packed is unpacked");
}

std::vector<Bytes> gzip_seeds() {
  Bytes two = gzip(bytes_of("two members"));
  const Bytes second = gzip(Bytes(5000, 7));
  two.insert(two.end(), second.begin(), second.end());
  return {gzip({}), two};
}

}  // namespace hourglass::fuzz

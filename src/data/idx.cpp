#include "data/idx.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <string>
#include <utility>

#include "data/gzip.h"

namespace hourglass {
namespace {

constexpr std::int64_t kImageHeader = 16;
constexpr std::int64_t kLabelHeader = 8;

std::string hexadecimal(std::uint32_t number) {
  char text[11];
  std::snprintf(text, sizeof text, "0x%08x", number);
  return text;
}

Error idx_error(std::string_view name, std::int64_t offset, const std::string& what) {
  return {std::string(name) + ", byte " + std::to_string(offset) + ": " + what};
}

// A plain file's bytes: those given, or what they hold unpacked, kept in `unpacked`.
Result<std::span<const std::uint8_t>> plain(std::span<const std::uint8_t> bytes,
                                            std::string_view name, std::int64_t most,
                                            std::vector<std::uint8_t>& unpacked) {
  if (!is_gzip(bytes)) return bytes;
  auto result = gunzip(bytes, static_cast<std::size_t>(most + kImageHeader), name);
  if (!result.ok()) return result.error();
  unpacked = std::move(result.value());
  return std::span<const std::uint8_t>(unpacked);
}

// Precondition: offset + 4 <= bytes.size().
std::uint32_t big_endian(std::span<const std::uint8_t> bytes, std::size_t offset) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | bytes[offset + i];
  return number;
}

void append_big_endian(std::vector<std::uint8_t>& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(number >> shift));
  }
}

Result<Done> check_header(std::span<const std::uint8_t> bytes, std::string_view name,
                          std::uint32_t magic, std::int64_t header) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (size < header) {
    return idx_error(
        name, size,
        "the file ends in its header, which takes " + std::to_string(header) + " bytes");
  }
  if (const std::uint32_t found = big_endian(bytes, 0); found != magic) {
    return idx_error(name, 0,
                     "expected the magic number " + hexadecimal(magic) + " (IDX " +
                         (magic == kIdxImages ? "images" : "labels") + "), found " +
                         hexadecimal(found));
  }
  return Done{};
}

// One dimension out of the header, 1 ... limit.
Result<std::int64_t> dimension(std::span<const std::uint8_t> bytes, std::string_view name,
                               std::size_t offset, const char* what, std::int64_t limit) {
  const std::int64_t value = big_endian(bytes, offset);
  if (value < 1 || value > limit) {
    return idx_error(
        name, static_cast<std::int64_t>(offset),
        "expected 1 to " + std::to_string(limit) + " " + what + ", found " + std::to_string(value));
  }
  return value;
}

Result<Done> check_size(std::span<const std::uint8_t> bytes, std::string_view name,
                        std::int64_t expected, const std::string& contents) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (size == expected) return Done{};
  return idx_error(name, std::min(size, expected),
                   (size < expected ? "the file ends too early: " : "bytes too many: ") + contents +
                       " take " + std::to_string(expected) + " bytes with the header, found " +
                       std::to_string(size));
}

// What follows the header of a file. `unpacked` holds the file, in which case it is used up, or is
// empty.
std::vector<std::uint8_t> without_header(std::span<const std::uint8_t> file, std::int64_t header,
                                         std::vector<std::uint8_t> unpacked) {
  if (unpacked.empty()) return {file.begin() + static_cast<std::ptrdiff_t>(header), file.end()};
  unpacked.erase(unpacked.begin(), unpacked.begin() + static_cast<std::ptrdiff_t>(header));
  return unpacked;
}

}  // namespace

IdxHead idx_head(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kSize = 8;
  std::vector<std::uint8_t> unpacked;
  if (is_gzip(bytes)) bytes = unpacked = gunzip_head(bytes, kSize);
  return bytes.size() < kSize ? IdxHead{} : IdxHead{big_endian(bytes, 0), big_endian(bytes, 4)};
}

Result<IdxImages> parse_idx_images(std::span<const std::uint8_t> bytes, std::string_view name,
                                   std::int64_t most_pixels) {
  std::vector<std::uint8_t> unpacked;
  const auto file = plain(bytes, name, most_pixels, unpacked);
  if (!file.ok()) return file.error();
  const auto header = check_header(file.value(), name, kIdxImages, kImageHeader);
  if (!header.ok()) return header.error();

  const auto rows = dimension(file.value(), name, 8, "rows", kMaxIdxSide);
  if (!rows.ok()) return rows.error();
  const auto columns = dimension(file.value(), name, 12, "columns", kMaxIdxSide);
  if (!columns.ok()) return columns.error();
  const std::int64_t features = rows.value() * columns.value();
  const auto count = dimension(file.value(), name, 4, "images", most_pixels / features);
  if (!count.ok()) return count.error();
  const auto size =
      check_size(file.value(), name, kImageHeader + count.value() * features,
                 std::to_string(count.value()) + " images of " + std::to_string(rows.value()) +
                     " x " + std::to_string(columns.value()));
  if (!size.ok()) return size.error();
  return IdxImages{static_cast<Index>(count.value()), static_cast<Index>(rows.value()),
                   static_cast<Index>(columns.value()),
                   without_header(file.value(), kImageHeader, std::move(unpacked))};
}

Result<std::vector<std::uint8_t>> parse_idx_labels(std::span<const std::uint8_t> bytes,
                                                   std::string_view name, int classes,
                                                   std::int64_t most) {
  assert(classes >= 1 && classes <= 256);
  std::vector<std::uint8_t> unpacked;
  const auto file = plain(bytes, name, most, unpacked);
  if (!file.ok()) return file.error();
  const auto header = check_header(file.value(), name, kIdxLabels, kLabelHeader);
  if (!header.ok()) return header.error();

  const auto count = dimension(file.value(), name, 4, "labels", most);
  if (!count.ok()) return count.error();
  const auto size = check_size(file.value(), name, kLabelHeader + count.value(),
                               std::to_string(count.value()) + " labels");
  if (!size.ok()) return size.error();
  std::vector<std::uint8_t> labels =
      without_header(file.value(), kLabelHeader, std::move(unpacked));
  const auto wrong =
      std::find_if(labels.begin(), labels.end(), [&](std::uint8_t l) { return l >= classes; });
  if (wrong != labels.end()) {
    return idx_error(name, kLabelHeader + (wrong - labels.begin()),
                     "expected a label of 0 to " + std::to_string(classes - 1) + ", found " +
                         std::to_string(*wrong));
  }
  return labels;
}

Result<ImageSet> parse_idx(std::span<const std::uint8_t> images, std::string_view images_name,
                           std::span<const std::uint8_t> labels, std::string_view labels_name,
                           int classes) {
  auto pictures = parse_idx_images(images, images_name);
  if (!pictures.ok()) return pictures.error();
  auto answers = parse_idx_labels(labels, labels_name, classes);
  if (!answers.ok()) return answers.error();
  IdxImages& read = pictures.value();
  if (read.count != static_cast<Index>(answers.value().size())) {
    return Error{std::string(images_name) + " has " + std::to_string(read.count) + " images but " +
                 std::string(labels_name) + " has " + std::to_string(answers.value().size()) +
                 " labels: expected one label an image"};
  }
  return ImageSet{read.rows, read.columns, std::move(read.pixels), std::move(answers.value())};
}

std::vector<std::uint8_t> write_idx_images(const ImageSet& set) {
  assert(static_cast<Index>(set.pixels.size()) == set.count() * set.features());
  std::vector<std::uint8_t> bytes;
  bytes.reserve(set.pixels.size() + kImageHeader);
  append_big_endian(bytes, kIdxImages);
  append_big_endian(bytes, static_cast<std::uint32_t>(set.count()));
  append_big_endian(bytes, static_cast<std::uint32_t>(set.rows));
  append_big_endian(bytes, static_cast<std::uint32_t>(set.columns));
  bytes.insert(bytes.end(), set.pixels.begin(), set.pixels.end());
  return bytes;
}

std::vector<std::uint8_t> write_idx_labels(const ImageSet& set) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(set.labels.size() + kLabelHeader);
  append_big_endian(bytes, kIdxLabels);
  append_big_endian(bytes, static_cast<std::uint32_t>(set.count()));
  bytes.insert(bytes.end(), set.labels.begin(), set.labels.end());
  return bytes;
}

}  // namespace hourglass

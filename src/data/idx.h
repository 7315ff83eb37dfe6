// IDX, the file format of MNIST: images (magic number 0x00000803) and labels (0x00000801), plain
// or gzip. No byte is trusted: sizes are checked in 64 bits before anything is allocated, and an
// error names the file, the byte and what was expected there.
//
//   Result<ImageSet> set = parse_idx(image_bytes, "train-images-idx3-ubyte", label_bytes, "...");
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "engine/result.h"

namespace hourglass {

inline constexpr std::int64_t kMaxIdxSide = 1024;         // rows and columns of an image
inline constexpr std::int64_t kMaxIdxPixels = 256 << 20;  // bytes of a whole file's images
inline constexpr int kDigitClasses = 10;
inline constexpr std::uint32_t kIdxImages = 0x00000803;  // unsigned bytes, three dimensions
inline constexpr std::uint32_t kIdxLabels = 0x00000801;  // unsigned bytes, one dimension

// What a file, plain or gzip, begins with, without the rest being unpacked; zeros where it is no
// more than that.
struct IdxHead {
  std::uint32_t magic = 0;
  std::uint32_t count = 0;  // of images or labels
};
IdxHead idx_head(std::span<const std::uint8_t> bytes);

struct IdxImages {
  Index count = 0;
  Index rows = 0;
  Index columns = 0;
  std::vector<std::uint8_t> pixels;  // image by image, row by row
};

// `name` is the file's, for errors. One image at least, of any size up to the bounds above: who
// needs 28x28 checks it.
Result<IdxImages> parse_idx_images(std::span<const std::uint8_t> bytes, std::string_view name,
                                   std::int64_t most_pixels = kMaxIdxPixels);

// One label an image, each 0 ... classes - 1.
Result<std::vector<std::uint8_t>> parse_idx_labels(std::span<const std::uint8_t> bytes,
                                                   std::string_view name,
                                                   int classes = kDigitClasses,
                                                   std::int64_t most = kMaxIdxPixels);

// Images and their labels; fails as well where there are not as many of the one as of the other.
Result<ImageSet> parse_idx(std::span<const std::uint8_t> images, std::string_view images_name,
                           std::span<const std::uint8_t> labels, std::string_view labels_name,
                           int classes = kDigitClasses);

// The bytes of plain files.
std::vector<std::uint8_t> write_idx_images(const ImageSet& set);
std::vector<std::uint8_t> write_idx_labels(const ImageSet& set);

}  // namespace hourglass

#include "data/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "data/gzip.h"
#include "digits.h"

namespace hourglass {
namespace {

using Bytes = std::vector<std::uint8_t>;
using test::numbered_images;
using testing::HasSubstr;

void put(Bytes& bytes, std::size_t offset, std::uint32_t number) {
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[offset + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  }
}

// An image file's header alone, which promises what it likes.
Bytes header(std::uint32_t count, std::uint32_t rows, std::uint32_t columns) {
  Bytes bytes(16);
  put(bytes, 0, 0x00000803);
  put(bytes, 4, count);
  put(bytes, 8, rows);
  put(bytes, 12, columns);
  return bytes;
}

std::string image_error(const Bytes& bytes) {
  const auto images = parse_idx_images(bytes, "images");
  return images.ok() ? "" : images.error().message;
}

std::string label_error(const Bytes& bytes) {
  const auto labels = parse_idx_labels(bytes, "labels");
  return labels.ok() ? "" : labels.error().message;
}

TEST(Idx, WritesTheFormat) {
  const ImageSet set = numbered_images(2, 1, 3);
  EXPECT_EQ(write_idx_images(set), (Bytes{0, 0, 8, 3,   0,   0,  0, 2, 0, 0, 0, 1, 0, 0, 0, 3,  //
                                          0, 1, 2, 100, 101, 102}));
  EXPECT_EQ(write_idx_labels(set), (Bytes{0, 0, 8, 1, 0, 0, 0, 2, 0, 1}));
}

TEST(Idx, ReadsWhatItWrotePlainAndPacked) {
  const ImageSet set = numbered_images(12, 5, 7);
  const Bytes images = write_idx_images(set), labels = write_idx_labels(set);
  for (bool packed : {false, true}) {
    const auto read = parse_idx(packed ? gzip(images) : images, "images",
                                packed ? gzip(labels) : labels, "labels");
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read.value().rows, 5);
    EXPECT_EQ(read.value().columns, 7);
    EXPECT_EQ(read.value().pixels, set.pixels);
    EXPECT_EQ(read.value().labels, set.labels);
  }
}

TEST(Idx, RefusesEveryTruncation) {
  const ImageSet set = numbered_images(3, 4, 5);
  const Bytes images = write_idx_images(set), labels = write_idx_labels(set);
  for (std::size_t size = 0; size < images.size(); ++size) {
    const Bytes cut(images.begin(), images.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THAT(image_error(cut), HasSubstr("images, byte " + std::to_string(size) + ": "));
    EXPECT_NE(image_error(gzip(cut)), "") << size;
  }
  for (std::size_t size = 0; size < labels.size(); ++size) {
    const Bytes cut(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THAT(label_error(cut), HasSubstr("labels, byte " + std::to_string(size) + ": "));
  }
}

TEST(Idx, RefusesBytesThatAreTooMany) {
  Bytes images = write_idx_images(numbered_images(3, 4, 5));
  images.push_back(0);
  EXPECT_EQ(image_error(images),
            "images, byte 76: bytes too many: 3 images of 4 x 5 take 76 bytes with the header, "
            "found 77");
  Bytes labels = write_idx_labels(numbered_images(3, 4, 5));
  labels.push_back(0);
  EXPECT_THAT(label_error(labels), HasSubstr("labels, byte 11: bytes too many"));
}

TEST(Idx, NamesAWrongMagicNumber) {
  const ImageSet set = numbered_images(3, 4, 5);
  EXPECT_EQ(image_error(Bytes(16, 0xab)),
            "images, byte 0: expected the magic number 0x00000803 (IDX images), found 0xabababab");
  // The two files taken for each other.
  EXPECT_THAT(image_error(write_idx_labels(numbered_images(20, 1, 1))), HasSubstr("0x00000801"));
  EXPECT_THAT(label_error(write_idx_images(set)), HasSubstr("found 0x00000803"));
}

TEST(Idx, BelievesNoHeader) {
  EXPECT_THAT(image_error(header(0, 28, 28)), HasSubstr("byte 4: expected 1 to "));
  EXPECT_THAT(image_error(header(1, 0, 28)), HasSubstr("byte 8: expected 1 to 1024 rows, found 0"));
  EXPECT_THAT(image_error(header(1, 28, 0)), HasSubstr("byte 12: expected 1 to 1024 columns"));
  EXPECT_THAT(image_error(header(1, 0xffffffff, 28)), HasSubstr("found 4294967295"));
  // Products that come to 0 in 32 bits.
  EXPECT_THAT(image_error(header(1, 65536, 65536)), HasSubstr("byte 8"));
  EXPECT_THAT(image_error(header(1 << 22, 1024, 1)), HasSubstr("byte 4: expected 1 to 262144"));
  EXPECT_THAT(image_error(header(0xffffffff, 28, 28)), HasSubstr("byte 4: expected 1 to 342392"));
  // The largest that is allowed, with nothing behind it.
  EXPECT_THAT(image_error(header(256, 1024, 1024)), HasSubstr("byte 16: the file ends too early"));
  EXPECT_THAT(image_error(gzip(header(256, 1024, 1024))), HasSubstr("ends too early"));
}

TEST(Idx, RefusesLabelsOutOfRange) {
  Bytes labels = write_idx_labels(numbered_images(12, 1, 1));
  labels[8 + 11] = 10;
  EXPECT_EQ(label_error(labels), "labels, byte 19: expected a label of 0 to 9, found 10");
  EXPECT_TRUE(parse_idx_labels(labels, "labels", 11).ok());
}

TEST(Idx, RefusesAnotherNumberOfLabelsThanOfImages) {
  const auto set = parse_idx(write_idx_images(numbered_images(3, 2, 2)), "a",
                             write_idx_labels(numbered_images(4, 2, 2)), "b");
  ASSERT_FALSE(set.ok());
  EXPECT_EQ(set.error().message, "a has 3 images but b has 4 labels: expected one label an image");
}

TEST(Idx, PassesOnWhatIsWrongWithTheGzip) {
  Bytes packed = gzip(write_idx_images(numbered_images(3, 4, 5)));
  packed.pop_back();
  EXPECT_THAT(image_error(packed), HasSubstr("images: the gzip data end too early"));
}

}  // namespace
}  // namespace hourglass

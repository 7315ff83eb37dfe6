#include "data/own_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "data/gzip.h"
#include "data/idx.h"
#include "data/mnist.h"
#include "digits.h"

namespace hourglass {
namespace {

using test::numbered_images;
using testing::HasSubstr;

using Bytes = std::vector<std::uint8_t>;

NamedFile images_file(const std::string& name, Index count, Index side = 28) {
  return {name, write_idx_images(numbered_images(count, side, side))};
}

NamedFile labels_file(const std::string& name, Index count, int classes = 10) {
  return {name, write_idx_labels(numbered_images(count, 1, 1, classes))};
}

std::string refusal(std::vector<NamedFile> files) {
  const auto data = dataset_of_files(std::move(files));
  return data.ok() ? "" : data.error().message;
}

TEST(OwnImages, FourFilesInAnyOrderArePutTogether) {
  std::vector<NamedFile> files = {
      labels_file("t10k-labels-idx1-ubyte", 8), images_file("t10k-images-idx3-ubyte", 8),
      labels_file("train-labels-idx1-ubyte", 20, 26), images_file("train-images-idx3-ubyte", 20)};
  for (NamedFile& file : files) file.bytes = gzip(file.bytes);
  const auto data = dataset_of_files(std::move(files));
  ASSERT_TRUE(data.ok()) << data.error().message;
  const ImageSet expected = numbered_images(20, 28, 28, 26);
  EXPECT_EQ(data.value().train.pixels, expected.pixels);
  EXPECT_EQ(data.value().train.labels, expected.labels);
  EXPECT_TRUE(data.value().train.labelled);
  EXPECT_EQ(data.value().test.count(), 8);
  EXPECT_EQ(data.value().origin, "Your images");
  EXPECT_EQ(data.value().key, data_key(data.value()));
  EXPECT_TRUE(data.value().key.starts_with("own."));
}

TEST(OwnImages, OfImagesAloneEverySixthIsForTests) {
  const auto data = dataset_of_files({images_file("fashion-train-images-idx3-ubyte.gz", 13)});
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().origin, "fashion");
  EXPECT_EQ(data.value().train.count(), 11);
  EXPECT_EQ(data.value().test.count(), 2);
  EXPECT_FALSE(data.value().train.labelled);
  EXPECT_FALSE(data.value().test.labelled);
  const ImageSet all = numbered_images(13, 28, 28);
  EXPECT_EQ(data.value().test.image(1)[0], all.image(11)[0]);
  EXPECT_EQ(data.value().train.image(5)[0], all.image(6)[0]);
}

TEST(OwnImages, AFewAreSplitToo) {
  const auto data = dataset_of_files({images_file("a", 2), labels_file("b", 2)});
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.count(), 1);
  EXPECT_EQ(data.value().test.count(), 1);
  EXPECT_EQ(data.value().test.labels, Bytes{1});
}

TEST(OwnImages, NamesTellWhichOfTwoAreForTests) {
  const auto named =
      dataset_of_files({images_file("test-images", 9), images_file("train-images", 3)});
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named.value().train.count(), 3);
  const auto unnamed = dataset_of_files({images_file("a", 3), images_file("b", 9)});
  ASSERT_TRUE(unnamed.ok());
  EXPECT_EQ(unnamed.value().train.count(), 9);
}

TEST(OwnImages, LabelsOfAsManyGoByTheirNames) {
  std::vector<NamedFile> files = {images_file("train-images", 6), images_file("test-images", 6),
                                  labels_file("test-labels", 6, 3), labels_file("train-labels", 6)};
  const auto data = dataset_of_files(std::move(files));
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.labels[5], 5);
  EXPECT_EQ(data.value().test.labels[5], 2);
}

TEST(OwnImages, WhatIsWrongIsNamed) {
  EXPECT_THAT(refusal({labels_file("l", 3)}), HasSubstr("only labels"));
  EXPECT_THAT(refusal({{"notes.bin", Bytes(50, 7)}}),
              HasSubstr("notes.bin: expected an IDX file of images or labels"));
  EXPECT_THAT(refusal({{"empty", {}}}), HasSubstr("empty: expected an IDX file"));
  EXPECT_THAT(refusal({{"cut.gz", {0x1f, 0x8b, 8}}}), HasSubstr("cut.gz: expected an IDX file"));
  EXPECT_THAT(refusal({images_file("big", 3, 32)}),
              HasSubstr("big has images of 32 x 32 pixels; expected 28 x 28"));
  EXPECT_THAT(refusal({images_file("i", 5), labels_file("l", 4)}),
              HasSubstr("l has 4 labels; expected 5, one for each image of i"));
  EXPECT_THAT(refusal({images_file("one", 1)}),
              HasSubstr("expected 2 to 70000 images in all, got 1"));
  EXPECT_THAT(refusal({images_file("a", 2), images_file("b", 2), images_file("c", 2)}),
              HasSubstr("got 3 files of images and 0 of labels"));
  EXPECT_THAT(refusal(std::vector<NamedFile>(5, images_file("a", 2))),
              HasSubstr("at most 4 IDX files, got 5"));
  NamedFile cut = images_file("cut", 3);
  cut.bytes.resize(1000);
  EXPECT_THAT(refusal({std::move(cut)}), HasSubstr("cut, byte 1000: the file ends too early"));
}

TEST(OwnImages, TooManyAreRefused) {
  ImageSet many;
  many.labels.assign(70'001, 0);
  many.pixels.assign(70'001 * 784, 0);
  EXPECT_THAT(refusal({{"many.gz", gzip(write_idx_images(many))}}),
              HasSubstr("many.gz has 70001 images or labels; expected at most 70000"));
  many.labels.resize(35'001);
  many.pixels.resize(35'001 * 784);
  const NamedFile half{"half.gz", gzip(write_idx_images(many))};
  EXPECT_THAT(refusal({half, half}), HasSubstr("expected 2 to 70000 images in all, got 70002"));
  // A file that holds more than its header says is not unpacked to its end.
  Bytes bomb(64 << 20);
  const Bytes start = write_idx_images(numbered_images(2, 28, 28));
  std::copy(start.begin(), start.end(), bomb.begin());
  EXPECT_THAT(refusal({{"bomb.gz", gzip(bomb)}}),
              HasSubstr("bomb.gz: unpacks to more than the 54880016 bytes allowed"));
}

TEST(OwnImages, NoCutFileIsTaken) {
  const Bytes whole = gzip(images_file("i", 2).bytes);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto data = dataset_of_files(
        {{"i", {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}}});
    ASSERT_FALSE(data.ok()) << size;
  }
}

TEST(OwnImages, PicturesAreTestImagesBesideTheTrainingImages) {
  const ImageSet train = numbered_images(5, 28, 28);
  const auto data = dataset_of_pictures(Bytes(3 * 784, 9), train);
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.pixels, train.pixels);
  EXPECT_EQ(data.value().test.count(), 3);
  EXPECT_FALSE(data.value().test.labelled);
  EXPECT_EQ(data.value().origin, "3 pictures");
  EXPECT_FALSE(dataset_of_pictures({}, train).ok());
  EXPECT_FALSE(dataset_of_pictures(Bytes(784), ImageSet{}).ok());
}

TEST(OwnImages, MnistIsKnownByItsContents) {
  HOURGLASS_NEED_MNIST();
  auto data = load_mnist(test::mnist_directory());
  ASSERT_TRUE(data.ok());
  if (data.value().origin != "MNIST") GTEST_SKIP() << "other images";
  EXPECT_EQ(data_key(data.value()), "mnist");
  data.value().test.labels.back() ^= 1;
  EXPECT_TRUE(data_key(data.value()).starts_with("own."));
}

}  // namespace
}  // namespace hourglass

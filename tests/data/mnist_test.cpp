#include "data/mnist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "data/gzip.h"
#include "data/idx.h"
#include "digits.h"
#include "io/file.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;
using test::numbered_images;
using testing::HasSubstr;

// A folder of its own for each test, and no MNIST elsewhere.
class MnistTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("hourglass-mnist-") + info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* name : {"MNIST_DIR", "HOURGLASS_CACHE", "XDG_CACHE_HOME", "HOME"}) {
      const char* value = std::getenv(name);
      if (value) kept_.emplace_back(name, value);
      unsetenv(name);
    }
  }
  void TearDown() override {
    for (const char* name : {"MNIST_DIR", "HOURGLASS_CACHE", "XDG_CACHE_HOME", "HOME"}) {
      unsetenv(name);
    }
    for (const auto& [name, value] : kept_) setenv(name.c_str(), value.c_str(), 1);
    fs::remove_all(folder_);
  }

  void write(const fs::path& path, const std::vector<std::uint8_t>& bytes) {
    fs::create_directories(path.parent_path());
    ASSERT_TRUE(write_file_atomically(path.string(), bytes).ok());
  }
  // Four files, of which the images are packed and the labels plain.
  void write_four(const fs::path& folder, Index train, Index test) {
    const ImageSet a = numbered_images(train, 4, 5), b = numbered_images(test, 4, 5);
    write(folder / (std::string(kTrainImages) + ".gz"), gzip(write_idx_images(a)));
    write(folder / kTrainLabels, write_idx_labels(a));
    write(folder / (std::string(kTestImages) + ".gz"), gzip(write_idx_images(b)));
    write(folder / kTestLabels, write_idx_labels(b));
  }

  fs::path folder_;
  const std::string mnist_ = test::mnist_directory();  // before it is hidden

 private:
  std::vector<std::pair<std::string, std::string>> kept_;
};

TEST_F(MnistTest, LoadsPlainAndPackedFiles) {
  write_four(folder_, 12, 7);
  const auto data = load_mnist(folder_.string());
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.pixels, numbered_images(12, 4, 5).pixels);
  EXPECT_EQ(data.value().test.labels, numbered_images(7, 4, 5).labels);
  EXPECT_FALSE(data.value().synthetic);
  EXPECT_EQ(data.value().origin, "IDX files in " + folder_.string());
}

TEST_F(MnistTest, SaysWhatItLookedFor) {
  write_four(folder_, 12, 7);
  fs::remove(folder_ / kTestLabels);
  EXPECT_EQ(load_mnist(folder_.string()).error().message,
            folder_.string() +
                ": found no t10k-labels-idx1-ubyte; expected the four files "
                "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and "
                "t10k-labels-idx1-ubyte, each as it is or with .gz");
}

TEST_F(MnistTest, NamesFolderAndFileOfWhatIsWrong) {
  write_four(folder_, 12, 7);
  write(folder_ / kTestLabels, {0, 0, 8, 1, 0, 0, 0, 2, 3});
  EXPECT_THAT(load_mnist(folder_.string()).error().message,
              HasSubstr(folder_.string() + ": t10k-labels-idx1-ubyte, byte 9: "));
}

TEST_F(MnistTest, FindsTheFolderThatWasNamedFirst) {
  write_four(folder_ / "asked", 1, 1);
  write_four(folder_ / "named", 2, 1);
  write_four(folder_ / "cache" / "mnist", 3, 1);
  write_four(folder_ / "home" / ".cache" / "hourglass" / "mnist", 4, 1);
  const auto found = [](const fs::path& directory) {
    const auto data = find_dataset(directory.string());
    return data.ok() ? data.value().train.count() : -1;
  };
  setenv("HOME", (folder_ / "home").c_str(), 1);
  EXPECT_EQ(found(""), 4);
  setenv("HOURGLASS_CACHE", (folder_ / "cache").c_str(), 1);
  EXPECT_EQ(found(""), 3);
  setenv("MNIST_DIR", (folder_ / "named").c_str(), 1);
  EXPECT_EQ(found(""), 2);
  EXPECT_EQ(found(folder_ / "asked"), 1);
}

TEST_F(MnistTest, AFolderThatWasAskedForMustHoldIt) {
  write_four(folder_ / "cache" / "mnist", 3, 1);
  setenv("HOURGLASS_CACHE", (folder_ / "cache").c_str(), 1);
  setenv("MNIST_DIR", "/nowhere", 1);
  EXPECT_FALSE(find_dataset("").ok());
  EXPECT_FALSE(find_dataset(folder_.string()).ok());
}

TEST_F(MnistTest, TakesImagesOfAnyClasses) {
  write_four(folder_, 12, 7);
  const ImageSet letters = numbered_images(30, 4, 5, 26);
  write(folder_ / (std::string(kTrainImages) + ".gz"), gzip(write_idx_images(letters)));
  write(folder_ / kTrainLabels, write_idx_labels(letters));
  const auto data = load_mnist(folder_.string());
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.labels[25], 25);
}

TEST_F(MnistTest, TrainAndTestMustBeOfOneSize) {
  const ImageSet a = numbered_images(3, 4, 5), b = numbered_images(3, 5, 4);
  const auto bytes = write_idx_images(a), labels = write_idx_labels(a), other = write_idx_images(b);
  const auto data = dataset_from_idx({bytes, labels, other, labels}, "some", false);
  ASSERT_FALSE(data.ok());
  EXPECT_EQ(data.error().message,
            "t10k-images-idx3-ubyte has images of 5 x 4, expected 4 x 5 as in "
            "train-images-idx3-ubyte");
}

TEST(Mnist, IsRecognised) {
  HOURGLASS_NEED_MNIST();
  const auto data = load_mnist(test::mnist_directory());
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().origin, "MNIST");
  EXPECT_EQ(data.value().train.count(), 60000);
  EXPECT_EQ(data.value().test.count(), 10000);
  EXPECT_EQ(data.value().test.labels[0], 7);
}

// One changed byte anywhere, and the four files are no longer called MNIST.
TEST_F(MnistTest, IsNotClaimedOfOtherFiles) {
  if (mnist_.empty()) GTEST_SKIP() << "set MNIST_DIR to a folder with MNIST's four files";
  auto data = load_mnist(mnist_);
  ASSERT_TRUE(data.ok()) << data.error().message;
  ImageSet &train = data.value().train, &test = data.value().test;
  const auto write_again = [&](const char* name) {
    const ImageSet& set = name == kTestImages || name == kTestLabels ? test : train;
    const bool images = name == kTrainImages || name == kTestImages;
    write(folder_ / name, images ? write_idx_images(set) : write_idx_labels(set));
  };
  const auto origin = [&] {
    const auto again = load_mnist(folder_.string());
    return again.ok() ? again.value().origin : again.error().message;
  };
  const std::pair<const char*, std::vector<std::uint8_t>*> files[] = {{kTrainImages, &train.pixels},
                                                                      {kTrainLabels, &train.labels},
                                                                      {kTestImages, &test.pixels},
                                                                      {kTestLabels, &test.labels}};
  for (const auto& file : files) write_again(file.first);
  EXPECT_EQ(origin(), "MNIST");
  for (const auto& [name, bytes] : files) {
    bytes->at(1234) ^= 1;
    write_again(name);
    EXPECT_EQ(origin(), "IDX files in " + folder_.string()) << name;
    bytes->at(1234) ^= 1;
    write_again(name);
  }
}

}  // namespace
}  // namespace hourglass

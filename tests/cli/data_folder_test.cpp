// Folders that do not hold what --data expects: refused with a sentence that names the file, what
// was found there and what was expected, before anything is written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/fixture.h"
#include "data/gzip.h"
#include "data/mnist.h"

namespace hourglass {
namespace {

using testing::HasSubstr;

class DataFolder : public Cli {
 protected:
  std::string file(const char* name) const { return path("wrong/") + name; }
  // The digits' files, each plain, for the test to damage.
  void copy_digits() {
    fs::remove_all(path("wrong"));
    fs::copy(digits_, path("wrong"), fs::copy_options::recursive);
  }
  void put(const char* name, const std::string& bytes) {
    ASSERT_TRUE(write_file_atomically(file(name), bytes).ok());
  }
  std::string packed(const char* name) {
    const std::string plain = content(file(name));
    const auto bytes = gzip({reinterpret_cast<const std::uint8_t*>(plain.data()), plain.size()});
    return {bytes.begin(), bytes.end()};
  }
  void expect_refused(const std::string& sentence) {
    const Outcome outcome = run_hourglass({"train", "--recipe", "D2-64", "--epochs", "1", "--data",
                                           path("wrong"), "--save", path("w")});
    EXPECT_EQ(outcome.exit_code, 1) << sentence;
    EXPECT_THAT(outcome.err, testing::EndsWith(sentence + "\n"));
    EXPECT_THAT(outcome.err, HasSubstr("hourglass: "));
    EXPECT_THAT(outcome.err, HasSubstr(path("wrong")));
    EXPECT_FALSE(fs::exists(path("w")));
  }
};

TEST_F(DataFolder, WithSwappedFilesIsRefused) {
  copy_digits();
  fs::rename(file(kTrainImages), file("t"));
  fs::rename(file(kTrainLabels), file(kTrainImages));
  fs::rename(file("t"), file(kTrainLabels));
  expect_refused(
      "train-images-idx3-ubyte, byte 0: expected the magic number 0x00000803 (IDX images), found "
      "0x00000801");
  copy_digits();
  fs::copy_file(file(kTrainLabels), file(kTestLabels), fs::copy_options::overwrite_existing);
  expect_refused(
      "t10k-images-idx3-ubyte has 50 images but t10k-labels-idx1-ubyte has 200 labels: expected "
      "one label an image");
  copy_digits();
  fs::copy_file(file(kTestImages), file(kTestLabels), fs::copy_options::overwrite_existing);
  expect_refused(
      "t10k-labels-idx1-ubyte, byte 0: expected the magic number 0x00000801 (IDX labels), found "
      "0x00000803");
}

TEST_F(DataFolder, WithOtherBytesIsRefused) {
  copy_digits();
  const std::string images = content(file(kTrainImages));
  const std::pair<std::string, std::string> cases[] = {
      {"", "byte 0: the file ends in its header, which takes 16 bytes"},
      {"<html>404 Not Found</html>",
       "byte 0: expected the magic number 0x00000803 (IDX images), found 0x3c68746d"},
      {images.substr(0, 15), "byte 15: the file ends in its header, which takes 16 bytes"},
      {images.substr(0, 5000),
       "byte 5000: the file ends too early: 200 images of 28 x 28 take 156816 bytes with the "
       "header, found 5000"},
      {images + "more",
       "byte 156816: bytes too many: 200 images of 28 x 28 take 156816 bytes with the header, "
       "found 156820"},
      {images.substr(0, 4) + std::string(4, '\xff') + images.substr(8),
       "byte 4: expected 1 to 342392 images, found 4294967295"},
      {images.substr(0, 8) + std::string(4, '\0') + images.substr(12),
       "byte 8: expected 1 to 1024 rows, found 0"}};
  for (const auto& [bytes, sentence] : cases) {
    put(kTrainImages, bytes);
    expect_refused("train-images-idx3-ubyte, " + sentence);
  }
}

TEST_F(DataFolder, WithDamagedPackedFilesIsRefused) {
  copy_digits();
  const std::string plain = content(file(kTestLabels)), good = packed(kTestLabels);
  const auto refused = [&](const std::string& bytes, const std::string& sentence) {
    put(kTestLabels, bytes);
    expect_refused("t10k-labels-idx1-ubyte: " + sentence);
  };
  refused(good.substr(0, good.size() - 1),
          "the gzip data end too early, at byte " + std::to_string(good.size() - 1));
  refused(good.substr(0, 2) + std::string(500, 'x'),
          "damaged gzip data at byte 4 (unknown compression method)");
  refused(good + "more",
          "4 bytes too many after the gzip data, from byte " + std::to_string(good.size()));
  std::string flipped = good;
  flipped[good.size() - 6] ^= 1;
  refused(flipped, "damaged gzip data at byte " + std::to_string(good.size() - 4) +
                       " (incorrect data check)");
  put(kTestLabels, plain.substr(0, plain.size() - 1) + '\xff');
  EXPECT_EQ(run_hourglass({"train", "--recipe", "D2-64", "--epochs", "1", "--data", path("wrong")})
                .exit_code,
            0);  // classes are the data's own affair
}

TEST_F(DataFolder, ThatIsNoneOrLacksAFileIsRefused) {
  const std::string four =
      "expected the four files train-images-idx3-ubyte, train-labels-idx1-ubyte, "
      "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each as it is or with .gz";
  expect_refused(path("wrong") + ": found no train-images-idx3-ubyte; " + four);
  copy_digits();
  fs::remove(file(kTestImages));
  expect_refused(path("wrong") + ": found no t10k-images-idx3-ubyte; " + four);
  fs::create_directory(file(kTestImages));
  expect_refused("cannot read " + file(kTestImages) + ": Is a directory");
  fs::remove_all(path("wrong"));
  ASSERT_TRUE(write_file_atomically(path("wrong"), "a file").ok());
  expect_refused(path("wrong") + ": found no train-images-idx3-ubyte; " + four);
}

}  // namespace
}  // namespace hourglass

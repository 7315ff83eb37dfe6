// The program hourglass-pack as the page's build runs it.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "data/mnist.h"
#include "io/file.h"

namespace hourglass {
namespace {

namespace fs = std::filesystem;

int pack(const std::string& options) {
  const int status = std::system((HOURGLASS_PACK " " + options + " > /dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string contents(const fs::path& path) {
  const auto bytes = read_file(path.string(), 1 << 20);
  return bytes.ok() ? std::string(bytes.value().begin(), bytes.value().end()) : "missing";
}

class PackTest : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(folder_); }
  void TearDown() override { fs::remove_all(folder_); }
  std::string out(const std::string& name) const { return (folder_ / name).string(); }

  const fs::path folder_ = fs::path(testing::TempDir()) /
                           (std::string("hourglass-pack-") +
                            testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(PackTest, WritesDigitsThatLoad) {
  ASSERT_EQ(pack("--train 60 --test 20 --out " + out("a")), 0);
  const auto data = load_mnist(out("a"));
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().train.count(), 60);
  EXPECT_EQ(data.value().test.count(), 20);
  EXPECT_EQ(
      contents(folder_ / "a" / "data.json"),
      "{\"origin\": \"synthetic digits\", \"synthetic\": true, \"train\": 60, \"test\": 20}\n");
}

TEST_F(PackTest, GivesTheSameBytesAgain) {
  ASSERT_EQ(pack("--train 60 --test 20 --out " + out("a")), 0);
  ASSERT_EQ(pack("--train 60 --test 20 --out " + out("b")), 0);
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder_ / "a")) {
    EXPECT_EQ(contents(entry.path()), contents(folder_ / "b" / entry.path().filename()));
    ++files;
  }
  EXPECT_EQ(files, 5);
}

TEST_F(PackTest, TakesAStratifiedPartOfAFolder) {
  ASSERT_EQ(pack("--train 200 --test 50 --out " + out("all")), 0);
  ASSERT_EQ(pack("--train 30 --test 10 --data " + out("all") + " --out " + out("part")), 0);
  const auto part = load_mnist(out("part"));
  ASSERT_TRUE(part.ok()) << part.error().message;
  std::array<int, 10> counts{};
  for (std::uint8_t label : part.value().train.labels) ++counts.at(label);
  for (int count : counts) EXPECT_EQ(count, 3);
}

TEST_F(PackTest, TakesAllOfAFolderInItsOrder) {
  ASSERT_EQ(pack("--train 40 --test 20 --out " + out("some")), 0);
  ASSERT_EQ(pack("--all yes --data " + out("some") + " --out " + out("all")), 0);
  const auto some = load_mnist(out("some")), all = load_mnist(out("all"));
  ASSERT_TRUE(all.ok()) << all.error().message;
  EXPECT_EQ(fingerprint(all.value()), fingerprint(some.value()));
}

TEST_F(PackTest, RefusesWhatItCannotDo) {
  EXPECT_EQ(pack(""), 2);
  EXPECT_EQ(pack("--train 0 --out " + out("a")), 2);
  EXPECT_EQ(pack("--train 12x --out " + out("a")), 2);
  EXPECT_EQ(pack("--colour red --out " + out("a")), 2);
  EXPECT_EQ(pack("--data /nowhere --out " + out("a")), 1);
  EXPECT_FALSE(fs::exists(folder_));
}

}  // namespace
}  // namespace hourglass

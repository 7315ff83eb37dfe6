#include "io/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace hourglass {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string pattern = (fs::temp_directory_path() / "hourglass-file-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~FileTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string content(const std::string& name) const {
    const auto bytes = read_file(path(name), 1 << 20);
    return bytes.ok() ? std::string(bytes.value().begin(), bytes.value().end())
                      : bytes.error().message;
  }

  fs::path folder_;
};

TEST_F(FileTest, WhatIsWrittenIsRead) {
  const std::string text(3 << 20, 'x');
  ASSERT_TRUE(write_file_atomically(path("a"), text).ok());
  const auto bytes = read_file(path("a"), 3 << 20);
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  EXPECT_EQ(std::string(bytes.value().begin(), bytes.value().end()), text);
}

TEST_F(FileTest, EmptyFilesAreFiles) {
  ASSERT_TRUE(write_file_atomically(path("a"), std::string_view()).ok());
  EXPECT_EQ(content("a"), "");
}

TEST_F(FileTest, LongerFilesThanTheLimitAreRefused) {
  ASSERT_TRUE(write_file_atomically(path("a"), "12345").ok());
  EXPECT_TRUE(read_file(path("a"), 5).ok());
  EXPECT_THAT(read_file(path("a"), 4).error().message, HasSubstr("more than the 4 bytes"));
  EXPECT_THAT(read_file("/dev/zero", 1000).error().message, HasSubstr("more than the 1000 bytes"));
}

TEST_F(FileTest, TheSystemsReasonIsTold) {
  EXPECT_EQ(read_file(path("none"), 10).error().message,
            "cannot read " + path("none") + ": No such file or directory");
  EXPECT_EQ(read_file(folder_.string(), 10).error().message,
            "cannot read " + folder_.string() + ": Is a directory");
  EXPECT_EQ(write_file_atomically(path("no/file"), "x").error().message,
            "cannot write " + path("no/file") + ": No such file or directory");
}

TEST_F(FileTest, ReplacingLeavesNothingElseBehind) {
  ASSERT_TRUE(write_file_atomically(path("a"), "old").ok());
  ASSERT_TRUE(write_file_atomically(path("a"), "new").ok());
  EXPECT_EQ(content("a"), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(FileTest, AFailedWriteLeavesTheOldFile) {
  ASSERT_TRUE(write_file_atomically(path("a"), "old").ok());
  // A folder stands where the new bytes would be gathered.
  fs::create_directory(path("a.part" + std::to_string(getpid())));
  EXPECT_FALSE(write_file_atomically(path("a"), "new").ok());
  EXPECT_EQ(content("a"), "old");
}

TEST_F(FileTest, FoldersAndDevicesAreNotReplaced) {
  fs::create_directory(path("folder"));
  EXPECT_THAT(write_file_atomically(path("folder"), "x").error().message,
              HasSubstr("no regular file"));
  fs::create_symlink("/dev/null", path("null"));
  EXPECT_THAT(write_file_atomically(path("null"), "x").error().message,
              HasSubstr("no regular file"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(FileTest, LinksStayLinks) {
  ASSERT_TRUE(write_file_atomically(path("target"), "old").ok());
  fs::create_symlink("target", path("link"));
  ASSERT_TRUE(write_file_atomically(path("link"), "new").ok());
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(content("target"), "new");
}

}  // namespace
}  // namespace hourglass

#include "data/gzip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace hourglass {
namespace {

using Bytes = std::vector<std::uint8_t>;
using testing::HasSubstr;

Bytes sample(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * i / 7);
  return bytes;
}

TEST(Gzip, GivesBackWhatItPacked) {
  for (std::size_t size : {0u, 1u, 1000u, 300000u}) {
    const auto unpacked = gunzip(gzip(sample(size)), size, "x");
    ASSERT_TRUE(unpacked.ok()) << unpacked.error().message;
    EXPECT_EQ(unpacked.value(), sample(size));
  }
}

TEST(Gzip, PacksWithoutTime) {
  const Bytes packed = gzip(sample(100));
  EXPECT_EQ(Bytes(packed.begin() + 4, packed.begin() + 8), Bytes(4, 0));
  EXPECT_EQ(packed, gzip(sample(100)));
}

TEST(Gzip, ReadsSeveralMembersInARow) {
  Bytes packed = gzip(sample(1000));
  const Bytes second = gzip(sample(70000));
  packed.insert(packed.end(), second.begin(), second.end());
  Bytes expected = sample(1000);
  const Bytes more = sample(70000);
  expected.insert(expected.end(), more.begin(), more.end());
  const auto unpacked = gunzip(packed, expected.size(), "x");
  ASSERT_TRUE(unpacked.ok());
  EXPECT_EQ(unpacked.value(), expected);
}

TEST(Gzip, RefusesEveryTruncation) {
  const Bytes packed = gzip(sample(300));
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const auto unpacked = gunzip(std::span(packed).first(size), 1000, "some.gz");
    ASSERT_FALSE(unpacked.ok()) << size;
    EXPECT_THAT(unpacked.error().message, HasSubstr("some.gz: ")) << size;
    EXPECT_THAT(unpacked.error().message, HasSubstr(size < 2 ? "not gzip" : "too early")) << size;
  }
}

TEST(Gzip, NoFlippedByteGivesOtherContents) {
  const Bytes packed = gzip(sample(300));
  for (std::size_t i = 0; i < packed.size(); ++i) {
    Bytes damaged = packed;
    damaged[i] ^= 0x55;
    const auto unpacked = gunzip(damaged, 1000, "x");
    if (unpacked.ok()) {
      EXPECT_EQ(unpacked.value(), sample(300)) << i;
    }
  }
}

TEST(Gzip, SaysWhatIsDamagedAndWhere) {
  Bytes packed = gzip(sample(300));
  packed[packed.size() - 8] ^= 1;  // CRC-32
  EXPECT_EQ(gunzip(packed, 1000, "x.gz").error().message, "x.gz: damaged gzip data at byte " +
                                                              std::to_string(packed.size() - 4) +
                                                              " (incorrect data check)");
}

TEST(Gzip, RefusesWhatFollowsTheLastMember) {
  Bytes packed = gzip(sample(300));
  const std::size_t size = packed.size();
  packed.insert(packed.end(), {1, 2, 3});
  EXPECT_EQ(gunzip(packed, 1000, "x").error().message,
            "x: 3 bytes too many after the gzip data, from byte " + std::to_string(size));
}

TEST(Gzip, ASizeThatIsNotTrueIsNotBelieved) {
  Bytes packed = gzip(sample(300));
  for (const std::size_t last : {1u, 2u, 4u}) {
    Bytes lies = packed;
    lies[lies.size() - last] ^= 1;
    EXPECT_FALSE(gunzip(lies, 1 << 20, "x").ok()) << last;
  }
}

TEST(Gzip, TheHeadIsReadAlone) {
  const Bytes packed = gzip(sample(3000));
  const Bytes contents = sample(3000);
  EXPECT_EQ(gunzip_head(packed, 4), Bytes(contents.begin(), contents.begin() + 4));
  EXPECT_EQ(gunzip_head(gzip(sample(3)), 4).size(), 3u);
  EXPECT_TRUE(gunzip_head(Bytes{0x1f, 0x8b}, 4).empty());
  EXPECT_TRUE(gunzip_head(Bytes(100, 7), 4).empty());
}

TEST(Gzip, StopsAtTheLimit) {
  const Bytes bomb = gzip(Bytes(50 << 20));
  ASSERT_LT(bomb.size(), 100000u);
  EXPECT_EQ(gunzip(bomb, 1 << 20, "bomb.gz").error().message,
            "bomb.gz: unpacks to more than the 1048576 bytes allowed");
  EXPECT_TRUE(gunzip(gzip(sample(300)), 300, "x").ok());
  EXPECT_FALSE(gunzip(gzip(sample(300)), 299, "x").ok());
}

}  // namespace
}  // namespace hourglass

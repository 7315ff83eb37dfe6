#include "training/triple_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <vector>

namespace hourglass {
namespace {

using Numbers = std::vector<std::uint64_t>;

void write(TripleBuffer<Numbers>& buffer, std::uint64_t number) {
  buffer.back().assign(64, number);
  buffer.publish();
}

TEST(TripleBuffer, GivesTheNewestAndKeepsItUntilThereIsANewer) {
  TripleBuffer<Numbers> buffer;
  EXPECT_TRUE(buffer.latest().empty());
  for (std::uint64_t number = 1; number < 10; ++number) {
    write(buffer, number);
    EXPECT_EQ(buffer.latest(), Numbers(64, number));
    EXPECT_EQ(buffer.latest(), Numbers(64, number));
  }
  write(buffer, 10);
  write(buffer, 11);
  EXPECT_EQ(buffer.latest(), Numbers(64, 11));
}

TEST(TripleBuffer, TakesBackWhatWasNotRead) {
  TripleBuffer<Numbers> buffer;
  write(buffer, 1);
  buffer.latest();
  write(buffer, 2);
  const Numbers& unread = buffer.back();
  EXPECT_EQ(unread, Numbers(64, 2));
  EXPECT_EQ(buffer.latest(), Numbers(64, 1));
  buffer.publish();
  EXPECT_EQ(&buffer.latest(), &unread);
}

TEST(TripleBuffer, TheReaderEmptiesWhatItGivesBack) {
  TripleBuffer<Numbers> buffer;
  for (std::uint64_t number = 1; number < 10; ++number) {
    EXPECT_TRUE(buffer.back().empty());
    write(buffer, number);
    buffer.latest();
  }
}

TEST(TripleBuffer, BetweenTwoThreadsNothingIsTornAndNothingGoesBack) {
  constexpr std::uint64_t kLast = 200'000;
  TripleBuffer<Numbers> buffer;
  std::thread writer([&buffer] {
    for (std::uint64_t number = 1; number <= kLast; ++number) write(buffer, number);
  });
  std::uint64_t seen = 0;
  std::uint64_t faults = 0;
  while (seen < kLast) {
    const Numbers& latest = buffer.latest();
    if (latest.empty()) {
      faults += seen > 0;
      continue;
    }
    faults += latest.size() != 64 || latest.front() < seen || latest.front() != latest.back();
    seen = latest.front();
  }
  writer.join();
  EXPECT_EQ(faults, 0u);
}

}  // namespace
}  // namespace hourglass

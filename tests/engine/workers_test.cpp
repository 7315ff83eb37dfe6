#include "engine/workers.h"

#include <gtest/gtest.h>

#include <vector>

namespace hourglass {
namespace {

class WorkersOf : public testing::TestWithParam<int> {};

TEST_P(WorkersOf, CallEveryTileOnceInEveryRound) {
  Workers workers(GetParam());
  EXPECT_EQ(workers.threads(), GetParam());
  for (int tiles : {0, 1, 2, 3, 8, 100}) {
    std::vector<int> calls(static_cast<std::size_t>(tiles));
    for (int round = 0; round < 200; ++round) {
      workers.run(tiles, [&](int tile) { ++calls[static_cast<std::size_t>(tile)]; });
    }
    for (int count : calls) EXPECT_EQ(count, 200);
  }
}

// A round begins only after all of the one before is done and seen.
TEST_P(WorkersOf, EachRoundSeesTheOneBefore) {
  Workers workers(GetParam());
  std::vector<int> now(64), before(64);
  for (int round = 0; round < 2000; ++round) {
    workers.run(64, [&](int tile) {
      const auto i = static_cast<std::size_t>(tile);
      now[i] = before[(i + 1) % 64] + 1;
    });
    now.swap(before);
  }
  for (int value : before) EXPECT_EQ(value, 2000);
}

INSTANTIATE_TEST_SUITE_P(Threads, WorkersOf, testing::Values(1, 2, 4));

}  // namespace
}  // namespace hourglass

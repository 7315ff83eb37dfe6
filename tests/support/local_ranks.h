// Ranks that are threads of this process, for tests of what several do together.
#pragma once

#include <algorithm>
#include <barrier>
#include <cstddef>
#include <thread>
#include <vector>

#include "training/ranks.h"

namespace hourglass::test {

class LocalRanks {
 public:
  explicit LocalRanks(int count) : numbers_(static_cast<std::size_t>(count)), meeting_(count) {}

  // Calls work(Ranks) on each of the threads; returns when all are done.
  template <class Work>
  void run(Work work) {
    std::vector<std::jthread> threads;
    for (std::size_t rank = 0; rank < numbers_.size(); ++rank) {
      threads.emplace_back([this, rank, &work] {
        work(Ranks{static_cast<int>(rank), static_cast<int>(numbers_.size()),
                   [this, rank](std::span<float> mine) { sum(rank, mine); }});
      });
    }
  }

 private:
  void sum(std::size_t rank, std::span<float> mine) {
    numbers_[rank] = mine;
    meeting_.arrive_and_wait();
    std::vector<float> total(mine.size());
    for (const std::span<float> theirs : numbers_) {
      for (std::size_t i = 0; i < total.size(); ++i) total[i] += theirs[i];
    }
    meeting_.arrive_and_wait();
    std::copy(total.begin(), total.end(), mine.begin());
  }

  std::vector<std::span<float>> numbers_;  // of each rank
  std::barrier<> meeting_;
};

}  // namespace hourglass::test

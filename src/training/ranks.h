// The processes that train one model together, each on its slice of every batch. How they talk to
// one another is the business of who starts them (cli/processes.h); here it is one function.
//
// The images, the noise and the draws of a step come from the seed and the step, whichever rank
// takes them, and the gradients are summed in the order of the ranks: so every rank makes the same
// update, to the last bit, and a run is repeated exactly by as many ranks.
#pragma once

#include <algorithm>
#include <functional>
#include <span>

#include "engine/matrix.h"

namespace hourglass {

struct Ranks {
  int rank = 0;   // which this process is: 0 ... count - 1
  int count = 1;  // of processes
  // Replaces numbers by their sum over all ranks, rank 0's + rank 1's + ..., the same bits on each.
  // All ranks call it at the same points of their work, with as many numbers. Absent where a
  // process is alone.
  std::function<void(std::span<float> numbers)> sum = {};

  bool alone() const { return count == 1; }
};

struct Slice {
  Index first = 0;
  Index count = 0;
};

// The columns of a batch that this rank takes. Whole groups of four, which is what random numbers
// are drawn in (engine/random.h); so in a small batch there may be none for some ranks.
inline Slice slice_of(Index columns, const Ranks& ranks) {
  constexpr Index kGroup = 4;
  const Index groups = (columns + kGroup - 1) / kGroup;
  const auto begin = [&](Index rank) {
    return std::min(columns, groups * rank / ranks.count * kGroup);
  };
  return {begin(ranks.rank), begin(ranks.rank + 1) - begin(ranks.rank)};
}

}  // namespace hourglass

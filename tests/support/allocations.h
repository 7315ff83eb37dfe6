// Counts what a test's program allocates, through Eigen, zlib, operator new or malloc, on any
// thread. For programs of their own, hourglass_counting_test(x) in CMake: the linker sends every
// call to allocations.cpp.
//
//   start_counting();
//   work();
//   EXPECT_EQ(stop_counting().calls, 0);
#pragma once

#include <cstdint>

namespace hourglass::test {

struct Allocations {
  std::int64_t calls = 0;
  std::int64_t peak = 0;  // bytes, beyond those that were there before
};

void start_counting();
Allocations stop_counting();

}  // namespace hourglass::test

// Work that takes longer than a frame may, done a slice at a time.
//
//   SlicedBatch batch;
//   begin(batch, codes, kDigitPixels);
//   each frame:
//     if (advance(batch, kFrameShare, decode)) ... batch.output is complete
#pragma once

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

#include "engine/matrix.h"

namespace hourglass {

// Milliseconds of a frame for work that is more than one frame takes.
inline constexpr double kFrameShare = 1.5;

// Calls step() until it gives false or the time is over; at least once.
template <class Step>
void work_for(double milliseconds, Step step) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double, std::milli>(milliseconds);
  while (step() && Clock::now() < end) {
  }
}

// Whether two matrices or columns hold the same bits: so NaN is the same as itself, and what was
// done for it is not done again.
template <class A, class B>
bool same_bits(const A& a, const B& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(float)) == 0;
}

// Columns that go through a network a few at a time.
struct SlicedBatch {
  static constexpr Index kBlock = 4;  // columns at once

  Matrix<float> input, output;
  Index done = 0;  // columns

  bool busy() const { return done < input.cols(); }
};

// Starts anew; `rows` of the output.
inline void begin(SlicedBatch& batch, Matrix<float> input, Index rows) {
  batch.input = std::move(input);
  batch.output.resize(rows, batch.input.cols());
  batch.done = 0;
}

// Does what can be done in this time: f(columns) -> their output. True when that was the last.
template <class Function>
bool advance(SlicedBatch& batch, double milliseconds, Function f) {
  if (!batch.busy()) return false;
  work_for(milliseconds, [&] {
    const Index n = std::min(SlicedBatch::kBlock, batch.input.cols() - batch.done);
    batch.output.middleCols(batch.done, n) = f(batch.input.middleCols(batch.done, n));
    batch.done += n;
    return batch.busy();
  });
  return !batch.busy();
}

}  // namespace hourglass

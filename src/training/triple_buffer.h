// The newest value from one thread to one other thread; neither ever waits.
//
// One slot is the writer's, one the reader's, and one lies between: each side swaps its own for
// the middle one when it is done.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace hourglass {

template <class T>
class TripleBuffer {
 public:
  // By the writer: the slot to fill, holding some older value, and its publication.
  T& back() { return slots_[back_]; }
  void publish() { back_ = middle_.exchange(static_cast<std::uint8_t>(back_ | kFresh)) & kIndex; }

  // By the reader: the newest published value, valid until the next call.
  const T& latest() {
    if ((middle_.load(std::memory_order_relaxed) & kFresh) != 0) {
      front_ = middle_.exchange(front_) & kIndex;
    }
    return slots_[front_];
  }

 private:
  static constexpr std::uint8_t kIndex = 3, kFresh = 4;
  std::array<T, 3> slots_;
  std::uint8_t back_ = 0, front_ = 1;
  std::atomic<std::uint8_t> middle_{2};
};

}  // namespace hourglass

// The newest value from one thread to one other thread; neither ever waits.
//
// One slot is the writer's, one the reader's, and one lies between: each side swaps its own for
// the middle one when it is done. Values may be large: the reader empties the slot that it gives
// back, and the writer takes back what was not read, so that no more than two slots hold one.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

namespace hourglass {

template <class T>
class TripleBuffer {
 public:
  // By the writer: the slot to fill, empty or holding some older value, and its publication.
  // Between the two the reader may find nothing newer than what it has.
  T& back() {
    if ((middle_.load(std::memory_order_relaxed) & kFresh) != 0) {
      back_ = middle_.exchange(back_) & kIndex;
    }
    return slots_[back_];
  }
  void publish() { back_ = middle_.exchange(static_cast<std::uint8_t>(back_ | kFresh)) & kIndex; }

  // By the reader: the newest published value, valid until the next call.
  const T& latest() {
    std::uint8_t middle = middle_.load(std::memory_order_relaxed);
    if ((middle & kFresh) != 0) {
      T old = std::exchange(slots_[front_], T{});
      if (middle_.compare_exchange_strong(middle, front_)) {
        front_ = middle & kIndex;
      } else {  // the writer has just taken it back
        slots_[front_] = std::move(old);
      }
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

// A queue from one thread to one other thread; neither ever waits.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace hourglass {

template <class T, std::size_t kCapacity>
class SpscRing {
 public:
  // By the producer. Returns false, and leaves `item` alone, when the ring is full.
  bool push(T& item) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == kCapacity) return false;
    items_[tail % kCapacity] = std::move(item);
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  // By the consumer. Returns false when the ring is empty.
  bool pop(T& item) {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head == tail_.load(std::memory_order_acquire)) return false;
    item = std::move(items_[head % kCapacity]);
    head_.store(head + 1, std::memory_order_release);
    return true;
  }

 private:
  std::array<T, kCapacity> items_;
  std::atomic<std::size_t> head_{0};  // items popped
  std::atomic<std::size_t> tail_{0};  // items pushed
};

}  // namespace hourglass

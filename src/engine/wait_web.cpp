#include <cstdint>

#include "engine/wait.h"

namespace hourglass {
namespace {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(int), "the futex is the number itself");

int* address(const std::atomic<std::uint32_t>& value) {
  return reinterpret_cast<int*>(const_cast<std::atomic<std::uint32_t>*>(&value));
}

}  // namespace

void wait_while_equal(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  constexpr std::int64_t kForever = -1;
  while (value.load() == old) {
    __builtin_wasm_memory_atomic_wait32(address(value), static_cast<int>(old), kForever);
  }
}

void wake_all(std::atomic<std::uint32_t>& value) {
  constexpr std::uint32_t kEveryone = 0xffffffffu;
  __builtin_wasm_memory_atomic_notify(address(value), kEveryone);
}

}  // namespace hourglass

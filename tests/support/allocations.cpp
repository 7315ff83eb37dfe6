#include "support/allocations.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<bool> counting{false};
std::atomic<std::int64_t> calls{0}, bytes{0}, peak{0};

void* counted(void* block) {
  if (!counting.load(std::memory_order_relaxed)) return block;
  calls.fetch_add(1);
  const auto size = static_cast<std::int64_t>(malloc_usable_size(block));
  const std::int64_t now = bytes.fetch_add(size) + size;
  std::int64_t before = peak.load();
  while (now > before && !peak.compare_exchange_weak(before, now)) {
  }
  return block;
}

void uncount(void* block) {
  if (!counting.load(std::memory_order_relaxed)) return;
  bytes.fetch_sub(static_cast<std::int64_t>(malloc_usable_size(block)));
}

}  // namespace

// The linker sends every call of these here (--wrap): Eigen's, zlib's, and operator new's below.
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* block, std::size_t size);
void __real_free(void* block);

void* __wrap_malloc(std::size_t size) { return counted(__real_malloc(size)); }
void* __wrap_calloc(std::size_t number, std::size_t size) {
  return counted(__real_calloc(number, size));
}
void* __wrap_realloc(void* block, std::size_t size) {
  uncount(block);
  return counted(__real_realloc(block, size));
}
void __wrap_free(void* block) {
  uncount(block);
  __real_free(block);
}
}

void* operator new(std::size_t size) {
  void* const block = std::malloc(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }

namespace hourglass::test {

void start_counting() {
  calls = bytes = peak = 0;
  counting = true;
}

Allocations stop_counting() {
  counting = false;
  return {calls.load(), peak.load()};
}

}  // namespace hourglass::test

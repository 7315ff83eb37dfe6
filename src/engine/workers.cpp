#include "engine/workers.h"

#include <cassert>

#include "engine/wait.h"

namespace hourglass {
namespace {

// Steps are under a millisecond and come back to back, so whoever waits first spins (about a tenth
// of a millisecond) and only then sleeps: waking a sleeper costs more than a tile.
constexpr int kSpins = 3000;

inline void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#else  // WebAssembly has no such hint: about as long a pause without touching shared memory
  for (volatile int i = 0; i < 32; i = i + 1) {
  }
#endif
}

// Returns once value != old.
void spin_then_sleep(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  for (int spins = 0; spins < kSpins; ++spins) {
    if (value.load(std::memory_order_acquire) != old) return;
    relax();
  }
  wait_while_equal(value, old);
}

}  // namespace

Workers::Workers(int threads) : shares_(static_cast<std::size_t>(threads)) {
  assert(threads >= 1);
  for (std::size_t i = 1; i < shares_.size(); ++i) threads_.emplace_back([this, i] { serve(i); });
}

Workers::~Workers() {
  stop_.store(true);
  round_.fetch_add(1);
  wake_all(round_);
  for (std::thread& thread : threads_) thread.join();
}

void Workers::run_tiles(int tiles, TileFunction function, void* work) {
  if (threads_.empty() || tiles < 2) {
    for (int tile = 0; tile < tiles; ++tile) function(work, tile);
    return;
  }
  // Nobody is inside: the last round was closed and has emptied.
  function_ = function;
  work_ = work;
  int first = 0, shared = 0;
  for (Share& share : shares_) {
    share.next.store(first, std::memory_order_relaxed);
    share.end = first = ++shared * tiles / threads();
  }
  inside_.store(0, std::memory_order_release);
  round_.fetch_add(1, std::memory_order_release);
  wake_all(round_);
  take_tiles(0);
  std::uint32_t inside = inside_.fetch_or(kClosed, std::memory_order_acq_rel) | kClosed;
  for (; inside != kClosed; inside = inside_.load(std::memory_order_acquire)) {
    spin_then_sleep(inside_, inside);
  }
}

void Workers::take_tiles(std::size_t thread) {
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    Share& share = shares_[(thread + i) % shares_.size()];
    const auto take = [&] { return share.next.fetch_add(1, std::memory_order_relaxed); };
    for (int tile = take(); tile < share.end; tile = take()) function_(work_, tile);
  }
}

// A helper that comes late finds the round closed and is not waited for: on a busy machine it may
// get its core back only after the others have done the work.
bool Workers::enter() {
  std::uint32_t inside = inside_.load(std::memory_order_relaxed);
  while ((inside & kClosed) == 0) {
    if (inside_.compare_exchange_weak(inside, inside + 1, std::memory_order_acq_rel)) return true;
  }
  return false;
}

void Workers::leave() {
  if (inside_.fetch_sub(1, std::memory_order_acq_rel) == (kClosed | 1)) wake_all(inside_);
}

void Workers::serve(std::size_t thread) {
  std::uint32_t seen = 0;
  for (;;) {
    spin_then_sleep(round_, seen);
    seen = round_.load(std::memory_order_acquire);
    if (stop_.load()) return;
    if (!enter()) continue;
    take_tiles(thread);
    leave();
  }
}

}  // namespace hourglass

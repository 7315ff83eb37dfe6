// What this machine can do at all: multiply-adds in registers, our products out of the first-level
// cache, copies within the caches and of memory, and words from one thread to another.
#include <array>
#include <atomic>
#include <cstring>
#include <vector>

#include "engine/kernels/panel_product.h"
#include "peak_loop.h"
#include "suite.h"

namespace hourglass {

const PeakLoop& peak_loop() {
#if defined(HOURGLASS_X86_KERNELS)
  if (&panel_kernel() == &kAvx512Panels) return kAvx512Peak;
  if (&panel_kernel() == &kAvx2Panels) return kAvx2Peak;
#endif
  return kBaselinePeak;
}

namespace {

void measure_multiply_adds(benchmark::State& state, int threads) {
  constexpr Stride kRounds = 4000;
  const PeakLoop& loop = peak_loop();
  Workers& workers = team(threads);
  std::vector<std::array<float, kPeakNumbers>> numbers(static_cast<std::size_t>(threads));
  for (auto _ : state) {
    workers.run(threads, [&](int tile) {
      loop.run(kRounds, numbers[static_cast<std::size_t>(tile)].data());
    });
  }
  count_operations(state, threads * static_cast<double>(kRounds) * loop.operations_per_round);
}

// A product that the first-level cache holds, packed before: what our kernel does where nothing
// comes from further away.
void measure_cached_products(benchmark::State& state, int threads) {
  constexpr Stride kRows = 64, kSide = 48;
  const PanelKernel& kernel = panel_kernel();
  Workers& workers = team(threads);
  const Matrix<float> a = Matrix<float>::Constant(kRows, kSide, 0.5f);
  const Matrix<float> b = Matrix<float>::Constant(kSide, kSide, 0.5f);
  std::vector<Matrix<float>> c(static_cast<std::size_t>(threads), a);
  std::vector<float> panels(static_cast<std::size_t>(kernel.packed_size(kRows, kSide)));
  PanelProduct<float> product{a.data(), 1,     kRows,   b.data(), 1,     kSide,
                              nullptr,  kRows, nullptr, kRows,    kSide, kSide};
  kernel.pack(product, panels.data());
  product.panels = panels.data();
  constexpr int kRounds = 200;
  for (auto _ : state) {
    workers.run(threads, [&](int tile) {
      PanelProduct<float> own = product;
      own.c = c[static_cast<std::size_t>(tile)].data();
      for (int i = 0; i < kRounds; ++i) kernel.multiply(own, nullptr);  // all is packed
    });
  }
  count_operations(state, 2.0 * threads * kRounds * kRows * kSide * kSide);
}

// Half of so many numbers to the other half.
void measure_copies(benchmark::State& state, std::size_t numbers, int threads) {
  const std::size_t kTile = std::min<std::size_t>(1 << 15, numbers / 16);
  const std::vector<float> from(numbers / 2, 1.0f);
  std::vector<float> to(from.size());
  Workers& workers = team(threads);
  const std::size_t tiles = (from.size() + kTile - 1) / kTile;
  for (auto _ : state) {
    workers.run(static_cast<int>(tiles), [&](int tile) {
      const std::size_t at = static_cast<std::size_t>(tile) * kTile;
      const std::size_t count = std::min(kTile, from.size() - at);
      std::memcpy(to.data() + at, from.data() + at, count * sizeof(float));
    });
  }
  count_bytes(state, 2.0 * static_cast<double>(from.size() * sizeof(float)));
}

// A word to another thread and back: several times as long where cores share no cache, and so is
// then all that one thread reads and another wrote.
void measure_handovers(benchmark::State& state) {
  constexpr int kTrips = 200;
  Workers& workers = team(2);
  alignas(64) std::atomic<int> turn{0};
  for (auto _ : state) {
    turn = 0;
    workers.run(2, [&](int tile) {
      for (int mine = tile; mine < 2 * kTrips; mine += 2) {
        while (turn.load(std::memory_order_acquire) != mine) {
        }
        turn.store(mine + 1, std::memory_order_release);
      }
    });
  }
  state.SetItemsProcessed(state.iterations() * kTrips);
}

}  // namespace

void add_peaks() {
  // As much as Adam goes through; what a core's second-level cache holds; what no cache holds.
  const auto adam = 4 * static_cast<std::size_t>(parameter_count(recipe_of("B").network));
  constexpr std::size_t kCached = 1 << 17, kUncached = 1 << 23;
  for (const int threads : thread_counts()) {
    add("peak", threads, [=](benchmark::State& s) { measure_multiply_adds(s, threads); });
    add("cached-product", threads,
        [=](benchmark::State& s) { measure_cached_products(s, threads); });
    add("copy", threads, [=](benchmark::State& s) { measure_copies(s, adam, threads); });
    add("copy/cached", threads, [=](benchmark::State& s) { measure_copies(s, kCached, threads); });
    add("copy/memory", threads,
        [=](benchmark::State& s) { measure_copies(s, kUncached, threads); });
  }
  if (thread_counts().size() > 1) add("handover", 2, measure_handovers);
}

}  // namespace hourglass

// What this machine can do at all: multiply-adds in registers, and copies of memory.
#include <array>
#include <cstring>
#include <vector>

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

// As much memory as Adam goes through for that many parameters: half of it to the other half.
void measure_copies(benchmark::State& state, std::size_t parameters, int threads) {
  constexpr std::size_t kTile = 1 << 15;
  const std::vector<float> from(2 * parameters, 1.0f);
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

}  // namespace

void add_peaks() {
  const auto parameters = static_cast<std::size_t>(parameter_count(recipe_of("B").network));
  for (const int threads : thread_counts()) {
    add("peak", threads, [=](benchmark::State& s) { measure_multiply_adds(s, threads); });
    add("copy", threads, [=](benchmark::State& s) { measure_copies(s, parameters, threads); });
  }
}

}  // namespace hourglass

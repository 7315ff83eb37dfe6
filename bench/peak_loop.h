// The register loop: multiply-adds that never wait for memory or for one another, on the vectors of
// our matrix kernels. What it does in a second is what the kernels' speed is a share of.
//
//   const PeakLoop& loop = peak_loop();       // of the instruction set that our kernels use here
//   loop.run(rounds, numbers);                // rounds * loop.operations_per_round operations
//
// Compiled once per instruction set with the kernels' flags, hence the unnamed namespace.
#pragma once

#include "engine/kernels/panel_product.h"
#include "engine/kernels/vector_math.h"

namespace hourglass {

struct PeakLoop {
  double operations_per_round;  // multiplications and additions
  // Assigns kPeakNumbers numbers. Not inlined and soon over: WebAssembly's compilers want that.
  void (*run)(Stride rounds, float* numbers);
};

constexpr Stride kPeakNumbers = 12 * 16;

const PeakLoop& peak_loop();

extern const PeakLoop kBaselinePeak, kAvx2Peak, kAvx512Peak;

namespace {

// Enough chains to hide an addition after a multiplication, few enough for 16 registers.
constexpr int kPeakChains = 12;

template <int kLanes>
[[gnu::noinline]] void multiply_adds(Stride rounds, float* numbers) {
  using M = VectorMath<kLanes>;
  using Vector = typename M::Vector;
  // The running number is a factor, so that no product can be taken out of the loop.
  const Vector factor = M::all(0.999f), addend = M::all(0.001f);
  Vector chains[kPeakChains];
#pragma GCC unroll 12
  for (int i = 0; i < kPeakChains; ++i) chains[i] = M::all(static_cast<float>(i));
  for (Stride round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < kPeakChains; ++i) {
      chains[i] = M::multiply_add(chains[i], factor, addend);
    }
  }
#pragma GCC unroll 12
  for (int i = 0; i < kPeakChains; ++i) M::store(chains[i], numbers + i * kLanes);
}

template <int kLanes>
constexpr PeakLoop multiply_add_peak() {
  return {2.0 * kPeakChains * kLanes, multiply_adds<kLanes>};
}

}  // namespace
}  // namespace hourglass

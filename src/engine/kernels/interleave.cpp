#include "engine/kernels/interleave.h"

#include "engine/kernels/vector_math.h"

namespace hourglass {

// Transposed in registers: LLVM would store each number by itself.
void interleave(const std::array<RandomNumbers, 4>& columns, std::size_t count, float* out) {
  constexpr auto kStep = static_cast<std::ptrdiff_t>(sizeof(RandomNumbers) / sizeof(float));
  for (std::size_t i = 0; i < count; i += 4) {
    transpose_four<4>(columns[0].data() + i, kStep, out + 4 * i, 4);
  }
}

}  // namespace hourglass

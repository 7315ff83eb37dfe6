#include "engine/kernels/interleave.h"

#include <cstring>

namespace hourglass {
namespace {

typedef float Vector __attribute__((vector_size(16)));

inline Vector load(const float* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}
inline void store(Vector vector, float* to) { std::memcpy(to, &vector, sizeof vector); }

}  // namespace

// Four by four, transposed in registers: LLVM would store each number by itself.
void interleave(const std::array<RandomNumbers, 4>& columns, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; i += 4) {
    const Vector c0 = load(&columns[0][i]), c1 = load(&columns[1][i]);
    const Vector c2 = load(&columns[2][i]), c3 = load(&columns[3][i]);
    const Vector a0 = __builtin_shufflevector(c0, c1, 0, 4, 1, 5);
    const Vector a1 = __builtin_shufflevector(c2, c3, 0, 4, 1, 5);
    const Vector b0 = __builtin_shufflevector(c0, c1, 2, 6, 3, 7);
    const Vector b1 = __builtin_shufflevector(c2, c3, 2, 6, 3, 7);
    store(__builtin_shufflevector(a0, a1, 0, 1, 4, 5), out + 4 * i);
    store(__builtin_shufflevector(a0, a1, 2, 3, 6, 7), out + 4 * i + 4);
    store(__builtin_shufflevector(b0, b1, 0, 1, 4, 5), out + 4 * i + 8);
    store(__builtin_shufflevector(b0, b1, 2, 3, 6, 7), out + 4 * i + 12);
  }
}

}  // namespace hourglass

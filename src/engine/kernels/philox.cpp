#include "engine/kernels/philox.h"

#include <cstring>
#if defined(__SSE2__) && !defined(__wasm__)
#include <emmintrin.h>
#endif

namespace hourglass {
namespace {

using P = PhiloxConstants;

typedef std::uint32_t Vector __attribute__((vector_size(16)));
typedef std::uint64_t Products __attribute__((vector_size(16)));

// Blocks go four to a vector, and several vectors together: one alone would wait for its own
// multiplications.
constexpr std::size_t kLanes = 4, kVectors = 4;
static_assert(kRandomStep == kLanes * kVectors);

// Of the lower and upper two lanes. Compilers do not see these multiplications of 32 by 32 bits in
// loops; GCC needs to be told.
#if defined(__SSE2__) && !defined(__wasm__)
inline Products low_products(Vector a, Vector b) {
  return Products(_mm_mul_epu32(_mm_unpacklo_epi32(__m128i(a), __m128i(a)),
                                _mm_unpacklo_epi32(__m128i(b), __m128i(b))));
}
inline Products high_products(Vector a, Vector b) {
  return Products(_mm_mul_epu32(_mm_unpackhi_epi32(__m128i(a), __m128i(a)),
                                _mm_unpackhi_epi32(__m128i(b), __m128i(b))));
}
#else
template <int kFirst>
Products widened(Vector a) {
  return __builtin_convertvector(__builtin_shufflevector(a, a, kFirst, kFirst + 1), Products);
}
inline Products low_products(Vector a, Vector b) { return widened<0>(a) * widened<0>(b); }
inline Products high_products(Vector a, Vector b) { return widened<2>(a) * widened<2>(b); }
#endif

// All four products with the multiplier.
struct WideProduct {
  WideProduct(Vector a, Vector multiplier)
      : first(Vector(low_products(a, multiplier))), second(Vector(high_products(a, multiplier))) {}
  Vector low_words() const { return __builtin_shufflevector(first, second, 0, 2, 4, 6); }
  Vector high_words() const { return __builtin_shufflevector(first, second, 1, 3, 5, 7); }
  Vector first, second;
};

constexpr Vector all(std::uint32_t x) { return Vector{x, x, x, x}; }

#if defined(__wasm__)
// LLVM selects extmul only where it sees both factors being widened. A constant it would have
// widened beforehand, and then multiply 64 by 64 bits: hence volatile.
using Multiplier = const volatile Vector;
#else
using Multiplier = const Vector;
#endif
Multiplier kMultiplier0 = all(P::kMultiplier0), kMultiplier1 = all(P::kMultiplier1);

inline Vector load(const std::uint32_t* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}

}  // namespace

void philox(std::array<RandomWords, 4>& words, std::uint32_t key0, std::uint32_t key1,
            std::size_t count) {
  for (std::size_t i = 0; i < count; i += kRandomStep) {
    Vector c[4][kVectors];
    for (std::size_t w = 0; w < 4; ++w) {
      for (std::size_t v = 0; v < kVectors; ++v) c[w][v] = load(&words[w][i + v * kLanes]);
    }
    Vector k0 = all(key0), k1 = all(key1);
#pragma GCC unroll 1
    for (int round = 0; round < P::kRounds; ++round) {
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVectors; ++v) {
        const WideProduct p0(c[0][v], kMultiplier0), p1(c[2][v], kMultiplier1);
        c[0][v] = p1.high_words() ^ c[1][v] ^ k0;
        c[1][v] = p1.low_words();
        c[2][v] = p0.high_words() ^ c[3][v] ^ k1;
        c[3][v] = p0.low_words();
      }
      k0 += P::kWeyl0;
      k1 += P::kWeyl1;
    }
    for (std::size_t w = 0; w < 4; ++w) {
      for (std::size_t v = 0; v < kVectors; ++v) {
        std::memcpy(&words[w][i + v * kLanes], &c[w][v], sizeof(Vector));
      }
    }
  }
}

}  // namespace hourglass

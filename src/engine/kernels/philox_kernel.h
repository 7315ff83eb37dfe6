// Philox on registers of `kLanes` blocks, several together: one alone would wait for its own
// multiplications.
//
//   philox_blocks<16>(words, key0, key1, count);
//
// Included by one file per instruction set, each compiled with flags of its own: see
// panel_kernel.h.
#pragma once

#include <cstring>
#if defined(__SSE2__) && !defined(__wasm__)
#include <immintrin.h>
#define HOURGLASS_EVEN_PRODUCTS
#endif

#include "engine/kernels/philox.h"
#include "engine/kernels/random_words.h"

namespace hourglass {
namespace {

template <int kLanes>
struct Registers {
  typedef std::uint32_t Words __attribute__((vector_size(4 * kLanes)));
  typedef std::uint64_t Products __attribute__((vector_size(4 * kLanes)));
};

// All products of 32 by 32 bits with the multiplier, as lower and upper words.
template <int kLanes>
struct WideProduct {
  typename Registers<kLanes>::Words low, high;
};

#if defined(HOURGLASS_EVEN_PRODUCTS)

// Of the even lanes. Compilers do not see these multiplications.
inline Registers<4>::Products even_products(Registers<4>::Words a, Registers<4>::Words b) {
  return Registers<4>::Products(_mm_mul_epu32(__m128i(a), __m128i(b)));
}
#if defined(__AVX2__)
inline Registers<8>::Products even_products(Registers<8>::Words a, Registers<8>::Words b) {
  return Registers<8>::Products(_mm256_mul_epu32(__m256i(a), __m256i(b)));
}
#endif
#if defined(__AVX512F__)
inline Registers<16>::Products even_products(Registers<16>::Words a, Registers<16>::Words b) {
  return Registers<16>::Products(_mm512_mul_epu32(__m512i(a), __m512i(b)));
}
#endif

template <int kLanes>
WideProduct<kLanes> wide_product(typename Registers<kLanes>::Words a,
                                 typename Registers<kLanes>::Words multiplier) {
  using Words = typename Registers<kLanes>::Words;
  using Products = typename Registers<kLanes>::Products;
  constexpr std::uint64_t kUpper = 0xffffffff00000000u;
  const Products even = even_products(a, multiplier);
  const Products odd = even_products(Words(Products(a) >> 32), multiplier);
  return {Words((even & ~kUpper) | (odd << 32)), Words((even >> 32) | (odd & kUpper))};
}

template <int kLanes>
using Multiplier = const typename Registers<kLanes>::Words;

#else

template <int kFirst>
Registers<4>::Products widened(Registers<4>::Words a) {
  return __builtin_convertvector(__builtin_shufflevector(a, a, kFirst, kFirst + 1),
                                 Registers<4>::Products);
}

template <int kLanes>
WideProduct<4> wide_product(Registers<4>::Words a, Registers<4>::Words multiplier) {
  using Words = Registers<4>::Words;
  const Words first = Words(widened<0>(a) * widened<0>(multiplier));
  const Words second = Words(widened<2>(a) * widened<2>(multiplier));
  return {__builtin_shufflevector(first, second, 0, 2, 4, 6),
          __builtin_shufflevector(first, second, 1, 3, 5, 7)};
}

// LLVM selects extmul only where it sees both factors being widened. A constant it would have
// widened beforehand, and then multiply 64 by 64 bits: hence volatile.
template <int kLanes>
using Multiplier = const volatile Registers<4>::Words;

#endif

template <int kLanes>
void philox_blocks(std::uint32_t* words, std::uint32_t key0, std::uint32_t key1,
                   std::size_t count) {
  using P = PhiloxConstants;
  using Words = typename Registers<kLanes>::Words;
  constexpr std::size_t kVectors = kRandomStep / kLanes;
  Multiplier<kLanes> multiplier0 = Words{} + P::kMultiplier0,
                     multiplier1 = Words{} + P::kMultiplier1;
  for (std::size_t i = 0; i < count; i += kRandomStep) {
    Words c[4][kVectors];
    for (std::size_t w = 0; w < 4; ++w)
      std::memcpy(c[w], words + w * kRandomBlocks + i, sizeof c[w]);
    Words k0 = Words{} + key0, k1 = Words{} + key1;
#pragma GCC unroll 1
    for (int round = 0; round < P::kRounds; ++round) {
#pragma GCC unroll 4
      for (std::size_t v = 0; v < kVectors; ++v) {
        const auto p0 = wide_product<kLanes>(c[0][v], multiplier0);
        const auto p1 = wide_product<kLanes>(c[2][v], multiplier1);
        c[0][v] = p1.high ^ c[1][v] ^ k0;
        c[1][v] = p1.low;
        c[2][v] = p0.high ^ c[3][v] ^ k1;
        c[3][v] = p0.low;
      }
      k0 += P::kWeyl0;
      k1 += P::kWeyl1;
    }
    for (std::size_t w = 0; w < 4; ++w)
      std::memcpy(words + w * kRandomBlocks + i, c[w], sizeof c[w]);
  }
}

}  // namespace
}  // namespace hourglass

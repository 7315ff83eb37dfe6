// Registers of floats: what the processor has for them, and e^x and what is made of it.
//
// For the files that are compiled once per instruction set (see panel_kernel.h): hence the unnamed
// namespace, and no other header's inline functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#if defined(__wasm_relaxed_simd__)
#include <wasm_simd128.h>
#endif

namespace hourglass {
namespace {

template <int kLanes>
struct VectorMath {
  typedef float Vector __attribute__((vector_size(4 * kLanes)));
  typedef std::uint32_t Bits __attribute__((vector_size(4 * kLanes)));

  static Vector all(float x) { return x - Vector{}; }  // without an addition: -0 - 0 is -0
  static Vector load(const float* from) {
    Vector vector;
    std::memcpy(&vector, from, sizeof vector);
    return vector;
  }
  static void store(Vector vector, float* to) { std::memcpy(to, &vector, sizeof vector); }

  // a b + c and c - a b, rounded once where the processor can (-ffp-contract=fast).
  static Vector multiply_add(Vector a, Vector b, Vector c) {
#if defined(__wasm_relaxed_simd__)
    return Vector(wasm_f32x4_relaxed_madd(v128_t(a), v128_t(b), v128_t(c)));
#else
    return a * b + c;
#endif
  }
  static Vector subtract_product(Vector c, Vector a, Vector b) {
#if defined(__wasm_relaxed_simd__)
    return Vector(wasm_f32x4_relaxed_nmadd(v128_t(a), v128_t(b), v128_t(c)));
#else
    return c - a * b;
#endif
  }

  // Not a number stays that.
  static Vector at_least(Vector x, float lowest) { return x < all(lowest) ? all(lowest) : x; }
  static Vector at_most(Vector x, float highest) { return x > all(highest) ? all(highest) : x; }
  static Vector negative_magnitude(Vector x) { return Vector(Bits(x) | 0x80000000u); }

  // e^x for -88 <= x <= 89 or not a number; at the ends 0 and infinite. x = n ln 2 + r with ln 2 in
  // two parts (Cody & Waite 1980, "Software Manual for the Elementary Functions"), and e^r - 1 a
  // polynomial, right to 1.7e-8 of it, fitted by Remez's exchange. Polynomials go by pairs of terms
  // (Estrin's scheme): the processor waits less for one sum to be ready for the next.
  static Vector exponential(Vector x) {
    // So large that the sum's last bit counts ones: it ends in n plus the exponent's bias.
    constexpr float kRound = 0x1.8p23f + 127;
    const Vector rounded = multiply_add(x, all(1.44269504f), all(kRound));
    const Vector n = rounded - all(kRound);
    const Vector r =
        subtract_product(subtract_product(x, n, all(0.693359375f)), n, all(-2.12194440e-4f));
    const Vector square = r * r;
    Vector q = multiply_add(all(0.00836667358f), r, all(0.041666283f));
    q = multiply_add(all(0.00139465672f), square, q);
    q = multiply_add(q, square, multiply_add(all(0.16666543f), r, all(0.5f)));
    return Vector(Bits(rounded) << 23) * (all(1) + multiply_add(q, square, r));
  }

  static Vector sigmoid(Vector z) {
    return all(1) / (all(1) + exponential(at_most(at_least(Vector{} - z, -88), 89)));
  }

  // The quotient of polynomials that Eigen uses, odd by even, made by rminimax (Brisebarre, Filip &
  // Tisserand). Beyond +-8.6 it is 1 but for a rounding.
  static Vector tanh(Vector z) {
    const Vector x = at_most(at_least(z, -8.6f), 8.6f), square = x * x;
    Vector p = multiply_add(all(1.394553628e-8f), square, all(2.102733560e-5f));
    p = multiply_add(p, square, all(3.520756727e-3f));
    p = multiply_add(p, square, all(1.340216100e-1f));
    p = multiply_add(p, square * x, x);
    Vector q = multiply_add(all(8.015776984e-7f), square, all(3.326951409e-4f));
    q = multiply_add(q, square, all(2.597254514e-2f));
    q = multiply_add(q, square, all(4.673548340e-1f));
    q = multiply_add(q, square, all(1));
    return at_most(at_least(p / q, -1), 1);
  }

  // log(1 + x) for x in [0, 1]: a polynomial right to 2e-7 of it, fitted by Remez's exchange.
  static Vector log_one_plus(Vector x) {
    const Vector square = x * x;
    Vector q = multiply_add(all(-0.00853916732f), x, all(0.0440894276f));
    q = multiply_add(q, square, multiply_add(all(-0.107681339f), x, all(0.177452088f)));
    q = multiply_add(q, square, multiply_add(all(-0.244954486f), x, all(0.332754769f)));
    q = multiply_add(q, square, multiply_add(all(-0.499974052f), x, all(0.999999806f)));
    return q * x;
  }
};

// Four numbers each of kLanes / 4 rows that lie four steps apart, in one register.
template <int kLanes>
typename VectorMath<kLanes>::Vector load_fours(const float* from, std::ptrdiff_t step) {
  if constexpr (kLanes == 4) {
    return VectorMath<4>::load(from);
  } else if constexpr (kLanes == 8) {
    return __builtin_shufflevector(load_fours<4>(from, step), load_fours<4>(from + 4 * step, step),
                                   0, 1, 2, 3, 4, 5, 6, 7);
  } else {
    static_assert(kLanes == 16);
    return __builtin_shufflevector(load_fours<8>(from, step), load_fours<8>(from + 8 * step, step),
                                   0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }
}

// In each four lanes: numbers i ... l of a's (0 to 3) and b's (4 to 7).
template <int kLanes, int i, int j, int k, int l, std::size_t... kAt>
typename VectorMath<kLanes>::Vector shuffle_fours(typename VectorMath<kLanes>::Vector a,
                                                  typename VectorMath<kLanes>::Vector b,
                                                  std::index_sequence<kAt...>) {
  constexpr int kPicks[4] = {i, j, k, l};
  return __builtin_shufflevector(
      a, b,
      (kPicks[kAt % 4] % 4 + kPicks[kAt % 4] / 4 * kLanes + static_cast<int>(kAt / 4 * 4))...);
}
template <int kLanes, int i, int j, int k, int l>
typename VectorMath<kLanes>::Vector shuffle_fours(typename VectorMath<kLanes>::Vector a,
                                                  typename VectorMath<kLanes>::Vector b) {
  return shuffle_fours<kLanes, i, j, k, l>(a, b, std::make_index_sequence<kLanes>());
}

// to[i][j] = from[j][i] for i < 4, j < kLanes, in registers; the rows lie from_step and to_step
// apart.
template <int kLanes>
void transpose_four(const float* from, std::ptrdiff_t from_step, float* to,
                    std::ptrdiff_t to_step) {
  using M = VectorMath<kLanes>;
  const auto r0 = load_fours<kLanes>(from, from_step);
  const auto r1 = load_fours<kLanes>(from + from_step, from_step);
  const auto r2 = load_fours<kLanes>(from + 2 * from_step, from_step);
  const auto r3 = load_fours<kLanes>(from + 3 * from_step, from_step);
  const auto a0 = shuffle_fours<kLanes, 0, 4, 1, 5>(r0, r1);
  const auto a1 = shuffle_fours<kLanes, 0, 4, 1, 5>(r2, r3);
  const auto b0 = shuffle_fours<kLanes, 2, 6, 3, 7>(r0, r1);
  const auto b1 = shuffle_fours<kLanes, 2, 6, 3, 7>(r2, r3);
  M::store(shuffle_fours<kLanes, 0, 1, 4, 5>(a0, a1), to);
  M::store(shuffle_fours<kLanes, 2, 3, 6, 7>(a0, a1), to + to_step);
  M::store(shuffle_fours<kLanes, 0, 1, 4, 5>(b0, b1), to + 2 * to_step);
  M::store(shuffle_fours<kLanes, 2, 3, 6, 7>(b0, b1), to + 3 * to_step);
}

}  // namespace
}  // namespace hourglass

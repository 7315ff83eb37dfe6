// Each instruction set's kernel against sums in double, on sizes that leave ragged edges, with
// canaries around every output.
#include "engine/kernels/panel_product.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/matrix.h"

namespace hourglass {
namespace {

struct Candidate {
  const char* name;
  const PanelKernel* panels;
  bool supported;
};

std::vector<Candidate> candidates() {
  std::vector<Candidate> all{{"baseline", &kBaselinePanels, true}};
#if defined(__x86_64__)
  all.push_back({"avx2", &kAvx2Panels,
                 __builtin_cpu_supports("avx2") > 0 && __builtin_cpu_supports("fma") > 0});
  all.push_back({"avx512", &kAvx512Panels, __builtin_cpu_supports("avx512f") > 0});
#endif
  return all;
}

constexpr float kGuard = 12345.0f;

void multiply(const PanelKernel& kernel, const PanelProduct<float>& product) {
  alignas(64) static float room[kPanelRoom + 1];
  room[kPanelRoom] = kGuard;
  kernel.multiply(product, room);
  EXPECT_EQ(room[kPanelRoom], kGuard);
}

class PanelsOf : public testing::TestWithParam<Candidate> {};

// a as rows or as columns, b as columns or as rows, with or without a bias; c inside a larger
// matrix of canaries.
void expect_product(const PanelKernel& kernel, Stride rows, Stride columns, Stride depth,
                    bool a_by_rows, bool b_by_rows, bool with_start) {
  SCOPED_TRACE(std::to_string(rows) + " x " + std::to_string(columns) + " over " +
               std::to_string(depth) + (a_by_rows ? " a by rows" : "") +
               (b_by_rows ? " b by rows" : "") + (with_start ? " bias" : ""));
  const Stride stored = std::max<Stride>(depth, 1);  // an empty matrix has no address
  const Matrix<float> a = Matrix<float>::Random(rows, stored);
  const Matrix<float> b = Matrix<float>::Random(stored, columns);
  const Matrix<float> start = Matrix<float>::Random(rows, 1);
  const RowMajor<float> a_rows = a, b_rows = b;
  Matrix<float> c = Matrix<float>::Constant(rows + 2, columns + 2, kGuard);
  multiply(kernel, {.a = a_by_rows ? a_rows.data() : a.data(),
                    .a_row = a_by_rows ? stored : 1,
                    .a_depth = a_by_rows ? 1 : rows,
                    .b = b_by_rows ? b_rows.data() : b.data(),
                    .b_depth = b_by_rows ? columns : 1,
                    .b_column = b_by_rows ? 1 : stored,
                    .c = &c(1, 1),
                    .c_column = c.rows(),
                    .start = with_start ? start.data() : nullptr,
                    .rows = rows,
                    .columns = columns,
                    .depth = depth});
  for (Stride j = -1; j <= columns; ++j) {
    for (Stride i = -1; i <= rows; ++i) {
      const float got = c(i + 1, j + 1);
      if (i < 0 || i == rows || j < 0 || j == columns) {
        ASSERT_EQ(got, kGuard) << i << ' ' << j;
        continue;
      }
      double sum = with_start ? start(i) : 0, size = std::abs(sum);
      for (Stride k = 0; k < depth; ++k) {
        const double term = double{a(i, k)} * b(k, j);
        sum += term;
        size += std::abs(term);
      }
      // The usual bound of a sum in floating point (Higham 2002, section 3.1).
      ASSERT_NEAR(got, sum, static_cast<double>(depth + 2) * 0x1p-24 * size) << i << ' ' << j;
    }
  }
}

TEST_P(PanelsOf, AgreesWithSumsInDouble) {
  if (!GetParam().supported) GTEST_SKIP() << "this processor has no " << GetParam().name;
  for (const auto& [rows, columns, depth] : {std::array<Stride, 3>{1, 1, 1},
                                             {1, 13, 2},
                                             {7, 3, 5},
                                             {8, 4, 4},
                                             {16, 6, 31},
                                             {33, 12, 3},
                                             {32, 25, 64},
                                             {31, 24, 17},
                                             {50, 32, 250},
                                             {65, 11, 513},
                                             {97, 5, 1025},
                                             {784, 2, 32},
                                             {2, 13, 77},
                                             {8, 5, 300}}) {
    for (int way = 0; way < 8; ++way) {
      expect_product(*GetParam().panels, rows, columns, depth, (way & 1) != 0, (way & 2) != 0,
                     (way & 4) != 0);
    }
  }
}

TEST_P(PanelsOf, GivesTheStartWhereThereIsNothingToSum) {
  if (!GetParam().supported) GTEST_SKIP() << "this processor has no " << GetParam().name;
  expect_product(*GetParam().panels, 9, 7, 0, false, false, true);
}

// What is seen of an image by patches of 3x3 pixels: depth runs through a patch and the columns
// through the pixels, or the other way round.
void expect_window(const PanelKernel& kernel, Stride rows, Stride channels, bool by_patch) {
  SCOPED_TRACE(std::to_string(rows) + " rows, " + std::to_string(channels) + " channels" +
               (by_patch ? " by patch" : " by pixel"));
  constexpr Stride kHeight = 5, kWidth = 9;
  const Stride line = kWidth * channels, patch = 9 * channels, pixels = 3 * 7;
  const Runs in_patch{3 * channels, line}, in_pixels{7, line};
  const Stride depth = by_patch ? patch : pixels, columns = by_patch ? pixels : patch;
  const Matrix<float> image = Matrix<float>::Random(kHeight * line, 1);
  const Matrix<float> a = Matrix<float>::Random(rows, depth),
                      start = Matrix<float>::Random(rows, 1);
  Matrix<float> c = Matrix<float>::Constant(rows, columns, kGuard);
  PanelProduct<float> product{.a = a.data(),
                              .a_row = 1,
                              .a_depth = rows,
                              .b = image.data(),
                              .b_depth = by_patch ? 1 : channels,
                              .b_column = by_patch ? channels : 1,
                              .c = c.data(),
                              .c_column = rows,
                              .start = start.data(),
                              .rows = rows,
                              .columns = columns,
                              .depth = depth,
                              .depth_runs = by_patch ? in_patch : in_pixels,
                              .column_runs = by_patch ? in_pixels : in_patch};
  Matrix<double> expected = start.cast<double>().replicate(1, columns);
  for (Stride j = 0; j < columns; ++j) {
    for (Stride k = 0; k < depth; ++k) {
      const Stride at = by_patch ? k : j, pixel = by_patch ? j : k;
      const Stride seen = pixel / 7 * line + pixel % 7 * channels + at / (3 * channels) * line +
                          at % (3 * channels);
      expected.col(j) += a.col(k).cast<double>() * double{image(seen)};
    }
  }
  const double near = static_cast<double>(depth) * 0x1p-22;
  multiply(kernel, product);
  EXPECT_LT((c.cast<double>() - expected).cwiseAbs().maxCoeff(), near);
  product.add = true;
  multiply(kernel, product);
  expected += (expected.colwise() - start.col(0).cast<double>()).eval();
  EXPECT_LT((c.cast<double>() - expected).cwiseAbs().maxCoeff(), 2 * near);
}

TEST_P(PanelsOf, SeesPatchesOfAnImage) {
  if (!GetParam().supported) GTEST_SKIP() << "this processor has no " << GetParam().name;
  for (const Stride rows : {1, 9, 32, 67}) {
    for (const Stride channels : {1, 5, 32, 70, 200}) {  // 200: a run is longer than a chunk
      for (const bool by_patch : {true, false}) {
        expect_window(*GetParam().panels, rows, channels, by_patch);
      }
    }
  }
}

// A tile gives the bits that the whole product gives there.
TEST_P(PanelsOf, DoesNotDependOnWhereItIsCut) {
  if (!GetParam().supported) GTEST_SKIP() << "this processor has no " << GetParam().name;
  const Matrix<float> a = Matrix<float>::Random(70, 600), b = Matrix<float>::Random(600, 20);
  Matrix<float> whole(70, 20), part(30, 9);
  PanelProduct<float> product{a.data(),     1,  70,      b.data(), 1,  600,
                              whole.data(), 70, nullptr, 70,       20, 600};
  multiply(*GetParam().panels, product);
  product.a += 40;
  product.b += 600 * 11;
  product.c = part.data();
  product.c_column = product.rows = 30;
  product.columns = 9;
  multiply(*GetParam().panels, product);
  EXPECT_EQ(part, whole.block(40, 11, 30, 9));
}

TEST_P(PanelsOf, GivesTheSameBitsFromWeightsPackedBefore) {
  if (!GetParam().supported) GTEST_SKIP() << "this processor has no " << GetParam().name;
  const PanelKernel& kernel = *GetParam().panels;
  constexpr Stride kRows = 150, kColumns = 61, kDepth = 1100;
  const Matrix<float> a = Matrix<float>::Random(kRows, kDepth),
                      b = Matrix<float>::Random(kDepth, kColumns);
  Matrix<float> packed_now(kRows, kColumns), packed_before(kRows, kColumns);
  PanelProduct<float> product{a.data(),          1,     kRows,   b.data(), 1,        kDepth,
                              packed_now.data(), kRows, nullptr, kRows,    kColumns, kDepth};
  multiply(kernel, product);
  std::vector<float> panels(static_cast<std::size_t>(kernel.packed_size(kRows, kDepth)) + 1);
  panels.back() = kGuard;
  kernel.pack(product, panels.data());
  EXPECT_EQ(panels.back(), kGuard);
  product.panels = panels.data();
  product.c = packed_before.data();
  multiply(kernel, product);
  EXPECT_EQ(packed_now, packed_before);
}

INSTANTIATE_TEST_SUITE_P(Kernels, PanelsOf, testing::ValuesIn(candidates()),
                         [](const auto& kernel) { return kernel.param.name; });

}  // namespace
}  // namespace hourglass

// Convolutions against their definition, and for several numbers of threads.
#include "engine/convolution.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/pooling.h"

namespace hourglass {
namespace {

struct Sizes {
  Index height, width, in, out, images;
};

// Images of odd sizes, of one pixel, of several blocks, enough of them to fill all tiles, and from
// many channels to one or two, where nothing is packed.
const auto kSizes = testing::Values(
    Sizes{1, 1, 1, 1, 1}, Sizes{5, 3, 1, 7, 2}, Sizes{3, 7, 5, 2, 19}, Sizes{7, 7, 6, 6, 33},
    Sizes{5, 4, 9, 8, 18}, Sizes{2, 150, 3, 4, 2}, Sizes{20, 30, 4, 1, 3}, Sizes{6, 9, 12, 2, 17},
    Sizes{1, 2, 32, 1, 3}, Sizes{2, 2, 16, 1, 2}, Sizes{9, 1, 11, 1, 2});

class ConvolutionOf : public testing::TestWithParam<Sizes> {
 protected:
  Sizes s = GetParam();
  Shape input{s.height, s.width, s.in};

  struct Results {
    Matrix<double> y, dx;
    std::vector<double> gradient;
    bool operator==(const Results&) const = default;
  };

  Results run(const Layer<double>& layer, const std::vector<double>& parameters, int threads) {
    std::srand(1);  // Random() below
    const Matrix<double> x = Matrix<double>::Random(layer.inputs(), s.images);
    const Matrix<double> dz = Matrix<double>::Random(layer.outputs(), s.images);
    Workers workers(threads);
    std::vector<double> scratch(static_cast<std::size_t>(layer.scratch_size(s.images)), 1e9);
    const Room<double> room{scratch.data()};
    Results results{Matrix<double>::Constant(layer.outputs(), s.images, 1e9),
                    Matrix<double>::Constant(layer.inputs(), s.images, 1e9),
                    std::vector<double>(parameters.size(), 1e9)};
    layer.forward(parameters.data(), x, Activation::tanh, results.y, room, workers);
    layer.backward_parameters(x, dz, results.gradient.data(), room, workers);
    layer.backward_data(parameters.data(), x, dz, Activation::sigmoid, results.dx, room, workers);
    return results;
  }

  // The weight between output channel o and input channel i at a tap, by the tensor's order.
  static double weight(const Layer<double>& layer, const std::vector<double>& parameters, Index o,
                       Index i, Index ky, Index kx) {
    const AxisOrder order = layer.tensors()[0].order;
    const Index index[] = {o, i, ky, kx};
    Index at = 0;
    for (int arena = 0; arena < 4; ++arena) {
      const auto axis = std::find(order.axes.begin(), order.axes.end(), arena) - order.axes.begin();
      const Index extent = order.extents[static_cast<std::size_t>(arena)];
      const bool backwards = std::count(order.backwards.begin(), order.backwards.end(), arena) > 0;
      at = at * extent + (backwards ? extent - 1 - index[axis] : index[axis]);
    }
    return parameters[static_cast<std::size_t>(at)];
  }

  static std::vector<double> parameters_of(const Layer<double>& layer) {
    std::vector<double> parameters;
    for (const LayerTensor& tensor : layer.tensors()) {
      Index size = 1;
      for (const Index extent : tensor.shape) size *= extent;
      for (Index i = 0; i < size; ++i) parameters.push_back(std::sin(0.7 * double(i + size)));
    }
    return parameters;
  }
};

TEST_P(ConvolutionOf, IsTheSumOverNinePixels) {
  const auto layer = Convolution<double>::same(input, s.out);
  const std::vector<double> parameters = parameters_of(layer);
  const Results results = run(layer, parameters, 2);
  std::srand(1);
  const Matrix<double> x = Matrix<double>::Random(layer.inputs(), s.images);
  for (Index n = 0; n < s.images; ++n) {
    for (Index at = 0; at < s.height * s.width; ++at) {
      for (Index o = 0; o < s.out; ++o) {
        double z = parameters[parameters.size() - static_cast<std::size_t>(s.out - o)];
        for (Index ky = 0; ky < 3; ++ky) {
          for (Index kx = 0; kx < 3; ++kx) {
            const Index y = at / s.width + ky - 1, across = at % s.width + kx - 1;
            if (y < 0 || y >= s.height || across < 0 || across >= s.width) continue;
            for (Index i = 0; i < s.in; ++i) {
              z +=
                  weight(layer, parameters, o, i, ky, kx) * x((y * s.width + across) * s.in + i, n);
            }
          }
        }
        ASSERT_NEAR(results.y(at * s.out + o, n), std::tanh(z), 1e-12) << n << ' ' << at;
      }
    }
  }
}

TEST_P(ConvolutionOf, GivesTheSameBitsForAnyNumberOfThreads) {
  for (const auto& layer :
       {Convolution<double>::same(input, s.out), Convolution<double>::transposed(input, s.out, 2),
        Convolution<double>::transposed(input, s.out, 3)}) {
    const std::vector<double> parameters = parameters_of(layer);
    const Results one = run(layer, parameters, 1);
    EXPECT_EQ(one, run(layer, parameters, 2));
    EXPECT_EQ(one, run(layer, parameters, 4));
    EXPECT_LT(one.y.cwiseAbs().maxCoeff(), 1.0 + 1e-12);  // all assigned
    EXPECT_LT(one.dx.cwiseAbs().maxCoeff(), 1e8);
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, ConvolutionOf, kSizes);

TEST(MaxPoolOf, TakesTheLargestAndLeavesOutWhatIsLeftOver) {
  const MaxPool<double> layer({3, 5, 1});
  Matrix<double> x(15, 1), y(2, 1), dz(2, 1), dx(15, 1);
  x << 1, 2, 7, 7, 9,  //
      4, 3, 7, 0, 9,   //
      9, 9, 9, 9, 9;
  dz << 10, 20;
  Workers workers(1);
  layer.forward(nullptr, x, Activation::linear, y, {nullptr}, workers);
  EXPECT_EQ(y(0), 4);
  EXPECT_EQ(y(1), 7);
  layer.backward_data(nullptr, x, dz, Activation::linear, dx, {nullptr}, workers);
  Matrix<double> expected = Matrix<double>::Zero(15, 1);
  expected(5) = 10;
  expected(2) = 20;  // the first of three that are equal
  EXPECT_EQ(dx, expected);
}

}  // namespace
}  // namespace hourglass

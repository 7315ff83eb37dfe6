#include "study/inference.h"

#include <gtest/gtest.h>

#include "engine/initialization.h"

namespace hourglass {
namespace {

TEST(Inference, FollowsTheModelItIsGiven) {
  const NetworkSpec wide{6, {{5, Activation::relu}}, {{6, Activation::sigmoid}}};
  const NetworkSpec narrow{6, {{2, Activation::linear}}, {{6, Activation::linear}}};
  Inference inference;
  EXPECT_FALSE(inference.ready());
  for (const NetworkSpec& spec : {wide, narrow, wide}) {
    std::vector<float> parameters(static_cast<std::size_t>(parameter_count(spec)), 0.1f);
    inference.use(spec, parameters);
    const Matrix<float> x = Matrix<float>::Constant(6, 3, 0.5f);
    const Matrix<float> code = inference.encode(x);
    ASSERT_EQ(code.rows(), spec.code_size());
    EXPECT_NEAR(code(0, 0), 6 * 0.1f * 0.5f + 0.1f, 1e-6f);
    EXPECT_EQ(inference.decode(code), inference.reconstruct(x));
    EXPECT_EQ(inference.reconstruct(x.leftCols(1)), inference.reconstruct(x).leftCols(1));
  }
}

TEST(Inference, ShowsWhatEachLayerMakesOfAnImage) {
  const LayerSpec unflatten{.units = 1, .kind = LayerKind::unflatten, .height = 4, .width = 4};
  const LayerSpec convolution{
      .units = 3, .activation = Activation::relu, .kind = LayerKind::convolution};
  const NetworkSpec spec{16,
                         {unflatten,
                          convolution,
                          {.kind = LayerKind::max_pool},
                          {.kind = LayerKind::flatten},
                          {5, Activation::linear}},
                         {{7, Activation::tanh}, {16, Activation::sigmoid}}};
  ASSERT_TRUE(validate(spec).ok());
  const Network<float> network(spec);
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
  initialize<float>(network, Initialization::xavier, 1, parameters);
  Inference inference;
  inference.use(spec, parameters);
  const Matrix<float> x = Matrix<float>::Constant(16, 1, 0.5f);
  const std::vector<LayerOutput> layers = inference.layer_outputs(x);
  const Shape shapes[] = {{4, 4, 3}, {2, 2, 3}, {0, 0, 5}, {0, 0, 7}, {0, 0, 16}};
  const Index numbers[] = {1, 2, 4, 5, 6};  // unflatten and flatten compute nothing
  ASSERT_EQ(layers.size(), std::size(shapes));
  for (std::size_t i = 0; i < layers.size(); ++i) {
    EXPECT_EQ(layers[i].layer, numbers[i]);
    EXPECT_EQ(layers[i].shape, shapes[i]);
    EXPECT_EQ(layers[i].values.size(), shapes[i].size());
  }
  EXPECT_EQ(layers[2].values, inference.encode(x).col(0));
  EXPECT_EQ(layers[4].values, inference.reconstruct(x).col(0));
  // The pool takes the largest of each 2x2 pixels, channel by channel.
  const auto conv = [&](Index row, Index column) {
    return layers[0].values[(row * 4 + column) * 3];
  };
  EXPECT_EQ(layers[1].values[0], std::max({conv(0, 0), conv(0, 1), conv(1, 0), conv(1, 1)}));
}

}  // namespace
}  // namespace hourglass

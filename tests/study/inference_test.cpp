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

}  // namespace
}  // namespace hourglass

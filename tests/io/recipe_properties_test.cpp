// What holds of every recipe that comes with Hourglass.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "data/synthetic.h"
#include "engine/network.h"
#include "io/builtin_recipes.h"
#include "io/checkpoint.h"
#include "training/trainer.h"

namespace hourglass {
namespace {

class EveryRecipe : public testing::TestWithParam<BuiltinRecipe> {
 protected:
  Recipe recipe = builtin_recipe(GetParam().name).value();
  Workers workers{2};
};

std::shared_ptr<const Dataset> few_digits(int count) {
  auto data = std::make_shared<Dataset>();
  data->train.rows = data->train.columns = kDigitSide;
  for (int i = 0; i < count; ++i) {
    const DigitImage digit = draw_digit(i % 10, 3, static_cast<std::uint64_t>(i));
    for (const float ink : digit) {
      data->train.pixels.push_back(static_cast<std::uint8_t>(255 * ink + 0.5f));
    }
    data->train.labels.push_back(static_cast<std::uint8_t>(i % 10));
  }
  data->test = data->train;
  return data;
}

TEST_P(EveryRecipe, LearnsAFewDigitsByHeart) {
  constexpr int kDigits = 16, kEpochs = 60;
  recipe.batch_size = kDigits;
  recipe.sampling = Sampling::epochs;
  recipe.epochs = kEpochs;
  recipe.early_stop = {};
  set_noise(recipe, {});
  ASSERT_TRUE(validate(recipe).ok());
  Trainer trainer(recipe, few_digits(kDigits), workers);
  // Penalties with it: D3's stronger ones leave little room for the digits.
  const auto minimised = [&] {
    return trainer.interval().train_loss + trainer.interval().train_penalty;
  };
  while (!trainer.advance()) {
  }
  const double first = minimised();
  while (!trainer.finished()) trainer.advance();
  EXPECT_LT(minimised(), 0.9 * first);
}

TEST_P(EveryRecipe, DecodesWhatItEncodesToTheReconstruction) {
  const Network<float> network(recipe.network);
  std::vector<float> parameters(static_cast<std::size_t>(network.parameter_count()));
  initialize<float>(network, recipe.initialization, 3, parameters);
  constexpr Index kImages = 5;
  const Matrix<float> x = Matrix<float>::Random(network.inputs(), kImages).cwiseAbs();
  Pass<float> pass(network, kImages, false);
  Matrix<float> code(network.code_size(), kImages), decoded(network.inputs(), kImages),
      whole(network.inputs(), kImages);
  network.encode(parameters.data(), x, pass, code, workers);
  network.decode(parameters.data(), code, pass, decoded, workers);
  network.reconstruct(parameters.data(), x, pass, whole, workers);
  EXPECT_EQ(decoded, whole);
}

// One that goes through, on one thread, and one on three that is put into a file and taken out
// again.
TEST_P(EveryRecipe, GivesTheSameBitsOnAnyNumberOfThreadsAndOverACheckpoint) {
  recipe.batch_size = 12;
  recipe.sampling = Sampling::epochs;
  recipe.epochs = 2;
  const auto data = few_digits(32);
  Workers one(1), three(3);
  Trainer whole(recipe, data, one);
  while (!whole.finished()) whole.advance();

  Trainer first(recipe, data, three);
  for (int piece = 0; piece < 5; ++piece) first.advance();
  const auto file = write_checkpoint({recipe, fingerprint(*data), 0, first.state()});
  const Result<Checkpoint> checkpoint = read_checkpoint(file);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.error().message;
  Trainer second(checkpoint.value().recipe, data, workers);
  ASSERT_TRUE(second.restore(checkpoint.value().state).ok());
  while (!second.finished()) second.advance();
  const TrainingState a = whole.state(), b = second.state();
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.parameters, b.parameters);
  EXPECT_EQ(a.first, b.first);
  EXPECT_EQ(a.second, b.second);
  EXPECT_EQ(whole.interval().test.reconstruction.mse, second.interval().test.reconstruction.mse);
}

std::string name_of(const testing::TestParamInfo<BuiltinRecipe>& info) {
  std::string name(info.param.name);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Properties, EveryRecipe,
                         testing::ValuesIn(builtin_recipes().begin(), builtin_recipes().end()),
                         name_of);

}  // namespace
}  // namespace hourglass

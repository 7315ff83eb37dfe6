// The weights that come with Hourglass: assets/weights.
#include <gtest/gtest.h>

#include <filesystem>

#include "io/builtin_recipes.h"
#include "io/file.h"
#include "io/safetensors.h"
#include "io/weights.h"

namespace hourglass {
namespace {

TEST(TrainedWeights, AreOfTheRecipesOfTheirNames) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(HOURGLASS_SOURCE_DIR "/assets/weights")) {
    if (entry.path().extension() != ".safetensors") continue;
    ++files;
    const std::string name = entry.path().stem().string();
    const auto bytes = read_file(entry.path().string(), 1 << 24);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    const Result<Model> model = read_weights(bytes.value());
    ASSERT_TRUE(model.ok()) << name << ": " << model.error().message;
    Result<Recipe> recipe = builtin_recipe(name);
    ASSERT_TRUE(recipe.ok()) << recipe.error().message;
    recipe.value().seed = model.value().recipe.seed;  // the best of some
    EXPECT_EQ(model.value().recipe, recipe.value()) << name << " has changed: scripts/pretrain";
    const Result<TensorFile> file = parse_safetensors(bytes.value());
    for (const TensorView& tensor : file.value().tensors) {
      EXPECT_EQ(tensor.precision, Precision::f16) << name << ", " << tensor.name;
    }
  }
  EXPECT_GE(files, 7);
}

}  // namespace
}  // namespace hourglass

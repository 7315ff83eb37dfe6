#include "lab/pairing.h"

#include <gtest/gtest.h>

#include "io/builtin_recipes.h"
#include "io/recipe_json.h"

namespace hourglass {
namespace {

std::vector<Recipe> all_recipes() {
  std::vector<Recipe> recipes;
  for (const BuiltinRecipe& recipe : builtin_recipes()) {
    recipes.push_back(parse_recipe(recipe.json).value());
  }
  return recipes;
}

TEST(Pairing, EveryPairIsOfValidRecipes) {
  const std::vector<Recipe> recipes = all_recipes();
  const std::vector<Pairing> list = pairings(recipes);
  ASSERT_EQ(list.size(), recipes.size() + 4);
  for (const Pairing& pairing : list) {
    EXPECT_FALSE(pairing.title.empty());
    for (const auto* recipe : {&pairing.a, &pairing.b}) {
      EXPECT_TRUE(!*recipe || validate(**recipe).ok()) << pairing.title;
    }
  }
  EXPECT_FALSE(list[kPcaPairing].a || list[kPcaPairing].b);
}

TEST(Pairing, ThePlainAutoencoderDiffersInNothingButItsNoise) {
  const std::vector<Recipe> recipes = all_recipes();
  Recipe plain = *plain_autoencoder(recipes);
  const Recipe b = builtin_recipe("B").value();
  EXPECT_FALSE(same_run(plain, b));
  plain.noise = b.noise;
  plain.seed = 17;
  EXPECT_TRUE(same_run(plain, b));
}

}  // namespace
}  // namespace hourglass

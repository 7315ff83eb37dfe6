#include "lab/pairing.h"

#include <algorithm>

namespace hourglass {
namespace {

std::optional<Recipe> named(const std::vector<Recipe>& recipes, const char* name) {
  const auto found = std::find_if(recipes.begin(), recipes.end(),
                                  [&](const Recipe& recipe) { return recipe.name == name; });
  return found == recipes.end() ? std::nullopt : std::optional(*found);
}

void add(std::vector<Pairing>& list, Pairing pairing) {
  if (pairing.b) list.push_back(std::move(pairing));
}

}  // namespace

std::optional<Recipe> plain_autoencoder(const std::vector<Recipe>& recipes) {
  std::optional<Recipe> recipe = named(recipes, "B");
  if (!recipe) return std::nullopt;
  recipe->name = "B-clean";
  recipe->title = "Plain autoencoder";
  recipe->description = "Recipe B trained on clean images.";
  recipe->noise = {};
  return recipe;
}

std::vector<Pairing> pairings(const std::vector<Recipe>& recipes) {
  std::vector<Pairing> list;
  add(list, {"Denoising against plain", "The same network, trained with noise and without.",
             named(recipes, "B"), plain_autoencoder(recipes)});
  add(list, {"Code of 32 against 2", "How much of a digit fits through a narrow waist.",
             named(recipes, "C-32"), named(recipes, "C-2")});
  list.push_back({"Your model against PCA",
                  "As many principal components as the code has numbers: the best linear code.",
                  std::nullopt, std::nullopt});
  add(list,
      {"Dense against convolutional", "Rows of numbers against maps that slide over the image.",
       named(recipes, "B"), named(recipes, "E3")});
  for (const Recipe& recipe : recipes) {
    list.push_back({"Your model against " + recipe.name, recipe.title, std::nullopt, recipe});
  }
  return list;
}

bool same_run(const Recipe& a, const Recipe& b) {
  Recipe other = b;
  other.name = a.name;
  other.title = a.title;
  other.description = a.description;
  other.seed = a.seed;
  return a == other;
}

}  // namespace hourglass

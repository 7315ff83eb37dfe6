#include "io/builtin_recipes.h"

#include <vector>

#include "embedded/recipe_files.h"
#include "io/names.h"
#include "io/recipe_json.h"

namespace hourglass {

std::span<const BuiltinRecipe> builtin_recipes() {
  static const std::vector<BuiltinRecipe> recipes = [] {
    std::vector<BuiltinRecipe> found;
    for (const EmbeddedFile& file : recipe_files()) {
      found.push_back({file.name.substr(0, file.name.rfind('.')), file.text()});
    }
    return found;
  }();
  return recipes;
}

Result<Recipe> builtin_recipe(std::string_view name) {
  std::vector<std::string_view> names;
  for (const BuiltinRecipe& recipe : builtin_recipes()) {
    if (recipe.name == name) return parse_recipe(recipe.json);
    names.push_back(recipe.name);
  }
  return Error{"there is no recipe named \"" + std::string(name.substr(0, 64)) + "\"; expected " +
               join(names)};
}

}  // namespace hourglass

// The recipes of assets/recipes, compiled into the program.
#pragma once

#include <span>
#include <string_view>

#include "engine/result.h"
#include "training/recipe.h"

namespace hourglass {

struct BuiltinRecipe {
  std::string_view name;  // "B"
  std::string_view json;  // what parse_recipe() reads
};

// In the order in which people should see them.
std::span<const BuiltinRecipe> builtin_recipes();

// Fails with a sentence that lists the names there are.
Result<Recipe> builtin_recipe(std::string_view name);

}  // namespace hourglass

// What the page's memory has room for. It has a limit (cmake/web_program.cmake), and running
// out of it would end the program: so a recipe from outside is measured before it is tried.
#pragma once

#include <cstddef>

#include "engine/result.h"
#include "training/recipe.h"

namespace hourglass {

// Fails with a sentence that says how much memory would be needed. Precondition: recipe is valid.
Result<Done> fits_page(const Recipe& recipe);

// The same for a file of weights, before it is read.
Result<Done> file_fits_page(std::size_t bytes);

}  // namespace hourglass

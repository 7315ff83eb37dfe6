// What the page's memory has room for. It has a limit (cmake/web_program.cmake), and running
// out of it would end the program: so a recipe from outside is measured before it is tried.
#pragma once

#include <cstddef>

#include "engine/result.h"
#include "training/recipe.h"

namespace hourglass {

// Fails with a sentence that says how much memory would be needed. Precondition: recipe is valid.
Result<Done> fits_page(const Recipe& recipe);

// The same for so many bytes of images, beside the recipe in use and what an undo would bring back.
Result<Done> images_fit_page(std::size_t bytes);

// The same for two that are trained at the same time.
Result<Done> fit_page_together(const Recipe& a, const Recipe& b);

// The same for a file of weights, before it is read.
Result<Done> file_fits_page(std::size_t bytes);

}  // namespace hourglass

// A recipe that trains in no time on the blobs of tests/support/blobs.h.
#pragma once

#include "support/blobs.h"
#include "training/recipe.h"

namespace hourglass::test {

inline Recipe brief_recipe() {
  Recipe recipe;
  recipe.name = "brief";
  recipe.network = {64, {{4, Activation::linear}}, {{64, Activation::sigmoid}}};
  recipe.batch_size = 16;
  recipe.epochs = 2;
  return recipe;
}

}  // namespace hourglass::test

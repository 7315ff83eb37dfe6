// What the Train panel remembers from frame to frame.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lab/curves.h"
#include "lab/hourglass_picture.h"
#include "lab/recipe_editor.h"

namespace hourglass {

struct TrainView {
  std::optional<RecipeEditor> editor;  // while a recipe is edited
  int editor_page = 0;
  PictureGrab grab;

  CurveView curves;
  double floor = 0;  // of the BCE on the data in use
  std::shared_ptr<const Dataset> floor_data;

  double slow_pace = 4;           // steps a second
  std::uint64_t divergences = 0;  // of the run that were seen
  std::uint64_t closed_divergences = 0;
  std::vector<double> diverged_at;  // epochs
};

}  // namespace hourglass

// How the Code panel is looked at: which view, and where the plane stands. Plain values, so that a
// link can carry them.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/matrix.h"
#include "lab/code_plane.h"

namespace hourglass {

enum class CodeView : std::uint8_t { plane, numbers, noise, prior };
enum class PlaneMode : std::uint8_t { digits, points, both };

struct PlaneLook {
  PlaneMode mode = PlaneMode::both;
  bool principal = true;  // axes of a code of more than 2: its principal components
  Index across = 0;       // otherwise: these numbers of the code
  Index up = 1;
  bool fitted = true;  // holds all test codes, as they move; otherwise stands still at `window`
  PlaneWindow window;
};

struct CodeLook {
  std::optional<CodeView> view;  // none: the one that suits the model
  PlaneLook plane = {};
  bool by_spread = false;               // bars: those that vary most first
  Index page = 0;                       // of the bars
  std::optional<Index> dimension = {};  // whose film strip is shown; none: the one that varies most
  float noise = 0.5f;                   // strength
};

}  // namespace hourglass

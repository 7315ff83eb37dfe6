// Below the drawing, one of three: how well this digit is rebuilt, which training digits are
// nearest to it, and the drawer of kept drawings. Nothing, of no height, where all are hidden.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lab/digit_report.h"
#include "lab/drawer.h"
#include "lab/graphics/digit_renderer.h"
#include "lab/ui.h"

namespace hourglass {

struct LabState;

enum class DigitTab : std::uint8_t { report, nearest, drawer };

struct DigitView {
  static constexpr Index kNearest = 6;

  DigitTab tab = DigitTab::report;
  int chosen_kept = -1;  // in the drawer: what "remove" removes

  bool report_stale = true, nearest_stale = true;
  std::shared_ptr<const Survey> survey;  // that the rest was made with
  DigitReport report;
  ErrorHistogram errors;
  std::string standing;
  std::vector<Neighbour> nearest;
  TileId nearest_tiles[kNearest];
};

void add_tiles(DigitView& view, DigitRenderer& digits);

float digit_view_height(const LabState& lab, float width);
void digit_view(LabState& lab, Rect area);

}  // namespace hourglass

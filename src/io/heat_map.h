// A table of numbers as coloured cells with the numbers written in.
//
//   HeatMap map{"MSE", "Noise in training", "Noise in test", {"0", "0.5"}, {"0", "0.5"}, values};
//   Image image = draw_heat_map(map, font);
#pragma once

#include <string>
#include <vector>

#include "engine/matrix.h"
#include "io/font.h"
#include "io/image.h"

namespace hourglass {

struct HeatMap {
  std::string title;
  std::string row_axis;  // what the rows are
  std::string column_axis;
  std::vector<std::string> rows;     // the rows' names, from the top
  std::vector<std::string> columns;  // the columns', from the left
  Matrix<double> values;             // (rows x columns)
  bool log = true;                   // colours by the logarithm, where all values are above 0
};

// RGB. Colours run from dark (lowest) to bright (highest) along cividis (Nunez, Anderton, Renslow
// 2018), which looks the same to everybody and prints in grey. Cells that are not finite stay
// blank. Precondition: at least one row and one column; a name for each.
Image draw_heat_map(const HeatMap& map, const Font& font);

}  // namespace hourglass

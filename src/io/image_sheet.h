// A sheet of small pictures: rows of digits, each enlarged, with gaps between and a label before
// each row.
//
//   image_sheet({{"noisy", noisy}, {"original", clean}, {"reconstructed", out}}, {}, font);
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/matrix.h"
#include "io/font.h"
#include "io/image.h"

namespace hourglass {

struct SheetRow {
  std::string label;     // no room is kept where all are empty
  Matrix<float> images;  // (height * width x n), values shown from 0 black to 1 white
};

struct SheetLayout {
  int rows = 28;  // of one picture
  int columns = 28;
  int enlarge = 3;  // pixels of the sheet for one of a picture
  int gap = 6;      // white, around and between the pictures
  float text_size = 24;
  std::vector<std::string> captions =
      {};  // above the columns; no room is kept where there are none
};

// Grey. Precondition: at least one picture; every picture has layout.rows * layout.columns values.
Image image_sheet(std::span<const SheetRow> rows, const SheetLayout& layout, const Font& font);

}  // namespace hourglass

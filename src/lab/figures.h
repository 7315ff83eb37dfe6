// Figures to save: what the laboratory shows, as pictures of any size.
//
//   Result<Image> image = draw_figure(lab, Figure::flow, 2);
//   if (image.ok()) encode_png(image.value());
#pragma once

#include <cstdint>

#include "io/image.h"
#include "lab/lab_state.h"

namespace hourglass {

enum class Figure : std::uint8_t {
  flow,     // input, noisy, reconstruction, error
  probe,    // the test digits, noisy, rebuilt, original
  filters,  // what the units of the first layer look for
  morph,    // the strip from one digit to another, through codes and through pixels
  curves    // the losses of the run
};
inline constexpr std::size_t kFigures = 5;

struct FigureWords {
  const char* name;  // for files and buttons: "flow"
  const char* title;
  const char* detail;
};
const FigureWords& words_of(Figure figure);

// A sentence that says why there is no such figure now; null where there is one.
const char* why_no_figure(const LabState& lab, Figure figure);

// `scale` 1 is for a page, 2 for a screen, 4 for print. Precondition: scale >= 1.
// Fails with why_no_figure().
Result<Image> draw_figure(LabState& lab, Figure figure, int scale);

}  // namespace hourglass

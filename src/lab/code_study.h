// The code on the bench: the drawn digit's code with some dimensions held by hand, and the strip
// between two digits.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/matrix.h"
#include "lab/live_digit.h"
#include "study/inference.h"

namespace hourglass {

struct CodeStudy {
  static constexpr Index kSteps = 9;  // of the strip, both ends included
  static constexpr Index kMaxSliders = 256;

  Column<float> code;      // what the sliders show; empty while there is no model
  std::vector<bool> held;  // per dimension: set by hand, no longer the digit's
  Column<float> decoded;   // of `code`
  float lowest = -1;       // ends of the sliders
  float highest = 1;

  // Ends of the strip: kDrawing or a column of `gallery`.
  static constexpr Index kDrawing = -1;
  Matrix<float> gallery;  // (kDigitSide^2 x n) images to pick from
  Index ends[2] = {kDrawing, 0};
  Matrix<float> through_codes;  // (kDigitSide^2 x kSteps); no columns while there is no model
  Matrix<float> through_pixels;

  bool any_held() const;
};

// Takes the digit's code where nothing is held, and decodes. Lets go of everything when the model's
// code size has changed.
void follow_digit(CodeStudy& study, const LiveDigit& digit, Inference& inference);
// Holds a dimension at a value. Call follow_digit() after.
void hold(CodeStudy& study, Index dimension, float value);
void let_go(CodeStudy& study);

// Picks ends for the sliders that the codes of gallery and digit fit in: round numbers, so that
// they rarely move while a model is trained.
void fit_range(CodeStudy& study, const LiveDigit& digit, Inference& inference);

// The image at an end of the strip.
Column<float> end_image(const CodeStudy& study, const LiveDigit& digit, int end);
// The next image for an end, in a circle: the drawing, then the gallery.
void next_end(CodeStudy& study, int end);
void walk_strip(CodeStudy& study, const LiveDigit& digit, Inference& inference);

}  // namespace hourglass

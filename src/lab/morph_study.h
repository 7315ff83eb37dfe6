// From one image to another: the way through the codes beside the way through the pixels, and
// whether what lies between is still a digit.
//
//   walk(study, image_a, image_b, inference);
//   while (measure_next(study, inference, ...)) ...   // a part at a time
//   blend(study, inference);                          // where the slider is
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "lab/graphics/digit_renderer.h"
#include "lab/image_source.h"
#include "study/inference.h"
#include "training/survey.h"

namespace hourglass {

// What the user chose.
struct MorphChoice {
  // Of the way from one end to the other, both ends included: what the slider can stop at. Every
  // eighth is a step of the strip.
  static constexpr Index kPositions = 65;

  ImageSource ends[2] = {{SourceKind::drawing, 0}, {SourceKind::test, 0}};
  bool spherical = false;
  Index position = kPositions / 2;

  bool operator==(const MorphChoice&) const = default;
};

struct MorphStudy {
  static constexpr Index kSteps = 9;  // of the strip, both ends included

  MorphChoice choice;
  bool changed = true;  // ends, or the way
  bool moved = true;    // position

  Matrix<float> codes;           // (code_size x kPositions); no columns while there is no model
  Matrix<float> through_codes;   // (kDigitSide^2 x kSteps); no columns while there is no model
  Matrix<float> through_pixels;  // (kDigitSide^2 x kSteps)
  Column<float> blends[2];       // at the position: through codes, through pixels

  // Of each step, of the row through codes and of that through pixels: the mean squared error with
  // which the network rebuilds it. Empty until it has been measured.
  std::array<double, kSteps> errors[2] = {};
  int measured_rows = 0;  // of errors
  // Labels of the training images whose codes are nearest to the steps' codes.
  std::optional<std::array<int, kSteps>> labels;
  bool labels_wanted = false;
  std::shared_ptr<const Survey> survey;  // that the labels and the next are of
  double typical_error = 0;              // median of the test digits'; 0 while it is not known

  bool playing = false;
  float phase = 0;  // seconds since it left the first end
  std::uint64_t drawer_version = 0;

  TileId end_tiles[2], blend_tiles[2];
  TileId tiles[2][kSteps];  // through codes, through pixels
};

void add_tiles(MorphStudy& study, DigitRenderer& digits);

// From image a to image b (kDigitSide^2): codes and both strips. What was measured is forgotten.
void walk(MorphStudy& study, const Column<float>& a, const Column<float>& b, Inference& inference);

// The pictures at the position. Precondition: walk().
void blend(MorphStudy& study, Inference& inference);

// Takes up another survey.
void use_survey(MorphStudy& study, std::shared_ptr<const Survey> survey);
// Measures the next part, errors or labels, in a few milliseconds at most. False when there was
// nothing to do. `data` may be null.
bool measure_next(MorphStudy& study, Inference& inference, const Dataset* data, Workers& workers);

// There and back again, slower at the ends: where it is so many seconds after it left the first
// end, and when it is there.
inline constexpr float kMorphSeconds = 3;  // one way
Index position_at(float phase);
float phase_of(Index position);

}  // namespace hourglass

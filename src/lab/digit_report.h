// How well the drawn digit is rebuilt, how that compares with the test set, and which training
// images are like it.
//
//   DigitReport report = report_on(live, inference);
//   std::string words = standing(survey.errors, report.anomaly);   // "Rebuilt better than 83% ..."
//   std::vector<Neighbour> like_it = nearest_images(live.code, survey.train, data.train, 6, ...);
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lab/live_digit.h"
#include "study/metrics.h"
#include "training/survey.h"

namespace hourglass {

struct DigitReport {
  ImageQuality quality;  // of the reconstruction, against the whole drawing
  // Mean squared error a pixel of the reconstruction of the whole drawing without noise: measured
  // as the test digits' errors in a survey are, so comparable with them.
  double anomaly = 0;
};

// Precondition: takes_drawings(inference).
DigitReport report_on(const LiveDigit& digit, Inference& inference);

// Errors as shares in bins of equal width.
struct ErrorHistogram {
  static constexpr Index kBins = 36;
  std::vector<double> shares;  // empty where there are no errors
  double highest = 0;          // where the last bin ends; the first begins at 0
  double strange = 0;          // above it lies 1 error in 100
};
ErrorHistogram error_histogram(std::span<const float> errors);

// A sentence on an error beside those of the test digits; empty where there are none.
std::string standing(std::span<const float> errors, double error);

struct Neighbour {
  std::uint32_t image;  // of the set
  int label;
};
// For each column of codes (code_size x n) the `count` surveyed images whose codes are nearest, the
// nearest first. Nothing where codes are of another size or the survey is of another set.
std::vector<std::vector<Neighbour>> nearest_images(Matrix<float> codes,
                                                   const SurveyedImages& surveyed,
                                                   const ImageSet& set, Index count,
                                                   Workers& workers);

}  // namespace hourglass

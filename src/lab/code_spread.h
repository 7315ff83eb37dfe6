// How the codes of many images spread: what the bars' bands, the film strip and the plane's axes
// are made from. Measured a slice at a time.
//
//   SpreadStudy study;
//   study.begin(survey);
//   each frame: if (study.advance(kFrameShare)) ... study.result() is new
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/matrix.h"
#include "lab/code_plane.h"
#include "study/moments.h"
#include "training/survey.h"

namespace hourglass {

struct CodeSpread {
  Column<float> mean, deviation;    // per dimension
  Column<float> low, high;          // per dimension: quantiles of 1 % and 99 %
  std::vector<Index> by_deviation;  // all dimensions, the one that varies most first
  PlaneAxes principal;              // from the mean along the first two principal components
  double explained = 0;             // by those two, of the variance of all dimensions, 0 ... 1
};

// Of the survey's test codes. Principal components are those of the kMost dimensions that vary
// most, so that a code of thousands of numbers takes no longer.
class SpreadStudy {
 public:
  static constexpr Index kMost = 64;

  // Starts anew. Codes that are not finite, or none, have no spread: busy() stays false.
  void begin(std::shared_ptr<const Survey> survey);
  bool busy() const { return survey_ != nullptr; }
  // True when the result has just been completed.
  bool advance(double milliseconds);
  // The last that was completed; null before the first.
  const CodeSpread* result() const { return result_ ? &*result_ : nullptr; }
  // Of a model with another code nothing is known.
  void forget();

 private:
  const Matrix<float>& codes() const { return survey_->test.codes; }
  void measure_next_dimension();
  void add_next_block();
  void find_components();

  std::shared_ptr<const Survey> survey_;  // null: nothing to do
  CodeSpread next_;
  Index dimensions_ = 0;  // measured
  Index columns_ = 0;     // added to the moments
  std::optional<RunningMoments> moments_;
  Workers workers_{1};
  std::vector<float> sorted_;
  std::optional<CodeSpread> result_;
};

}  // namespace hourglass

#include "lab/code_study.h"

#include <algorithm>
#include <cmath>

#include "study/interpolation.h"

namespace hourglass {
namespace {

// The smallest round number that is not below x.
float round_up(float x) {
  const float power = std::pow(10.0f, std::floor(std::log10(std::max(x, 1e-3f))));
  for (const float factor : {1.0f, 1.5f, 2.0f, 3.0f, 4.0f, 6.0f, 8.0f}) {
    if (x <= factor * power) return factor * power;
  }
  return 10 * power;
}

}  // namespace

bool CodeStudy::any_held() const { return std::find(held.begin(), held.end(), true) != held.end(); }

void follow_digit(CodeStudy& study, const LiveDigit& digit, Inference& inference) {
  if (study.code.size() != digit.code.size()) {
    study.code = digit.code;
    study.held.assign(static_cast<std::size_t>(digit.code.size()), false);
  }
  for (Index i = 0; i < study.code.size(); ++i) {
    if (!study.held[static_cast<std::size_t>(i)]) study.code[i] = digit.code[i];
  }
  if (study.code.size() == 0) {
    study.decoded.resize(0);
  } else {
    study.decoded =
        study.any_held() ? Column<float>(inference.decode(study.code)) : digit.reconstruction;
  }
}

void hold(CodeStudy& study, Index dimension, float value) {
  study.code[dimension] = value;
  study.held[static_cast<std::size_t>(dimension)] = true;
}

void let_go(CodeStudy& study) { study.held.assign(study.held.size(), false); }

void fit_range(CodeStudy& study, const LiveDigit& digit, Inference& inference) {
  if (digit.code.size() == 0) return;
  float largest = digit.code.cwiseAbs().maxCoeff();
  if (study.gallery.cols() > 0) {
    largest = std::max(largest, inference.encode(study.gallery).cwiseAbs().maxCoeff());
  }
  const Activation activation = inference.network().spec().encoder.back().activation;
  const bool bounded = activation == Activation::tanh || activation == Activation::sigmoid;
  study.highest = bounded ? 1 : round_up(std::isfinite(largest) ? largest : 1);
  const bool positive = activation == Activation::relu || activation == Activation::sigmoid;
  study.lowest = positive ? 0 : -study.highest;
}

Column<float> end_image(const CodeStudy& study, const LiveDigit& digit, int end) {
  const Index which = study.ends[end];
  if (which == CodeStudy::kDrawing || which >= study.gallery.cols()) return digit.seen;
  return study.gallery.col(which);
}

void next_end(CodeStudy& study, int end) {
  study.ends[end] =
      study.ends[end] + 1 < study.gallery.cols() ? study.ends[end] + 1 : CodeStudy::kDrawing;
}

void walk_strip(CodeStudy& study, const LiveDigit& digit, Inference& inference) {
  const Column<float> a = end_image(study, digit, 0);
  const Column<float> b = end_image(study, digit, 1);
  study.through_pixels = interpolate(a, b, CodeStudy::kSteps);
  if (!takes_drawings(inference)) {
    study.through_codes.resize(0, 0);
    return;
  }
  Matrix<float> ends(a.size(), 2);
  ends << a, b;
  const Matrix<float> codes = inference.encode(ends);
  study.through_codes =
      inference.decode(interpolate(codes.col(0), codes.col(1), CodeStudy::kSteps));
}

}  // namespace hourglass

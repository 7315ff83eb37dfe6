#include "lab/morph_study.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "lab/digit_report.h"
#include "study/interpolation.h"
#include "study/scores.h"

namespace hourglass {
namespace {

constexpr Index kStride = (MorphChoice::kPositions - 1) / (MorphStudy::kSteps - 1);
static_assert(kStride * (MorphStudy::kSteps - 1) == MorphChoice::kPositions - 1);

Matrix<float> step_codes(const MorphStudy& study) {
  Matrix<float> codes(study.codes.rows(), MorphStudy::kSteps);
  for (Index i = 0; i < MorphStudy::kSteps; ++i) codes.col(i) = study.codes.col(kStride * i);
  return codes;
}

void measure_row(MorphStudy& study, int row, Inference& inference) {
  const Matrix<float>& images = row == 0 ? study.through_codes : study.through_pixels;
  const Matrix<float> error = inference.reconstruct(images) - images;
  for (Index i = 0; i < MorphStudy::kSteps; ++i) {
    study.errors[row][static_cast<std::size_t>(i)] =
        static_cast<double>(error.col(i).squaredNorm()) / static_cast<double>(error.rows());
  }
}

void find_labels(MorphStudy& study, const Dataset* data, Workers& workers) {
  study.labels.reset();
  if (!data || !data->train.labelled || !study.survey) return;
  const auto found =
      nearest_images(step_codes(study), study.survey->train, data->train, 1, workers);
  if (found.empty()) return;
  study.labels.emplace();
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i].empty()) return study.labels.reset();
    (*study.labels)[i] = found[i].front().label;
  }
}

}  // namespace

void add_tiles(MorphStudy& study, DigitRenderer& digits) {
  constexpr int kSide = static_cast<int>(kDigitSide);
  for (TileId& tile : study.end_tiles) tile = digits.add(kSide, kSide);
  for (TileId& tile : study.blend_tiles) tile = digits.add(kSide, kSide);
  for (auto& row : study.tiles) {
    for (TileId& tile : row) tile = digits.add(kSide, kSide);
  }
}

void walk(MorphStudy& study, const Column<float>& a, const Column<float>& b, Inference& inference) {
  study.through_pixels = interpolate(a, b, MorphStudy::kSteps);
  study.measured_rows = 0;
  study.labels_wanted = true;
  if (!takes_drawings(inference)) {
    study.codes.resize(0, 0);
    study.through_codes.resize(0, 0);
    return;
  }
  Matrix<float> ends(a.size(), 2);
  ends << a, b;
  const Matrix<float> coded = inference.encode(ends);
  const auto way = study.choice.spherical ? interpolate_spherical : interpolate;
  study.codes = way(coded.col(0), coded.col(1), MorphChoice::kPositions);
  study.through_codes = inference.decode(step_codes(study));
}

void blend(MorphStudy& study, Inference& inference) {
  const Index position = std::clamp<Index>(study.choice.position, 0, MorphChoice::kPositions - 1);
  const float t = static_cast<float>(position) / (MorphChoice::kPositions - 1);
  study.blends[1] =
      (1 - t) * study.through_pixels.col(0) + t * study.through_pixels.col(MorphStudy::kSteps - 1);
  study.blends[0].resize(0);
  if (study.codes.cols() > 0) study.blends[0] = inference.decode(study.codes.col(position));
}

void use_survey(MorphStudy& study, std::shared_ptr<const Survey> survey) {
  study.survey = std::move(survey);
  study.labels_wanted = true;
  const bool any = study.survey && !study.survey->errors.empty();
  study.typical_error = any ? quantile(study.survey->errors, 0.5) : 0;
}

bool measure_next(MorphStudy& study, Inference& inference, const Dataset* data, Workers& workers) {
  if (study.codes.cols() == 0) return false;
  if (study.measured_rows < 2) {
    measure_row(study, study.measured_rows++, inference);
    return true;
  }
  if (!std::exchange(study.labels_wanted, false)) return false;
  find_labels(study, data, workers);
  return true;
}

Index position_at(float phase) {
  const float share = 0.5f - 0.5f * std::cos(std::numbers::pi_v<float> * phase / kMorphSeconds);
  return static_cast<Index>(std::round(share * (MorphChoice::kPositions - 1)));
}

float phase_of(Index position) {
  const float share = static_cast<float>(position) / (MorphChoice::kPositions - 1);
  return std::acos(1 - 2 * share) * kMorphSeconds / std::numbers::pi_v<float>;
}

}  // namespace hourglass

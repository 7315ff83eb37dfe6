#include "lab/code_scatter.h"

#include <cmath>
#include <unordered_set>

namespace hourglass {

Scatter scatter(const PlaneAxes& axes, const Survey& survey, const ImageSet& set) {
  Scatter result;
  const Matrix<float>& codes = survey.test.codes;
  if (codes.rows() != axes.origin.size() || !codes.allFinite()) return result;
  for (const std::uint32_t image : survey.test.images) {
    if (image >= set.labels.size()) return {};
    result.labels.push_back(set.labels[image] % 10);
  }
  result.points = positions(axes, codes);
  result.step = survey.step;
  result.labelled = set.labelled;
  return result;
}

void pick_lettered(Scatter& scatter, float cell, int only) {
  if (cell == scatter.cell && only == scatter.only) return;
  scatter.cell = cell;
  scatter.only = only;
  scatter.lettered.assign(scatter.labels.size(), 0);
  if (!scatter.labelled) return;
  std::unordered_set<std::uint64_t> taken;
  auto square = [cell](float x) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(x / cell))) &
           0xffffffffu;
  };
  for (std::size_t i = 0; i < scatter.labels.size(); ++i) {
    if (only >= 0 && scatter.labels[i] != only) continue;
    const auto column = static_cast<Index>(i);
    const std::uint64_t key =
        square(scatter.points(0, column)) << 32 | square(scatter.points(1, column));
    scatter.lettered[i] = taken.insert(key).second;
  }
}

}  // namespace hourglass

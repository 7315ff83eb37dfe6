#include "lab/code_spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "lab/slices.h"
#include "study/pca.h"

namespace hourglass {

void SpreadStudy::begin(std::shared_ptr<const Survey> survey) {
  survey_ = nullptr;
  if (!survey || survey->test.codes.size() == 0 || !survey->test.codes.allFinite()) return;
  survey_ = std::move(survey);
  dimensions_ = columns_ = 0;
  moments_.reset();
  next_ = {};
  for (Column<float>* numbers : {&next_.mean, &next_.deviation, &next_.low, &next_.high}) {
    *numbers = Column<float>::Zero(codes().rows());
  }
}

void SpreadStudy::forget() {
  survey_ = nullptr;
  result_.reset();
}

bool SpreadStudy::advance(double milliseconds) {
  if (!busy()) return false;
  work_for(milliseconds, [this] {
    if (dimensions_ < codes().rows()) {
      measure_next_dimension();
    } else if (columns_ < codes().cols()) {
      add_next_block();
    } else {
      find_components();
    }
    return busy();
  });
  return !busy();
}

void SpreadStudy::measure_next_dimension() {
  const Index i = dimensions_++;
  const auto row = codes().row(i);
  sorted_.assign(static_cast<std::size_t>(row.size()), 0);
  Eigen::Map<Column<float>>(sorted_.data(), row.size()) = row;
  next_.mean[i] = row.mean();
  next_.deviation[i] = std::sqrt((row.array() - next_.mean[i]).square().mean());
  const auto skip = static_cast<std::ptrdiff_t>(sorted_.size() / 100);
  const auto first = sorted_.begin() + skip, last = sorted_.end() - 1 - skip;
  std::nth_element(sorted_.begin(), first, sorted_.end());
  next_.low[i] = *first;
  std::nth_element(first, last, sorted_.end());
  next_.high[i] = *last;
  if (dimensions_ < codes().rows()) return;
  next_.by_deviation.resize(static_cast<std::size_t>(codes().rows()));
  std::iota(next_.by_deviation.begin(), next_.by_deviation.end(), Index{0});
  std::stable_sort(next_.by_deviation.begin(), next_.by_deviation.end(),
                   [this](Index a, Index b) { return next_.deviation[a] > next_.deviation[b]; });
}

void SpreadStudy::add_next_block() {
  constexpr Index kBlock = 250;
  const Index n = std::min(kBlock, codes().cols() - columns_);
  const Index most = std::min(kMost, codes().rows());
  if (!moments_) moments_.emplace(most);
  Matrix<float> block(most, n);
  for (Index i = 0; i < most; ++i) {
    const Index dimension = next_.by_deviation[static_cast<std::size_t>(i)];
    block.row(i) = codes().row(dimension).segment(columns_, n).array() - next_.mean[dimension];
  }
  moments_->add(block, workers_);
  columns_ += n;
}

void SpreadStudy::find_components() {
  const Index most = std::min(kMost, codes().rows());
  next_.principal = {next_.mean, Matrix<float>::Zero(codes().rows(), 2)};
  const Result<Pca> pca = principal_components(*moments_);
  const auto variance = static_cast<double>(next_.deviation.squaredNorm());
  for (Index k = 0; pca.ok() && k < std::min<Index>(2, most); ++k) {
    for (Index i = 0; i < most; ++i) {
      next_.principal.directions(next_.by_deviation[static_cast<std::size_t>(i)], k) =
          static_cast<float>(pca.value().components(i, k));
    }
    if (variance > 0) next_.explained += pca.value().variances[k] / variance;
  }
  result_ = std::move(next_);
  survey_ = nullptr;
}

}  // namespace hourglass

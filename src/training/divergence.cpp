#include "training/divergence.h"

#include <algorithm>
#include <cmath>

#include "engine/matrix.h"

namespace hourglass {

void DivergenceWatch::begin(std::int64_t step, std::span<const float> parameters) {
  step_ = step;
  parameters_.assign(parameters.begin(), parameters.end());
  copy_wanted_ = not_finite_ = false;
  forget_losses();
}

void DivergenceWatch::forget_losses() { first_ = smallest_ = kNone; }

void DivergenceWatch::see(std::int64_t step, double loss, std::span<const float> parameters) {
  not_finite_ = !std::isfinite(loss);
  if (not_finite_) return;
  if (smallest_ == kNone) first_ = smallest_ = loss;
  if (!copy_wanted_ || loss > kSound * smallest_ || !all_finite(parameters)) return;
  std::copy(parameters.begin(), parameters.end(), parameters_.begin());
  step_ = step;
  copy_wanted_ = false;
}

bool DivergenceWatch::too_high(double loss) {
  if (!std::isfinite(loss)) return true;
  if (loss > kTooHigh * smallest_ && loss > first_) return true;
  smallest_ = std::min(smallest_, loss);
  return false;
}

bool all_finite(std::span<const float> numbers) {
  return Eigen::Map<const Column<float>>(numbers.data(), static_cast<Index>(numbers.size()))
      .allFinite();
}

}  // namespace hourglass

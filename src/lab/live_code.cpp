#include "lab/live_code.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

// Of the encoder's last layer that computes anything; pooling and reshaping pass it on.
Activation code_activation(const NetworkSpec& spec) {
  for (auto layer = spec.encoder.rbegin(); layer != spec.encoder.rend(); ++layer) {
    if (layer->kind == LayerKind::dense || layer->kind == LayerKind::convolution ||
        layer->kind == LayerKind::transposed_convolution) {
      return layer->activation;
    }
    if (layer->kind == LayerKind::gaussian) break;
  }
  return Activation::linear;
}

}  // namespace

CodeBounds bounds_of(const NetworkSpec& spec) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  switch (code_activation(spec)) {
    case Activation::linear:
      break;
    case Activation::relu:
      return {0, kInfinity};
    case Activation::sigmoid:
      return {0, 1};
    case Activation::tanh:
      return {-1, 1};
  }
  return {-kInfinity, kInfinity};
}

bool LiveCode::any_held() const { return std::find(held.begin(), held.end(), true) != held.end(); }

void follow_digit(LiveCode& live, const LiveDigit& digit, Inference& inference) {
  if (live.code.size() != digit.code.size()) {
    live.code = digit.code;
    live.held.assign(static_cast<std::size_t>(digit.code.size()), false);
  }
  for (Index i = 0; i < live.code.size(); ++i) {
    if (!live.held[static_cast<std::size_t>(i)]) live.code[i] = digit.code[i];
  }
  if (live.code.size() == 0) {
    live.decoded.resize(0);
  } else {
    live.decoded =
        live.any_held() ? Column<float>(inference.decode(live.code)) : digit.reconstruction;
  }
}

void hold(LiveCode& live, Index dimension, float value) {
  live.code[dimension] = value;
  live.held[static_cast<std::size_t>(dimension)] = true;
}

void hold_all(LiveCode& live, const Column<float>& code) {
  live.code = code;
  live.held.assign(static_cast<std::size_t>(code.size()), true);
}

void let_go(LiveCode& live) { live.held.assign(live.held.size(), false); }

void fit_range(LiveCode& live, const LiveDigit& digit, const Matrix<float>& gallery,
               Inference& inference) {
  if (digit.code.size() == 0) return;
  float largest = digit.code.cwiseAbs().maxCoeff();
  if (gallery.cols() > 0) {
    largest = std::max(largest, inference.encode(gallery).cwiseAbs().maxCoeff());
  }
  const CodeBounds bounds = bounds_of(inference.network().spec());
  const float needed = round_up(std::isfinite(largest) ? largest : 1);
  live.highest = std::isfinite(bounds.highest) ? bounds.highest : needed;
  live.lowest = std::max(bounds.lowest, -live.highest);
}

}  // namespace hourglass

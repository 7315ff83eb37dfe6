#include "io/names.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "io/numbers.h"

namespace hourglass {
namespace {

constexpr std::array kActivations{
    Named<Activation>{Activation::linear, "linear"},
    Named<Activation>{Activation::relu, "relu"},
    Named<Activation>{Activation::sigmoid, "sigmoid"},
    Named<Activation>{Activation::tanh, "tanh"},
};
constexpr std::array kLayers{
    Named<LayerKind>{LayerKind::dense, "dense"},
    Named<LayerKind>{LayerKind::convolution, "convolution"},
    Named<LayerKind>{LayerKind::transposed_convolution, "transposed_convolution"},
    Named<LayerKind>{LayerKind::max_pool, "max_pool"},
    Named<LayerKind>{LayerKind::upsample, "upsample"},
    Named<LayerKind>{LayerKind::flatten, "flatten"},
    Named<LayerKind>{LayerKind::unflatten, "unflatten"},
    Named<LayerKind>{LayerKind::gaussian, "gaussian"},
};
constexpr std::array kInitializations{
    Named<Initialization>{Initialization::pytorch, "pytorch"},
    Named<Initialization>{Initialization::xavier, "xavier"},
    Named<Initialization>{Initialization::he, "he"},
};
constexpr std::array kLosses{
    Named<LossKind>{LossKind::mse, "mse"},
    Named<LossKind>{LossKind::bce, "bce"},
};
constexpr std::array kReductions{
    Named<LossReduction>{LossReduction::mean, "mean"},
    Named<LossReduction>{LossReduction::sum, "sum"},
};
constexpr std::array kPenalties{
    Named<PenaltyKind>{PenaltyKind::l1_sum, "l1_sum"},
    Named<PenaltyKind>{PenaltyKind::l1_mean, "l1_mean"},
    Named<PenaltyKind>{PenaltyKind::kl_sparsity, "kl_sparsity"},
    Named<PenaltyKind>{PenaltyKind::contractive, "contractive"},
    Named<PenaltyKind>{PenaltyKind::kl_normal, "kl_normal"},
};
constexpr std::array kOptimizers{
    Named<OptimizerKind>{OptimizerKind::adam, "adam"},
    Named<OptimizerKind>{OptimizerKind::sgd, "sgd"},
};
constexpr std::array kNoises{
    Named<NoiseKind>{NoiseKind::none, "none"},
    Named<NoiseKind>{NoiseKind::gaussian, "gaussian"},
    Named<NoiseKind>{NoiseKind::uniform, "uniform"},
    Named<NoiseKind>{NoiseKind::masking, "masking"},
    Named<NoiseKind>{NoiseKind::salt_and_pepper, "salt_and_pepper"},
};
constexpr std::array kSchedules{
    Named<ScheduleKind>{ScheduleKind::constant, "constant"},
    Named<ScheduleKind>{ScheduleKind::plateau, "plateau"},
    Named<ScheduleKind>{ScheduleKind::cosine, "cosine"},
};
constexpr std::array kSamplings{
    Named<Sampling>{Sampling::epochs, "epochs"},
    Named<Sampling>{Sampling::random, "random"},
};
constexpr std::array kPrecisions{
    Named<Precision>{Precision::f32, "f32"},
    Named<Precision>{Precision::f16, "f16"},
    Named<Precision>{Precision::bf16, "bf16"},
};

// Levenshtein 1966: insertions, deletions and replacements that turn a into b.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

template <>
std::span<const Named<Activation>> all_named() {
  return kActivations;
}
template <>
std::span<const Named<LayerKind>> all_named() {
  return kLayers;
}
template <>
std::span<const Named<Initialization>> all_named() {
  return kInitializations;
}
template <>
std::span<const Named<LossKind>> all_named() {
  return kLosses;
}
template <>
std::span<const Named<LossReduction>> all_named() {
  return kReductions;
}
template <>
std::span<const Named<PenaltyKind>> all_named() {
  return kPenalties;
}
template <>
std::span<const Named<OptimizerKind>> all_named() {
  return kOptimizers;
}
template <>
std::span<const Named<NoiseKind>> all_named() {
  return kNoises;
}
template <>
std::span<const Named<ScheduleKind>> all_named() {
  return kSchedules;
}
template <>
std::span<const Named<Sampling>> all_named() {
  return kSamplings;
}
template <>
std::span<const Named<Precision>> all_named() {
  return kPrecisions;
}

std::string join(std::span<const std::string_view> words, std::string_view last_joint) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += i + 1 == words.size() ? last_joint : ", ";
    joined += words[i];
  }
  return joined;
}

std::optional<std::string_view> nearest_name(std::string_view word,
                                             std::span<const std::string_view> candidates) {
  constexpr std::size_t kLongestWord = 64;  // nobody's typing error; keeps the distance cheap
  if (word.size() > kLongestWord) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t smallest = std::min<std::size_t>(3, (word.size() + 1) / 2);
  for (std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < smallest) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

Result<NoiseSpec> parse_noise(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  const auto kind = value_named<NoiseKind>(name);
  const std::string expected = "expected KIND:STRENGTH such as gaussian:0.5, or none; kinds are " +
                               allowed_names<NoiseKind>();
  if (!kind) return Error{"unknown noise \"" + std::string(text.substr(0, 64)) + "\": " + expected};
  if (*kind == NoiseKind::none && colon == std::string_view::npos) return NoiseSpec{};
  const auto strength =
      colon == std::string_view::npos ? std::nullopt : parse_number(text.substr(colon + 1));
  const float highest = max_strength(*kind);
  if (!strength || !(*strength >= 0 && *strength <= double{highest})) {
    return Error{"noise \"" + std::string(text.substr(0, 64)) + "\" needs a strength from 0 to " +
                 number_to_text(double{highest}) + ": " + expected};
  }
  return NoiseSpec{*kind, static_cast<float>(*strength)};
}

std::string noise_to_text(const NoiseSpec& noise) {
  if (noise.kind == NoiseKind::none) return "none";
  return std::string(name_of(noise.kind)) + ":" + number_to_text(noise.strength);
}

}  // namespace hourglass

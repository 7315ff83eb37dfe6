// The names of every choice that text outside the program spells: recipes, the command line, links.
//
//   name_of(NoiseKind::gaussian)            -> "gaussian"
//   value_named<NoiseKind>("gaussian")      -> NoiseKind::gaussian
//   allowed_names<OptimizerKind>()          -> "adam or sgd"
#pragma once

#include <cassert>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/noise.h"
#include "engine/initialization.h"
#include "engine/loss.h"
#include "engine/network_spec.h"
#include "engine/optimizer.h"
#include "engine/penalty_spec.h"
#include "io/safetensors.h"
#include "training/recipe.h"

namespace hourglass {

template <class E>
struct Named {
  E value;
  std::string_view name;
};

// Every value of E with its name, in the order in which people should see them.
template <class E>
std::span<const Named<E>> all_named();

template <>
std::span<const Named<Activation>> all_named();
template <>
std::span<const Named<LayerKind>> all_named();
template <>
std::span<const Named<Initialization>> all_named();
template <>
std::span<const Named<LossKind>> all_named();
template <>
std::span<const Named<LossReduction>> all_named();
template <>
std::span<const Named<PenaltyKind>> all_named();
template <>
std::span<const Named<OptimizerKind>> all_named();
template <>
std::span<const Named<NoiseKind>> all_named();
template <>
std::span<const Named<ScheduleKind>> all_named();
template <>
std::span<const Named<Sampling>> all_named();
template <>
std::span<const Named<Precision>> all_named();

// Precondition: value is one of the enumerators.
template <class E>
std::string_view name_of(E value) {
  for (const Named<E>& entry : all_named<E>()) {
    if (entry.value == value) return entry.name;
  }
  assert(false && "an enumerator without a name");
  return {};
}

template <class E>
std::optional<E> value_named(std::string_view name) {
  for (const Named<E>& entry : all_named<E>()) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

// "a", "a or b", "a, b or c"; with " and " as the last joint likewise.
std::string join(std::span<const std::string_view> words, std::string_view last_joint = " or ");

template <class E>
std::string allowed_names() {
  std::vector<std::string_view> names;
  for (const Named<E>& entry : all_named<E>()) names.push_back(entry.name);
  return join(names);
}

// The candidate that `word` was probably meant to be (edit distance at most 2, and less than half
// of the word), or nothing.
std::optional<std::string_view> nearest_name(std::string_view word,
                                             std::span<const std::string_view> candidates);

// Noise in one word: "gaussian:0.5", "none". Fails with a sentence that says what is allowed.
Result<NoiseSpec> parse_noise(std::string_view text);
std::string noise_to_text(const NoiseSpec& noise);

}  // namespace hourglass

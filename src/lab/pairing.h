// Which two models are compared: pairs that are worth it, and any recipe against the current model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "training/recipe.h"

namespace hourglass {

struct Pairing {
  std::string title;
  std::string detail;
  std::optional<Recipe> a;  // none: the current model as it is
  std::optional<Recipe> b;  // none: principal components, as many as the code has numbers
};

// Four that are worth it, then each of the recipes against the current model.
std::vector<Pairing> pairings(const std::vector<Recipe>& recipes);
inline constexpr std::size_t kPcaPairing = 2;

// Recipe B without noise, tested with B's.
std::optional<Recipe> plain_autoencoder(const std::vector<Recipe>& recipes);

// Whether a run of one would be a run of the other: all but names, words and seed.
bool same_run(const Recipe& a, const Recipe& b);

}  // namespace hourglass

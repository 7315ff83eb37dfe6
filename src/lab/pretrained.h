// Trained weights as the laboratory sees them: which recipes have some, which ones are on their
// way, and whether they are in use. Whoever hosts the laboratory, page or desktop, has the files.
//
//   offered -> ask_for() -> take_request(), by the host -> progress() ... -> Lab::use_pretrained()
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "training/session.h"

namespace hourglass {

struct Pretrained {
  struct Offer {
    std::string recipe;  // its name
    std::int64_t bytes = 0;
  };
  std::vector<Offer> offers;

  std::optional<std::string> request;  // a recipe's name, until the host takes it
  std::string coming;                  // the recipe whose weights are on their way; empty: none
  float share = 0;                     // of them that has come, 0 ... 1

  std::vector<float> parameters;  // that came last; empty: none have
};

// The weights that there are for this recipe, or null.
const Pretrained::Offer* offer_for(const Pretrained& pretrained, std::string_view recipe);

// Asks for the weights of an offered recipe.
void ask_for(Pretrained& pretrained, std::string_view recipe);
// The name that was asked for since the last call, for the host to bring its weights.
std::optional<std::string> take_request(Pretrained& pretrained);

// So much of a recipe's weights has come. Of no interest unless the recipe is the one in use.
void progress(Pretrained& pretrained, std::string_view recipe, float share, const Snapshot& now);
// None are on their way any more: they have come, or will not.
void end_progress(Pretrained& pretrained);

// Forgets what is on its way once another recipe is in use.
void follow(Pretrained& pretrained, const Snapshot& now);

// Whether the snapshot holds the weights that came last, untouched.
bool in_use(const Pretrained& pretrained, const Snapshot& now);

}  // namespace hourglass

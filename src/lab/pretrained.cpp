#include "lab/pretrained.h"

#include <algorithm>
#include <utility>

namespace hourglass {

const Pretrained::Offer* offer_for(const Pretrained& pretrained, std::string_view recipe) {
  const auto found = std::find_if(pretrained.offers.begin(), pretrained.offers.end(),
                                  [&](const auto& offer) { return offer.recipe == recipe; });
  return found == pretrained.offers.end() ? nullptr : &*found;
}

void ask_for(Pretrained& pretrained, std::string_view recipe) {
  pretrained.request = pretrained.coming = recipe;
  pretrained.share = 0;
}

std::optional<std::string> take_request(Pretrained& pretrained) {
  return std::exchange(pretrained.request, std::nullopt);
}

void progress(Pretrained& pretrained, std::string_view recipe, float share, const Snapshot& now) {
  if (now.recipe.name != recipe) return;
  pretrained.coming = recipe;
  pretrained.share = std::clamp(share, 0.0f, 1.0f);
}

void end_progress(Pretrained& pretrained) {
  pretrained.coming.clear();
  pretrained.share = 0;
}

void follow(Pretrained& pretrained, const Snapshot& now) {
  if (now.recipe.name != pretrained.coming) end_progress(pretrained);
}

bool in_use(const Pretrained& pretrained, const Snapshot& now) {
  return now.step == 0 && !pretrained.parameters.empty() && now.parameters == pretrained.parameters;
}

}  // namespace hourglass

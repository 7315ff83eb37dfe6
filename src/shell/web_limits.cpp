#include "shell/web_limits.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "engine/network.h"

namespace hourglass {
namespace {

// Of the 256 MB: digits, program, stacks and fonts take the rest.
constexpr std::int64_t kBytesForModels = 160'000'000;
// Weights, gradient and two moments, once for the model in use and once for the new one; three
// snapshots; the weights that two inferences and a command hold; and some air.
constexpr std::int64_t kCopies = 16;
// More than the weights of the largest model that fits, and their names.
constexpr std::size_t kLargestFile = 16'000'000;

}  // namespace

Result<Done> fits_page(const Recipe& recipe) {
  std::int64_t widths = 3 * static_cast<std::int64_t>(recipe.network.inputs);  // clean, noisy, out
  const Network<float> network(recipe.network);
  std::int64_t scratch = 0;
  for (Index i = 0; i < network.layer_count(); ++i) {
    widths += 2 * static_cast<std::int64_t>(network.layer(i).outputs());
    scratch = std::max<std::int64_t>(
        scratch, network.layer(i).scratch_size(static_cast<Index>(recipe.batch_size)));
  }
  const std::int64_t numbers =
      kCopies * parameter_count(recipe.network) + 2 * recipe.batch_size * widths + 2 * scratch;
  const std::int64_t bytes = numbers * static_cast<std::int64_t>(sizeof(float));
  if (bytes <= kBytesForModels) return Done{};
  return Error{"this recipe needs about " + std::to_string(bytes / 1'000'000) +
               " MB, and the page has " + std::to_string(kBytesForModels / 1'000'000) +
               " MB for it; expected smaller layers or batches"};
}

Result<Done> file_fits_page(std::size_t bytes) {
  if (bytes <= kLargestFile) return Done{};
  return Error{"the file has " + std::to_string(bytes / 1'000'000) + " MB; expected at most " +
               std::to_string(kLargestFile / 1'000'000) + " MB of weights in a page"};
}

}  // namespace hourglass

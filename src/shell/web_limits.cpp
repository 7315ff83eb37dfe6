#include "shell/web_limits.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "engine/network.h"
#include "shell/web.h"
#include "training/evaluation.h"

namespace hourglass {
namespace {

// Of the 384 MB: digits, program, stacks and fonts take the rest.
constexpr std::int64_t kBytesForModels = 280'000'000;
// Weights, gradient and two moments; three snapshots; the weights that two inferences and commands
// hold; and some air.
constexpr std::int64_t kCopies = 16;
// More than the weights of the largest model that fits, and their names.
constexpr std::size_t kLargestFile = 20'000'000;

std::int64_t bytes_of(const Recipe& recipe) {
  const auto images = 3 * static_cast<std::int64_t>(recipe.network.inputs);  // clean, noisy, out
  const Network<float> network(recipe.network);
  std::int64_t outputs = 0, scratch = 0;
  for (Index i = 0; i < network.layer_count(); ++i) {
    outputs += network.layer(i).outputs();
    const Index columns = std::max(static_cast<Index>(recipe.batch_size), Evaluation::kBlock);
    scratch = std::max<std::int64_t>(scratch, network.layer(i).scratch_size(columns));
  }
  const std::int64_t training = recipe.batch_size * (images + 2 * outputs);  // with gradients
  const std::int64_t evaluation = Evaluation::kBlock * (images + outputs);
  const std::int64_t numbers =
      kCopies * parameter_count(recipe.network) + training + evaluation + 2 * scratch;
  return numbers * static_cast<std::int64_t>(sizeof(float));
}

// What images beyond the usual ones leave of it.
std::int64_t bytes_for_models() {
  const App* app = page().app.get();
  const std::size_t images = app ? extra_bytes(app->lab().data()) : 0;
  return kBytesForModels - static_cast<std::int64_t>(images);
}

std::string megabytes(std::int64_t bytes) { return std::to_string(bytes / 1'000'000) + " MB"; }

}  // namespace

Result<Done> fits_page(const Recipe& recipe) {
  const std::int64_t bytes = bytes_of(recipe);
  if (bytes <= bytes_for_models()) return Done{};
  return Error{"this recipe needs about " + megabytes(bytes) + ", and the page has " +
               megabytes(bytes_for_models()) + " for it; expected smaller layers or batches"};
}

Result<Done> images_fit_page(std::size_t size) {
  const Snapshot& now = page().app->session().latest();
  const std::int64_t model = now.parameters.empty() ? 0 : bytes_of(now.recipe);
  const std::int64_t room = bytes_for_models() - model;
  const auto bytes = static_cast<std::int64_t>(size);
  if (bytes <= room) return Done{};
  return Error{"the images take " + megabytes(bytes) + ", and beside this network the page has " +
               megabytes(std::max<std::int64_t>(0, room)) +
               " for them; expected fewer images or a smaller network"};
}

Result<Done> fit_page_together(const Recipe& a, const Recipe& b) {
  const std::int64_t bytes = bytes_of(a) + bytes_of(b);
  if (bytes <= bytes_for_models()) return Done{};
  return Error{"Both need about " + megabytes(bytes) + "; there are " +
               megabytes(bytes_for_models())};
}

Result<Done> file_fits_page(std::size_t bytes) {
  if (bytes <= kLargestFile) return Done{};
  return Error{"the file has " + std::to_string(bytes / 1'000'000) + " MB; expected at most " +
               std::to_string(kLargestFile / 1'000'000) + " MB of weights in a page"};
}

}  // namespace hourglass

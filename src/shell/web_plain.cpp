// A session without a laboratory, for browsers that do not draw with WebGL 2 (web/plain.js). What
// belongs to a window must not be called then.
#include "data/digit_normalization.h"
#include "io/builtin_recipes.h"
#include "io/weights.h"
#include "shell/web.h"
#include "shell/web_limits.h"

namespace hourglass {

double use_plain_weights(std::span<const std::uint8_t> file) {
  Result<Model> model = read_weights(file);
  if (!model.ok()) return refuse(model.error().message);
  Recipe& recipe = model.value().recipe;
  if (auto fits = fits_page(recipe); !fits.ok()) return refuse(fits.error().message);
  return send(UseModel{std::move(recipe), std::move(model.value().parameters)});
}

}  // namespace hourglass

using namespace hourglass;

// In place of hg_boot(). threads = 0: training in slices.
HOURGLASS_EXPORT const char* hg_boot_plain(int threads, const char* variant, int isolated) {
  Page& it = page();
  say_when_out_of_memory();
  it.variant = variant;
  it.isolated = isolated != 0;
  it.plain = std::make_unique<Session>(SessionOptions{threads, wake_page});
  Result<Recipe> recipe = builtin_recipe("B");
  if (!recipe.ok()) return give_text(recipe.error().message);
  it.plain->send(UseRecipe{std::move(recipe.value())});
  return nullptr;
}

// A drawing of side x side pixels of ink, row by row, as the digit that a network is shown: a
// result, kDigitSide^2 numbers.
HOURGLASS_EXPORT const void* hg_digit(const float* ink, std::size_t side) {
  const auto length = static_cast<Index>(side);
  const DigitImage digit = normalize_digit({ink, side * side}, length, length);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(digit.data());
  return give_result({bytes, bytes + sizeof digit});
}

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "io/builtin_recipes.h"
#include "io/recipe_json.h"
#include "shell/web.h"
#include "shell/web_limits.h"
#include "study/inference.h"

using namespace hourglass;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kLargestWhole = 9007199254740991;  // JavaScript's Number.MAX_SAFE_INTEGER

bool is_whole(double number, double least) {
  return number >= least && number <= kLargestWhole && std::floor(number) == number;
}

std::string_view name_of_state(RunState state) {
  switch (state) {
    case RunState::waiting:
      return "waiting";
    case RunState::paused:
      return "paused";
    case RunState::training:
      return "training";
    case RunState::finished:
      return "finished";
  }
  return "";
}

Json dataset_json(const Snapshot& now) {
  if (now.train_images == 0) return nullptr;
  return {{"origin", now.data_origin},
          {"key", now.data ? now.data->key : ""},
          {"synthetic", now.data_synthetic},
          {"train", now.train_images},
          {"test", now.test_images}};
}

// All of MNIST, where the page has it.
Json mnist_json(App* app) {
  if (app == nullptr || app->lab().data().offered == 0) return nullptr;
  const DataChoice& data = app->lab().data();
  return {{"bytes", data.offered}, {"share", data.coming ? Json(data.share) : Json()}};
}

Json offered_recipes(App* app) {
  Json names = Json::array();
  if (app == nullptr) return names;
  for (const Pretrained::Offer& offer : app->lab().pretrained().offers)
    names.push_back(offer.recipe);
  return names;
}

Json names_of(const Controls& controls) {
  Json names = Json::array();
  for (std::size_t i = 0; i < kControls; ++i) {
    if (controls[i]) names.push_back(control_names()[i]);
  }
  return names;
}

// NaN, which stands for "not measured yet", becomes null.
Json state_json(Page& it, const Snapshot& now) {
  const bool model = !now.parameters.empty();
  const bool pretrained = it.app && in_use(it.app->lab().pretrained(), now);
  return {{"variant", it.variant},
          {"threads", it.session().threads()},
          {"isolated", it.isolated},
          {"dataset", dataset_json(now)},
          {"mnist", mnist_json(it.app.get())},
          {"wantedData", it.app ? it.app->lab().data().wanted : ""},
          {"recipe", model ? Json::parse(recipe_to_json(now.recipe), nullptr, false) : Json()},
          {"inputs", model ? now.recipe.network.inputs : 0},
          {"codeSize", model ? now.recipe.network.code_size() : 0},
          {"parameters", now.parameters.size()},
          {"pretrained", pretrained},
          {"pretrainedRecipes", offered_recipes(it.app.get())},
          {"step", now.step},
          {"totalSteps", now.total_steps},
          {"epoch", now.epoch},
          {"loss", now.train_loss},
          {"testLoss", now.test_loss},
          {"imagesPerSecond", now.images_per_second},
          {"training", now.state == RunState::training},
          {"runState", name_of_state(now.state)},
          {"commandsTaken", now.commands_taken},
          {"refusedCommand", now.refused_command},
          {"refusal", now.refusal},
          {"divergence", now.divergence},
          {"hidden", it.app ? names_of(it.app->lab().hidden()) : Json::array()},
          {"computing", it.app && it.app->lab().computing()},
          {"frames", it.frames}};
}

using Run = Matrix<float> (Inference::*)(ConstBatch<float>);

// One column through the newest snapshot's network. A result, or null.
const void* infer(Run run, bool from_code, const float* numbers, std::size_t count) {
  static Inference inference;
  static std::uint64_t generation = 0;
  const Snapshot& now = page().session().latest();
  if (now.parameters.empty()) {
    refuse("there is no network yet");
    return nullptr;
  }
  if (generation != now.generation) inference.use(now.recipe.network, now.parameters);
  generation = now.generation;

  const Network<float>& network = inference.network();
  const auto expected =
      static_cast<std::size_t>(from_code ? network.code_size() : network.inputs());
  if (count != expected) {
    refuse("expected " + std::to_string(expected) + " numbers, got " + std::to_string(count));
    return nullptr;
  }
  const Eigen::Map<const Matrix<float>> input(numbers, static_cast<Index>(count), 1);
  const Matrix<float> output = (inference.*run)(input);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(output.data());
  return give_result({bytes, bytes + static_cast<std::size_t>(output.size()) * sizeof(float)});
}

}  // namespace

// What window.hourglass.state() returns, as JSON.
HOURGLASS_EXPORT const char* hg_state() {
  Page& it = page();
  const Json state = state_json(it, it.session().latest());
  return give_text(state.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// Where the laboratory's items are, as JSON (Lab::layout_json).
HOURGLASS_EXPORT const char* hg_layout() { return give_text(page().app->lab().layout_json()); }

// The names of all that can be hidden, as JSON.
HOURGLASS_EXPORT const char* hg_controls() { return give_text(names_of(Controls().set()).dump()); }

// ---- commands -----------------------------------------------------------------------------------

// A built-in recipe's name, or a recipe as JSON.
HOURGLASS_EXPORT double hg_load(const char* name_or_json) {
  const std::string_view text = name_or_json;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json = first != text.npos && text[first] == '{';
  auto recipe = is_json ? parse_recipe(text) : builtin_recipe(text);
  if (!recipe.ok()) return refuse(recipe.error().message);
  if (auto fits = fits_page(recipe.value()); !fits.ok()) return refuse(fits.error().message);
  return send(UseRecipe{std::move(recipe.value())});
}

HOURGLASS_EXPORT double hg_start() { return send(Start{}); }
HOURGLASS_EXPORT double hg_pause() { return send(Pause{}); }

HOURGLASS_EXPORT double hg_step(double steps) {
  if (!is_whole(steps, 1)) return refuse("expected a whole number of steps, 1 or more");
  return send(TrainSteps{static_cast<std::int64_t>(steps)});
}

HOURGLASS_EXPORT double hg_reset(double seed) {
  if (!is_whole(seed, 0)) return refuse("expected a whole number as seed, 0 or more");
  return send(Reset{static_cast<std::uint64_t>(seed)});
}

// ---- single images ------------------------------------------------------------------------------

HOURGLASS_EXPORT const void* hg_denoise(const float* image, std::size_t count) {
  return infer(&Inference::reconstruct, false, image, count);
}
HOURGLASS_EXPORT const void* hg_encode(const float* image, std::size_t count) {
  return infer(&Inference::encode, false, image, count);
}
HOURGLASS_EXPORT const void* hg_decode(const float* code, std::size_t count) {
  return infer(&Inference::decode, true, code, count);
}

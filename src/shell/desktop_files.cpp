#include "shell/desktop_files.h"

#include <SDL.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

#include "embedded/weight_files.h"
#include "io/file.h"
#include "lab/saved_state.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;

std::string_view recipe_of(const EmbeddedFile& weights) {
  return weights.name.substr(0, weights.name.rfind('.'));
}

std::span<const std::uint8_t> embedded_weights(std::string_view recipe) {
  for (const EmbeddedFile& file : weight_files()) {
    if (recipe_of(file) == recipe) return file.bytes;
  }
  return {};
}

// Safetensors files begin with the length of their header in 8 bytes, of which the last are 0.
bool is_text(std::span<const std::uint8_t> file) {
  const auto start = file.first(std::min<std::size_t>(file.size(), 8));
  return std::all_of(start.begin(), start.end(), [](int byte) { return std::isprint(byte) != 0; });
}

Result<std::uint64_t> open_bytes(App& app, std::span<const std::uint8_t> file) {
  if (!is_text(file)) return app.lab().load_weights(file);
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  const auto recipe = trained_recipe_of(text);
  if (!recipe.ok()) return recipe.error();
  return app.lab().load_state(text, embedded_weights(recipe.value()), "State loaded");
}

Result<Done> open_saved(App& app, const std::string& name) {
  if (std::filesystem::exists(name)) return open_path(app, name);
  return Error{"There is no " + name + " in the current folder: drop a file on the window instead"};
}

}  // namespace

Result<Done> bring_weights(App& app, std::string_view recipe) {
  const auto file = embedded_weights(recipe);
  if (file.empty()) return Done{};
  if (const auto number = app.use_weights(file); !number.ok()) return number.error();
  return Done{};
}

void offer_weights(App& app) {
  for (const EmbeddedFile& file : weight_files()) {
    app.lab().offer_pretrained(std::string(recipe_of(file)),
                               static_cast<std::int64_t>(file.bytes.size()));
  }
}

Result<Done> open_path(App& app, const std::string& path) {
  const auto file = read_file(path, kLargestFile);
  if (!file.ok()) return file.error();
  if (auto opened = open_bytes(app, file.value()); !opened.ok()) {
    return Error{path + ": " + opened.error().message};
  }
  app.want_frames();
  return Done{};
}

void answer_request(App& app, const HostRequest& request) {
  using Kind = HostRequest::Kind;
  Result<Done> done = Done{};
  std::string words;
  switch (request.kind) {
    case Kind::trained_weights:
      done = bring_weights(app, request.name);
      break;
    case Kind::first_weights:
      done = bring_weights(app, kFirstWeights);
      break;
    case Kind::save_file:
      done = write_file_atomically(request.name, request.content);
      words = "Saved as " + request.name;
      break;
    case Kind::open_file:
      done = open_saved(app, request.name);
      break;
    case Kind::copy_link:
      SDL_SetClipboardText(std::string(text_of(request)).c_str());
      words = "State copied: it goes after # in the page's address";
      break;
    case Kind::all_data:
    case Kind::stop_data:
    case Kind::colours:
    case Kind::hidden:
    case Kind::language:
      break;
  }
  if (!done.ok()) app.lab().complain(done.error().message + ".");
  if (done.ok() && !words.empty()) app.lab().say(std::move(words));
  app.want_frames();
}

}  // namespace hourglass

#include "shell/app.h"

#include <algorithm>

#include "io/builtin_recipes.h"
#include "io/weights.h"

namespace hourglass {
namespace {

constexpr const char* kFirstRecipe = "B";

}  // namespace

App::App(Window& window, AppOptions options)
    : window_(window),
      bring_weights_(std::move(options.bring_weights)),
      session_({options.threads, std::move(options.wake)}),
      lab_(session_, options.lab) {
  lab_.set_status(std::move(options.variant), options.threads, options.isolated);
  if (Result<Recipe> recipe = builtin_recipe(kFirstRecipe); recipe.ok()) {
    session_.send(UseRecipe{std::move(recipe.value())});
  }
}

Result<std::uint64_t> App::use_weights(std::span<const std::uint8_t> safetensors) {
  Result<Model> model = read_weights(safetensors);
  if (!model.ok()) return model.error();
  want_frames();
  return lab_.use_pretrained(std::move(model.value().recipe), std::move(model.value().parameters));
}

std::uint64_t App::use_data(std::shared_ptr<const Dataset> data) {
  want_frames();
  return session_.send(UseData{std::move(data)});
}

bool App::frame_wanted() {
  return frames_wanted_ > 0 || session_.latest().generation != shown_generation_;
}

bool App::turn(Image* image) {
  if (!frame_wanted()) return false;
  const Snapshot& now = session_.latest();
  if (now.generation != shown_generation_) {
    // Numbers and pictures alone, many times a second, need no second frame.
    frames_wanted_ =
        std::max(frames_wanted_, now.state == RunState::training ? 1 : kSettlingFrames);
  }
  shown_generation_ = now.generation;
  window_.begin_frame();
  const bool again = lab_.frame();
  window_.end_frame(image);
  if (const auto recipe = lab_.take_pretrained_request()) bring_weights_(*this, *recipe);
  --frames_wanted_;
  if (again) frames_wanted_ = std::max(frames_wanted_, 1);
  return true;
}

void App::release_graphics() {
  lab_.release_graphics();
  window_.release_graphics();
}

void App::restore_graphics() {
  window_.restore_graphics();
  lab_.restore_graphics();
  want_frames();
}

}  // namespace hourglass

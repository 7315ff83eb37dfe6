#include "shell/app.h"

#include <algorithm>
#include <chrono>

#include "io/builtin_recipes.h"
#include "io/weights.h"

namespace hourglass {
namespace {

constexpr const char* kFirstRecipe = "B";

// The lab has a second session, whose snapshots are news as well.
LabOptions with_wake(LabOptions lab, std::function<void()> wake) {
  lab.wake = std::move(wake);
  return lab;
}

}  // namespace

App::App(Window& window, AppOptions options)
    : window_(window),
      on_request_(std::move(options.on_request)),
      session_({options.threads, options.wake}),
      lab_(session_, with_wake(std::move(options.lab), options.wake)) {
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
  return lab_.use_usual_data(std::move(data));
}

bool App::frame_wanted() {
  return frames_wanted_ > 0 || session_.latest().generation != shown_generation_ || lab_.has_news();
}

bool App::work(double milliseconds) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const bool second = lab_.work(0.5 * milliseconds);
  const std::chrono::duration<double, std::milli> taken = Clock::now() - begin;  // 0 at rest
  const bool main = session_.work(std::max(0.5 * milliseconds, milliseconds - taken.count()));
  return main || second;
}

bool App::turn(Image* image) {
  if (!frame_wanted()) return false;
  const Snapshot& now = session_.latest();
  if (now.generation != shown_generation_) {
    // Numbers and pictures alone, many times a second, need no second frame.
    frames_wanted_ =
        std::max(frames_wanted_, now.state == RunState::training ? 1 : kSettlingFrames);
  }
  if (lab_.has_news()) frames_wanted_ = std::max(frames_wanted_, 1);
  shown_generation_ = now.generation;
  window_.begin_frame();
  const bool again = lab_.frame();
  window_.end_frame(image);
  while (const auto request = lab_.take_request()) {
    if (on_request_) on_request_(*this, *request);
  }
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

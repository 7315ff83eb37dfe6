// The laboratory: draws one Dear ImGui frame of it from the session's newest snapshot.
//
//   ImGui::CreateContext(); ... the backends, a GL context that is current ...
//   Lab lab(session, {});
//   each frame, between ImGui::NewFrame() and ImGui::Render():
//     bool again = lab.frame();   // true: something moves, draw another frame soon
//
// The lab sends commands to the session and shows its snapshots; it never waits. It knows neither
// SDL nor the browser; OpenGL ES 3 is used in lab/graphics alone. Units are ImGui's: CSS pixels.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/pretrained.h"
#include "training/session.h"

namespace hourglass {

enum class Panel : std::uint8_t { draw, train, code };

struct LabOptions {
  Panel first = Panel::draw;    // where not all panels have room
  bool reduced_motion = false;  // no opening animation, no eased transitions
};

class Lab {
 public:
  // Precondition: an ImGui context and a current OpenGL ES 3 context. `session` outlives the lab.
  Lab(Session& session, LabOptions options);
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  // Builds one ImGui frame. True while another one is wanted without further input.
  bool frame();

  // A position of the pen between two frames, in ImGui coordinates, in the order of time.
  void pointer_sample(float x, float y);

  // There are trained weights of this recipe, in a file of so many bytes: where the recipe is in
  // use, the lab offers to load them.
  void offer_pretrained(std::string recipe, std::int64_t bytes);
  // The recipe whose offer was accepted since the last call. Bring its weights: progress, and at
  // the end use_pretrained(), or drop_pretrained() where they cannot be had.
  std::optional<std::string> take_pretrained_request();
  void pretrained_progress(std::string_view recipe, float share);
  void drop_pretrained();
  // Trained weights have come. Sends UseModel and returns the command's number (session.h).
  std::uint64_t use_pretrained(Recipe recipe, std::vector<float> parameters);
  const Pretrained& pretrained() const;

  // The OpenGL context is lost: forgets textures and programs without touching them. After
  // restore_graphics(), with a new context current, all are made again.
  void release_graphics();
  void restore_graphics();

  // Shown in the header: the build's variant ("relaxed-threads", "native"), threads that train (0:
  // slices between frames), and whether the page is cross-origin isolated.
  void set_status(std::string variant, int threads, bool isolated);

  // {"name": [x, y, width, height], ...}: the named items that the last frame showed in full, for
  // scripts and tests. Names: "pad", "clear", "noise-kind", "noise-strength", "noise-again",
  // "tile-seen", "tile-noisy", "tile-reconstruction", "tile-error", "recipe", "start", "step",
  // "reset", "pretrained", "load-trained", "learning-rate", "train-noise-kind",
  // "train-noise-strength", "curves", "probe", "code-slider-0" ..., "code-reset", "tile-decoded",
  // "strip", "strip-a", "strip-b", "tab-draw", "tab-train", "tab-code".
  std::string layout_json() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hourglass

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
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "lab/controls.h"
#include "lab/data_choice.h"
#include "lab/host_request.h"
#include "lab/palette.h"
#include "lab/pretrained.h"
#include "lab/recipe_editor.h"
#include "lab/scheme_choice.h"
#include "training/session.h"

namespace hourglass {

enum class Panel : std::uint8_t { draw, train, code, morph, inside, compare, keep };
inline constexpr std::size_t kPanels = 7;

struct LabOptions {
  Panel first = Panel::draw;    // where not all panels have room
  bool reduced_motion = false;  // no opening animation, no eased transitions
  SchemeSetting colours = {};
  bool remembered = false;  // the host keeps the state for the next visit
  // What a recipe made by hand or from outside must meet beside being valid; null: nothing.
  RecipeLimit recipe_limit = nullptr;
  // Called on any thread when there is news to draw; quick.
  std::function<void()> wake = nullptr;
  // Whether there is memory to train two models at the same time: a sentence where there is not.
  // None: always.
  std::function<Result<Done>(const Recipe& a, const Recipe& b)> fit_together = nullptr;
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

  // Whether a second model (Compare), or the line of PCA, has news that no frame has shown.
  bool has_news();
  // Whether a part of the last frame is still being computed, which has_news() will tell.
  bool computing() const;
  // Where the session has no threads (threads = 0): trains the second model for about this long.
  // True while there is more to do.
  bool work(double milliseconds);

  // A position of the pen between two frames, in ImGui coordinates, in the order of time.
  void pointer_sample(float x, float y);
  // Two fingers have moved since the last call: their middle is here, it came from `dx`, `dy` away,
  // and they are `factor` times as far apart. What they are on takes it up in the next frame.
  void pinch(float x, float y, float dx, float dy, float factor);
  // The last of them was lifted.
  void end_pinch();

  // There are trained weights of this recipe, in a file of so many bytes: where the recipe is in
  // use, the lab offers to load them.
  void offer_pretrained(std::string recipe, std::int64_t bytes);
  // What the laboratory wants of its host, the oldest first. To a request for trained weights the
  // answer is progress, and at the end use_pretrained(), or drop_pretrained() where they cannot be
  // had.
  std::optional<HostRequest> take_request();
  void pretrained_progress(std::string_view recipe, float share);
  void drop_pretrained();
  // Trained weights have come. Sends UseModel and returns the command's number (session.h).
  std::uint64_t use_pretrained(Recipe recipe, std::vector<float> parameters);
  const Pretrained& pretrained() const;

  // The images that the laboratory comes with, and others, of which `done` says that they have come
  // (lab/data_choice.h).
  std::uint64_t use_usual_data(std::shared_ptr<const Dataset> data);
  Result<std::uint64_t> use_data(std::shared_ptr<const Dataset> data, const std::string& done);
  // All of MNIST can be had, in so many bytes: the lab offers to load it. To HostRequest::all_data
  // the answer is progress, and at the end use_data(), or drop_data() where it cannot be had.
  void offer_data(std::int64_t bytes);
  void data_progress(float share);
  void drop_data();
  const DataChoice& data() const;
  // An image of 28x28 on the pad; can be undone.
  void show_on_pad(std::span<const float> image);

  // The state as text (lab/state_table.h): for a link, which fails where it is too large for one;
  // and exactly, for a file.
  Result<std::string> link();
  std::string state_text();
  // Takes up such a text, with the weights of a safetensors file, or those of a snapshot, unless
  // they are empty. `done` stands beside the offer to undo it; empty: there is none. The last
  // command's number, 0 where none was needed.
  Result<std::uint64_t> load_state(std::string_view text, std::span<const std::uint8_t> file,
                                   const std::string& done);
  Result<std::uint64_t> load_state(std::string_view text, std::span<const float> parameters,
                                   const std::string& done);
  // Recipe and weights out of a safetensors file; can be undone. The command's number.
  Result<std::uint64_t> load_weights(std::span<const std::uint8_t> file);

  // What is hidden (lab/controls.h), as a state says.
  const Controls& hidden() const;

  // A few words, or a whole sentence for what went wrong, at the bottom of the page.
  void say(std::string words);
  void complain(std::string sentence);

  // The system's colours are these from now on.
  void follow_system(Scheme system);

  // The OpenGL context is lost: forgets textures and programs without touching them. After
  // restore_graphics(), with a new context current, all are made again.
  void release_graphics();
  void restore_graphics();

  // Shown in the header: the build's variant ("relaxed-threads", "native"), threads that train (0:
  // slices between frames), and whether the page is cross-origin isolated.
  void set_status(std::string variant, int threads, bool isolated);

  // {"name": [x, y, width, height], ...}: the named items that the last frame showed in full, for
  // scripts and tests. Each widget is given its name where a panel draws it: "pad", "start",
  // "curves".
  std::string layout_json() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hourglass

// The application: session and lab over a window, drawn only when there is something new to see.
//
//   App app(window, {.threads = 2, .variant = "native", .wake = wake_the_event_loop});
//   app.use_weights(bytes);            // safetensors
//   app.use_data(dataset);
//   each turn of the event loop:
//     if (window.poll()) app.want_frames();
//     app.turn();                      // draws if wanted
//     if (!app.frame_wanted()) sleep until an event, or `wake`
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "data/dataset.h"
#include "engine/result.h"
#include "lab/lab.h"
#include "shell/window.h"
#include "training/session.h"

namespace hourglass {

class App;

struct AppOptions {
  int threads = 1;                 // of training; 0: whoever runs the app calls session().work()
  std::string variant = "native";  // of the build, for the header
  bool isolated = true;
  LabOptions lab;
  std::function<void()> wake;  // called on the training thread after each snapshot; quick
  // The laboratory wants something of its host (lab/host_request.h). Called between frames.
  std::function<void(App& app, const HostRequest& request)> on_request = nullptr;
};

class App {
 public:
  // Precondition: `window` is open, and outlives the app. Opens with recipe B and random weights.
  App(Window& window, AppOptions options);

  Session& session() { return session_; }
  Lab& lab() { return lab_; }
  const Lab& lab() const { return lab_; }

  // The weights that come with the program, as a safetensors file with its recipe. Gives the
  // command's number.
  Result<std::uint64_t> use_weights(std::span<const std::uint8_t> safetensors);
  // The images that the program comes with; 0 where others are in use already.
  std::uint64_t use_data(std::shared_ptr<const Dataset> data);

  // Something happened that the next frames may show: input, a new size. ImGui needs a few frames
  // to settle.
  void want_frames() { frames_wanted_ = kSettlingFrames; }
  // Also true when a snapshot has come that no frame has shown.
  bool frame_wanted();
  // Without threads: trains for about this long, both models where there are two. True while there
  // is more to do.
  bool work(double milliseconds);
  // The same as frame_wanted() without snapshots: what was shown last has not settled, or moves.
  bool unsettled() const { return frames_wanted_ > 0; }

  // One frame if wanted; true if it was drawn. `image` as in Window::end_frame().
  bool turn(Image* image = nullptr);

  void release_graphics();
  void restore_graphics();

 private:
  static constexpr int kSettlingFrames = 3;

  Window& window_;
  std::function<void(App&, const HostRequest&)> on_request_;
  Session session_;
  Lab lab_;
  int frames_wanted_ = kSettlingFrames;
  std::uint64_t shown_generation_ = 0;
};

}  // namespace hourglass

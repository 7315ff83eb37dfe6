// A window with an OpenGL ES 3 context and Dear ImGui's backends, through SDL2: the same natively
// and on the web. What differs between them is in platform.h.
//
//   Result<std::unique_ptr<Window>> window = Window::open({});
//   while (!window->closing()) {
//     window->poll();
//     window->begin_frame(); ... ImGui ...; window->end_frame();
//   }
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "io/image.h"
#include "shell/platform.h"

struct SDL_Window;

namespace hourglass {

struct WindowOptions {
  int width = 1440;  // UI units: CSS pixels, or points of the desktop
  int height = 900;
  float density = 0;        // frame buffer pixels a UI unit; 0: what the platform says
  bool off_screen = false;  // needs no display; for pictures. A frame lasts 1/60 s by its clock
};

class Window {
 public:
  // Makes the window, its context (current from then on) and the ImGui context. One at a time.
  // Fails with SDL's reason.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Takes the events that are waiting; true if there was one, or the window's size has changed.
  bool poll();
  // The same, but waits up to `milliseconds` for the first event.
  bool wait(int milliseconds);
  bool closing() const { return closing_; }
  // Paths of the files that were dropped on the window since the last call.
  std::vector<std::string> take_dropped_files() { return std::exchange(dropped_, {}); }

  void begin_frame();
  // `image`, unless null, is assigned the frame as drawn: RGB. Off screen only such frames are
  // drawn.
  void end_frame(Image* image = nullptr);

  // The context is lost, or made anew: the backend's textures and programs.
  void release_graphics();
  void restore_graphics();

  SDL_Window* handle() { return window_; }

 private:
  Window() = default;
  bool take(const void* sdl_event);
  Surface surface() const;

  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
  float density_ = 0;  // asked for; 0: the platform's
  bool off_screen_ = false;
  Surface shown_;  // by the last frame
  bool closing_ = false;
  std::vector<std::string> dropped_;
  bool graphics_ = false;  // the renderer's backend is up
};

}  // namespace hourglass

#include <SDL.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cmath>

#include "shell/platform.h"

namespace hourglass {
namespace {

constexpr const char* kCanvas = "#canvas";

}  // namespace

void prepare_platform() {
  // SDL would take every key of the page.
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, kCanvas);
}

// The style sheet sizes the canvas; its frame buffer gets one pixel for each of the screen's. SDL
// alone would round the size down twice and miss changes that are not the browser window's.
Surface measure_surface(SDL_Window* window) {
  double width = 0;
  double height = 0;
  emscripten_get_element_css_size(kCanvas, &width, &height);
  width = std::max(width, 1.0);
  height = std::max(height, 1.0);
  const double density = emscripten_get_device_pixel_ratio();

  int known_width = 0;
  int known_height = 0;
  SDL_GetWindowSize(window, &known_width, &known_height);
  if (known_width != static_cast<int>(width) || known_height != static_cast<int>(height)) {
    SDL_SetWindowSize(window, static_cast<int>(width), static_cast<int>(height));
  }
  const int pixels_across = static_cast<int>(std::lround(width * density));
  const int pixels_down = static_cast<int>(std::lround(height * density));
  int now_across = 0;
  int now_down = 0;
  emscripten_get_canvas_element_size(kCanvas, &now_across, &now_down);
  if (now_across != pixels_across || now_down != pixels_down) {
    emscripten_set_canvas_element_size(kCanvas, pixels_across, pixels_down);
  }
  return {static_cast<float>(width), static_cast<float>(height), static_cast<float>(density)};
}

}  // namespace hourglass

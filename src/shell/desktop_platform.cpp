#include <SDL.h>

#include "shell/platform.h"

namespace hourglass {

void prepare_platform() {}

Surface measure_surface(SDL_Window* window) {
  int width = 0;
  int height = 0;
  int pixels_wide = 0;
  int pixels_high = 0;
  SDL_GetWindowSize(window, &width, &height);
  SDL_GL_GetDrawableSize(window, &pixels_wide, &pixels_high);
  const float density = width > 0 ? static_cast<float>(pixels_wide) / static_cast<float>(width) : 1;
  return {static_cast<float>(width), static_cast<float>(height), density};
}

}  // namespace hourglass

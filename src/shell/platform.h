// What differs between desktop and web: one file of each is built (desktop_platform.cpp,
// web_platform.cpp), picked by CMake.
#pragma once

struct SDL_Window;

namespace hourglass {

struct Surface {
  float width = 0;  // UI units
  float height = 0;
  float density = 1;  // frame buffer pixels a UI unit
};

// SDL hints; called before SDL starts.
void prepare_platform();

// The size to draw at now. Brings the window's frame buffer to it where that is ours to do.
Surface measure_surface(SDL_Window* window);

}  // namespace hourglass

#include "shell/window.h"

#include <GLES3/gl3.h>
#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "shell/platform.h"

namespace hourglass {
namespace {

constexpr float kOffScreenSeconds = 1.0f / 60;

Error sdl_error(const char* what) { return Error{std::string(what) + ": " + SDL_GetError()}; }

void ask_for_context() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
}

void update_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status != ImTextureStatus_OK) ImGui_ImplOpenGL3_UpdateTexture(texture);
  }
}

Image read_frame(int width, int height) {
  std::vector<std::uint8_t> rgba(static_cast<std::size_t>(width) * height * 4);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  Image image{width, height, 3, std::vector<std::uint8_t>(rgba.size() / 4 * 3)};
  std::uint8_t* to = image.pixels.data();
  for (int row = height - 1; row >= 0; --row) {  // OpenGL's rows come from the bottom
    const std::uint8_t* from = &rgba[static_cast<std::size_t>(row) * width * 4];
    for (int column = 0; column < width; ++column, from += 4, to += 3) std::copy_n(from, 3, to);
  }
  return image;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  SDL_SetMainReady();
  prepare_platform();
  if (options.off_screen) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdl_error("no screen to draw on");
  ask_for_context();
  auto window = std::unique_ptr<Window>(new Window);
  window->density_ = options.density;
  window->off_screen_ = options.off_screen;
  const float scale = options.density > 0 ? options.density : 1;
  const Uint32 flags =
      SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_SHOWN;
  window->window_ = SDL_CreateWindow(
      "Hourglass", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
      static_cast<int>(std::lround(static_cast<float>(options.width) * scale)),
      static_cast<int>(std::lround(static_cast<float>(options.height) * scale)), flags);
  if (!window->window_) return sdl_error("no window could be opened");
  window->context_ = SDL_GL_CreateContext(window->window_);
  if (!window->context_) return sdl_error("no OpenGL ES 3 context could be made");

  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGui_ImplSDL2_InitForOpenGL(window->window_, window->context_);
  window->restore_graphics();
  return window;
}

Window::~Window() {
  if (ImGui::GetCurrentContext()) {
    if (graphics_) ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
  }
  if (context_) SDL_GL_DeleteContext(context_);
  if (window_) SDL_DestroyWindow(window_);
  SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

bool Window::take(const void* sdl_event) {
  const auto& event = *static_cast<const SDL_Event*>(sdl_event);
  closing_ = closing_ || event.type == SDL_QUIT;
  if (event.type == SDL_DROPFILE) {
    dropped_.emplace_back(event.drop.file);
    SDL_free(event.drop.file);
  }
  ImGui_ImplSDL2_ProcessEvent(&event);
  return true;
}

bool Window::poll() {
  bool any = false;
  SDL_Event event;
  while (SDL_PollEvent(&event)) any = take(&event);
  const Surface now = surface();
  const bool resized =
      now.width != shown_.width || now.height != shown_.height || now.density != shown_.density;
  return any || resized;
}

bool Window::wait(int milliseconds) {
  SDL_Event event;
  if (SDL_WaitEventTimeout(&event, milliseconds)) {
    take(&event);
    poll();
    return true;
  }
  return poll();
}

Surface Window::surface() const {
  Surface now = measure_surface(window_);
  if (density_ > 0) {
    now.width *= now.density / density_;
    now.height *= now.density / density_;
    now.density = density_;
  }
  return now;
}

void Window::begin_frame() {
  shown_ = surface();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  if (off_screen_) io.DeltaTime = kOffScreenSeconds;
  io.DisplaySize = ImVec2(shown_.width, shown_.height);
  io.DisplayFramebufferScale = ImVec2(shown_.density, shown_.density);
  ImGui::NewFrame();
}

void Window::end_frame(Image* image) {
  ImGui::Render();
  if (off_screen_ && !image) {  // seen by nobody, and most of a frame's time without a GPU
    update_textures();
    return;
  }
  const auto width = static_cast<int>(std::lround(shown_.width * shown_.density));
  const auto height = static_cast<int>(std::lround(shown_.height * shown_.density));
  glViewport(0, 0, width, height);
  const ImVec4 page = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glClearColor(page.x, page.y, page.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (image) *image = read_frame(width, height);
  SDL_GL_SwapWindow(window_);
}

void Window::release_graphics() {
  if (graphics_) ImGui_ImplOpenGL3_Shutdown();
  graphics_ = false;
}

void Window::restore_graphics() {
  if (!graphics_) ImGui_ImplOpenGL3_Init("#version 300 es");
  graphics_ = true;
}

}  // namespace hourglass

# What the desktop window needs of SDL2: a window, its events and an OpenGL ES context. Used as the
# initial cache (cmake -C) by scripts/lib/sdl2.sh and included by sdl2_native.cmake.
set(SDL_STATIC ON CACHE BOOL "")
set(SDL_SHARED OFF CACHE BOOL "")
set(SDL_TEST OFF CACHE BOOL "")
set(SDL2_DISABLE_SDL2MAIN ON CACHE BOOL "")
foreach(part AUDIO HAPTIC HIDAPI JOYSTICK SENSOR RENDER FILESYSTEM LOCALE MISC)
  set(SDL_${part} OFF CACHE BOOL "")
endforeach()
foreach(driver VULKAN KMSDRM RPI VIVANTE DIRECTFB COCOA WAYLAND IBUS DBUS)
  set(SDL_${driver} OFF CACHE BOOL "")
endforeach()

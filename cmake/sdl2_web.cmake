# hourglass::sdl2 for the page: SDL's own CMake project takes minutes to configure under Emscripten, so
# its sources are listed here. Window, events and OpenGL ES; no sound, haptics or sensors. The joystick
# and render sources are there because Dear ImGui's backend refers to them.
# Included by dependencies.cmake, which sets sdl2_SOURCE_DIR.
set(sdl2_sources
    SDL SDL_assert SDL_dataqueue SDL_error SDL_guid SDL_hints SDL_list SDL_log SDL_utils
    atomic/SDL_atomic atomic/SDL_spinlock
    cpuinfo/SDL_cpuinfo
    events/SDL_clipboardevents events/SDL_displayevents events/SDL_dropevents events/SDL_events
    events/SDL_gesture events/SDL_keyboard events/SDL_keysym_to_scancode events/SDL_mouse
    events/SDL_quit events/SDL_scancode_tables events/SDL_touch events/SDL_windowevents
    events/imKStoUCS
    file/SDL_rwops
    filesystem/emscripten/SDL_sysfilesystem
    joystick/SDL_gamecontroller joystick/SDL_joystick joystick/SDL_steam_virtual_gamepad
    joystick/controller_type joystick/emscripten/SDL_sysjoystick
    loadso/dlopen/SDL_sysloadso
    locale/SDL_locale locale/emscripten/SDL_syslocale
    misc/SDL_url misc/emscripten/SDL_sysurl
    power/SDL_power power/emscripten/SDL_syspower
    render/SDL_render render/SDL_yuv_sw
    stdlib/SDL_crc16 stdlib/SDL_crc32 stdlib/SDL_getenv stdlib/SDL_iconv stdlib/SDL_malloc
    stdlib/SDL_mslibc stdlib/SDL_qsort stdlib/SDL_stdlib stdlib/SDL_string stdlib/SDL_strtokr
    thread/SDL_thread
    timer/SDL_timer timer/unix/SDL_systimer
    video/SDL_RLEaccel video/SDL_blit video/SDL_blit_0 video/SDL_blit_1 video/SDL_blit_A
    video/SDL_blit_N video/SDL_blit_auto video/SDL_blit_copy video/SDL_blit_slow video/SDL_bmp
    video/SDL_clipboard video/SDL_egl video/SDL_fillrect video/SDL_pixels video/SDL_rect
    video/SDL_shape video/SDL_stretch video/SDL_surface video/SDL_video video/SDL_yuv
    video/yuv2rgb/yuv_rgb_std
    video/emscripten/SDL_emscriptenevents video/emscripten/SDL_emscriptenframebuffer
    video/emscripten/SDL_emscriptenmouse video/emscripten/SDL_emscriptenopengles
    video/emscripten/SDL_emscriptenvideo)
set(sdl2_thread_sources SDL_syscond SDL_sysmutex SDL_syssem SDL_systhread SDL_systls)
if(HOURGLASS_WEB_VARIANT MATCHES "threads")
  list(TRANSFORM sdl2_thread_sources PREPEND thread/pthread/)
else()
  list(TRANSFORM sdl2_thread_sources PREPEND thread/generic/)
endif()
list(APPEND sdl2_sources ${sdl2_thread_sources})
list(TRANSFORM sdl2_sources PREPEND ${sdl2_SOURCE_DIR}/src/)
list(TRANSFORM sdl2_sources APPEND .c)

add_library(hourglass_sdl2 STATIC ${sdl2_sources})
add_library(hourglass::sdl2 ALIAS hourglass_sdl2)
target_include_directories(hourglass_sdl2 SYSTEM PUBLIC ${sdl2_SOURCE_DIR}/include)
target_compile_definitions(
  hourglass_sdl2
  PUBLIC SDL_MAIN_HANDLED
  PRIVATE SDL_AUDIO_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_RENDER_DISABLED=1)

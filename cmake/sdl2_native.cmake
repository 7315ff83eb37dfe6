# hourglass::sdl2 for the desktop: the static library scripts/setup has built once, else SDL's own
# CMake project as a part of this build. Included by dependencies.cmake, which sets sdl2_SOURCE_DIR.
add_library(hourglass_sdl2 INTERFACE)
add_library(hourglass::sdl2 ALIAS hourglass_sdl2)

find_package(SDL2 ${sdl2_VERSION} EXACT QUIET CONFIG NO_DEFAULT_PATH
             PATHS ${HOURGLASS_CACHE_DIR}/sdl2-${sdl2_VERSION}-native)
if(NOT SDL2_FOUND)
  include(${CMAKE_CURRENT_LIST_DIR}/sdl2_options.cmake)
  add_subdirectory(${sdl2_SOURCE_DIR} ${PROJECT_BINARY_DIR}/sdl2 EXCLUDE_FROM_ALL)
endif()

find_library(HOURGLASS_GLES GLESv2 REQUIRED)
target_link_libraries(hourglass_sdl2 INTERFACE SDL2::SDL2-static ${HOURGLASS_GLES})
target_compile_definitions(hourglass_sdl2 INTERFACE SDL_MAIN_HANDLED)

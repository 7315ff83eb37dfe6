# SDL2 for the desktop window, compiled once from the pinned source. Sourced by scripts/setup.
# shellcheck shell=bash

build_native_sdl2() {
  local version folder work
  version=$(locked_version sdl2)
  folder=$CACHE/sdl2-$version-native
  work=$CACHE/.sdl2
  [ -f "$folder/.complete" ] && return
  say "Compiling SDL2 $version for the desktop window"
  rm -rf "$folder" "$work"
  (
    use_ccache
    cmake -S "$CACHE/src/sdl2-$version" -B "$work" -G Ninja -C "$ROOT/cmake/sdl2_options.cmake" \
      -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$folder" -DCMAKE_INSTALL_LIBDIR=lib
    cmake --build "$work"
    cmake --install "$work"
  ) >"$CACHE/sdl2.log" 2>&1 || { tail -n 20 "$CACHE/sdl2.log" >&2; die "SDL2 did not compile"; }
  rm -rf "$work"
  touch "$folder/.complete"
}

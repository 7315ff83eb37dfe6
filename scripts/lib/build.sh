# Builds by preset. Sourced by scripts that build.
# shellcheck shell=bash

WEB_VARIANTS=(relaxed-threads simd-threads simd)

configure_preset() { # preset
  (cd "$ROOT" && cmake --preset "$1" >"$CACHE/configure-$1.log" 2>&1) ||
    { cat "$CACHE/configure-$1.log" >&2; return 1; }
}

build_preset() { # preset [ninja target...]
  local preset=$1
  shift
  say "Building $preset"
  configure_preset "$preset" && (cd "$ROOT" && cmake --build --preset "$preset" ${1:+--target "$@"})
}

build_page() {
  local variant
  for variant in "${WEB_VARIANTS[@]}"; do build_preset "web-$variant" || return 1; done
}

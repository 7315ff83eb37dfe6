# Builds by preset. Sourced by scripts/test and scripts/demo.
# shellcheck shell=bash

WEB_VARIANTS=(relaxed-threads simd-threads simd)

build_preset() { # preset [ninja target...]
  local preset=$1
  shift
  say "Building $preset"
  (cd "$ROOT" && cmake --preset "$preset" >"$CACHE/configure-$preset.log" 2>&1) ||
    { cat "$CACHE/configure-$preset.log" >&2; return 1; }
  (cd "$ROOT" && cmake --build --preset "$preset" ${1:+--target "$@"})
}

build_page() {
  local variant
  for variant in "${WEB_VARIANTS[@]}"; do build_preset "web-$variant" || return 1; done
}

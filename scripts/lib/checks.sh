# What is checked without running anything. Sourced by scripts/test.
# shellcheck shell=bash

# Other versions lay some lines out in other ways.
check_format() {
  local format
  format=$(command -v clang-format-14 || echo clang-format)
  git -C "$ROOT" ls-files -z {src,tests,bench,fuzz}/{'*.cpp','*.h'} |
    (cd "$ROOT" && xargs -0 --no-run-if-empty "$format" --dry-run --Werror)
}

# Arrows between folders, includes that serve nothing, statics that threads would wait for, hashes of what
# is fetched
check_structure() {
  local what
  for what in arrows includes statics supply; do
    "$ROOT/scripts/lib/check_$what.py" "$ROOT" || return 1
  done
}

check_scripts() {
  (cd "$ROOT" && git grep -lIE '^(#!.*\bbash|# shellcheck shell=bash)' -- scripts .ci | xargs shellcheck -x)
}

# ESLint, and TypeScript's checks of what JSDoc says: of the page, its service worker and its tools
check_javascript() {
  local project
  (
    cd "$ROOT/web" && npx --no-install eslint --max-warnings 0 . || exit 1
    for project in tsconfig{,.worker,.tools}.json; do
      npx --no-install tsc --project "$project" || exit 1
    done
  )
}

# Every header by itself, as the first that a file includes
check_headers() {
  configure_preset checks && "$ROOT/scripts/lib/check_sources.py" headers "$ROOT/build/checks" "$CACHE/checked/headers"
}

check_tidy() { # tidy|quick-tidy
  configure_preset checks && "$ROOT/scripts/lib/check_sources.py" "$1" "$ROOT/build/checks" "$CACHE/checked/tidy"
}

check_cppcheck() {
  local state=$ROOT/build/cppcheck
  mkdir -p "$state"
  (cd "$ROOT" && cppcheck --quiet -j "$(nproc)" --std=c++20 --language=c++ --error-exitcode=1 \
    --enable=warning,performance,portability --inline-suppr --suppressions-list=.cppcheck \
    --cppcheck-build-dir="$state" '-DIM_FMTARGS(x)=' -I src src fuzz bench)
}

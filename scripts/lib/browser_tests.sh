# The page in a browser. Sourced by scripts/test.
# shellcheck shell=bash

# Left out of the usual run: they take longest, or want the native program, which is compiled beside; and
# little that changes is seen by them alone.
SLOW_BROWSER_TESTS='^(damage|data|embed|embed-hosts|lessons|native|path)$'
# With the program that checks its memory, three times as slow
CHECKED_BROWSER_TESTS=(api drawing training)
MORE_CHECKED_BROWSER_TESTS=(keep link panels pretrained surface)

test_in_browser() { # page test...
  local page=$1 files
  shift
  mapfile -t files < <(printf 'tests/%s.test.mjs\n' "$@")
  (cd "$ROOT/web" && HOURGLASS_PAGE=$page node --test --test-concurrency=1 "${files[@]}")
}

test_page() { # yes: all of the tests, no: the usual ones
  local tests
  mapfile -t tests < <(cd "$ROOT/web/tests" && basename -s .test.mjs -- *.test.mjs)
  [ "$1" = yes ] ||
    mapfile -t tests < <(printf '%s\n' "${tests[@]}" | grep -vE "$SLOW_BROWSER_TESTS")
  test_in_browser "$ROOT/build/page" "${tests[@]}"
}

# With programs that look at every access to memory
test_checked_page() { # yes: with more tests
  local variant tests=("${CHECKED_BROWSER_TESTS[@]}")
  [ "$1" = no ] || tests+=("${MORE_CHECKED_BROWSER_TESTS[@]}")
  for variant in "${WEB_VARIANTS[@]}"; do
    build_preset "web-$variant" page-checked || return 1
  done
  test_in_browser "$ROOT/build/page-checked" "${tests[@]}"
}

# Chromium and the packages of the browser tests. Sourced by scripts/setup.
# shellcheck shell=bash

# The same places as in web/tests/support/browser.mjs.
find_chromium() {
  local path
  for path in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    if [ -x "$path" ]; then
      printf '%s\n' "$path"
      return
    fi
  done
}

provide_browser_tests() {
  [ -n "$(find_chromium)" ] || warn "no Chromium in /usr/bin: the browser tests will not run"
  [ -f "$ROOT/web/package-lock.json" ] || return 0
  if ! cmp -s "$ROOT/web/package-lock.json" "$ROOT/web/node_modules/.installed-lock"; then
    say "Installing the browser-test packages (npm)"
    (cd "$ROOT/web" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$ROOT/web/package-lock.json" "$ROOT/web/node_modules/.installed-lock"
  fi
}

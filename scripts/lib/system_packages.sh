# Compilers and development packages of the system. Sourced by scripts/setup.
# shellcheck shell=bash

NATIVE_PACKAGES=(g++ cmake ninja-build ccache git curl ca-certificates python3 xz-utils bzip2 clang-format
  shellcheck
  # what SDL2's window and OpenGL ES context are compiled with, and Mesa's drivers
  libgl-dev libegl-dev libgles-dev libgl1-mesa-dri libx11-dev libxext-dev libxcursor-dev libxi-dev
  libxrandr-dev libxfixes-dev libxss-dev libxkbcommon-dev
  # several processes and machines: HOURGLASS_MPI
  openmpi-bin libopenmpi-dev)

CHECK_PACKAGES=(clang clang-tidy cppcheck libclang-rt-dev)

missing_packages() {
  local p
  for p in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || printf '%s\n' "$p"
  done
}

node_version() { node --version 2>/dev/null | tr -d v; }

# provide_packages NAME...: installs those that are missing
provide_packages() {
  local missing=() run=()
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || die "not root and no sudo; please install: ${missing[*]}"
    run=(sudo)
  fi
  say "Installing system packages: ${missing[*]}"
  run+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3)
  "${run[@]}" update
  "${run[@]}" install -y --no-install-recommends "${missing[@]}" >"$CACHE/apt.log" 2>&1 ||
    { tail -n 20 "$CACHE/apt.log" >&2; die "apt could not install them"; }
}

# install_system_packages yes|no yes|no: with or without what the page needs, and what checks need
install_system_packages() {
  local wanted=("${NATIVE_PACKAGES[@]}")
  if ! have apt-get || ! have dpkg-query; then
    check_without_apt "$1"
    return
  fi
  [ "$2" = no ] || wanted+=("${CHECK_PACKAGES[@]}")
  if [ "$1" = yes ]; then
    have node || wanted+=(nodejs)
    have npm || wanted+=(npm)
    [ -n "$(find_chromium)" ] || wanted+=(chromium)
    wanted+=(python3-sphinx python3-myst-parser) # a page of a Jupyter Book, for the tests
  fi
  provide_packages "${wanted[@]}"
  [ "$1" = no ] || check_node
}

check_node() {
  at_least "$(node_version)" 18 || die "Node.js $(node_version) is too old: 18 or newer is needed"
}

check_without_apt() {
  local tool
  for tool in c++ cmake ninja curl python3 mpicc mpirun; do
    have "$tool" || die "$tool is missing, and there is no apt here to install it with"
  done
  [ "$1" = no ] && return
  for tool in node npm; do have "$tool" || die "$tool is missing: install Node.js 18 or newer"; done
  check_node
}

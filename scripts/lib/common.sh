# Shared by all scripts: where things are, and how progress is told. Sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# The same rule as in cmake/cache_dir.cmake.
CACHE=${HOURGLASS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hourglass}
case $CACHE in *[[:space:]]*)
  echo "The cache folder must not contain blanks: '$CACHE'. Set HOURGLASS_CACHE to another one." >&2
  exit 1 ;;
esac

SECONDS=0
say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }
warn() { printf '[%4ds] NOTE: %s\n' "$SECONDS" "$*" >&2; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 3.1.69 3.1.60: is the first version the second or newer?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]; }

# Builds run in folders of their own; a relative MNIST_DIR is meant from here.
if [ -n "${MNIST_DIR:-}" ]; then
  [ -d "$MNIST_DIR" ] || die "MNIST_DIR is '$MNIST_DIR', which is not a folder"
  MNIST_DIR=$(cd "$MNIST_DIR" && pwd)
  export MNIST_DIR
fi

# Compilations go through ccache where there is one; its cache lives beside the other downloads and
# serves every checkout: paths below the root count from there. Not in its depend mode, which is a tenth
# quicker the first time: unity files name their sources with the whole path, so another checkout finds nothing.
use_ccache() {
  have ccache || return 0
  export CCACHE_DIR=${CCACHE_DIR:-$CACHE/ccache} CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
}

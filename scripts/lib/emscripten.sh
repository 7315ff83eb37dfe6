# Emscripten: the one that is there, else Debian's of the suite trixie, unpacked into
# $CACHE/emscripten. Sourced by scripts/setup. cmake/emscripten.cmake looks in the same places.
# shellcheck shell=bash

EMSCRIPTEN_MINIMUM=3.1.60
EMSCRIPTEN_SUITE=trixie
# What Emscripten runs, and what that is linked with; the rest of its dependencies is not needed.
EMSCRIPTEN_PACKAGES='^(emscripten|binaryen|node-acorn|patchelf|clang-[0-9]+|lld-[0-9]+|llvm-[0-9]+|libllvm[0-9]+|libclang-cpp[0-9]+|libclang-common-[0-9]+-dev|libc6|libstdc\+\+6|libgcc-s1|libxml2(-[0-9]+)?|libicu[0-9]+|libz3-4|libzstd1|zlib1g|libedit2|libffi8|libtinfo6|libbsd0|libmd0|liblzma5|libgmp10)$'
LLVM_TOOLS='^(clang|clang\+\+|clang-[0-9]+|clang-cpp|clang-scan-deps|lld|wasm-ld|llvm-(ar|nm|ranlib|objcopy|strip|dwarfdump|dwp|cxxfilt|readobj|readelf|symbolizer))$'

emscripten_version() { tr -d '"\n' <"$1/emscripten-version.txt"; }

provide_emscripten() {
  local root version
  for root in ${EMSDK:+"$EMSDK/upstream/emscripten"} "$(dirname "$(readlink -f "$(command -v emcc || echo /none/emcc)")")"; do
    [ -f "$root/emscripten-version.txt" ] || continue
    version=$(emscripten_version "$root")
    if at_least "$version" "$EMSCRIPTEN_MINIMUM"; then
      say "Using Emscripten $version of $root"
      return
    fi
    say "Emscripten $version of $root is too old ($EMSCRIPTEN_MINIMUM is needed)"
  done
  [ -f "$CACHE/emscripten/.complete" ] || unpack_emscripten
}

no_emscripten() {
  die "no Emscripten: $1. Please install emsdk (https://emscripten.org/docs/getting_started/downloads.html),
  'source emsdk_env.sh' and run this again; or take scripts/setup --native for everything but the page"
}

unpack_emscripten() {
  local prefix=$CACHE/emscripten packages
  need_debian_suites || no_emscripten "there is none on the PATH, and this is no Debian system whose mirror has one"
  mapfile -t packages < <(suites_apt apt-get -s --no-install-recommends install "emscripten/$EMSCRIPTEN_SUITE" "patchelf/$EMSCRIPTEN_SUITE" \
    -t "$EMSCRIPTEN_SUITE" | awk '/^Inst /{print $2}' | grep -E "$EMSCRIPTEN_PACKAGES")
  [ ${#packages[@]} -ge 15 ] || no_emscripten "Debian's could not be resolved"
  say "Downloading Emscripten: ${#packages[@]} packages of Debian $EMSCRIPTEN_SUITE, about 320 MB"
  (cd "$SUITES_DIR/archives" && suites_apt apt-get download "${packages[@]/%//$EMSCRIPTEN_SUITE}") ||
    no_emscripten "the download failed"
  rm -rf "$prefix"
  mkdir -p "$prefix/root"
  unpack_debs "$prefix/root"
  adopt_tools "$prefix/root"
  configure_emscripten "$prefix/root"
  check_emscripten "$prefix"
  rm -f "$SUITES_DIR"/archives/*.deb
  touch "$prefix/.complete"
  say "Emscripten $(emscripten_version "$prefix/root/usr/share/emscripten") is ready: $(du -sm "$prefix" | cut -f1) MB"
}

unpack_debs() { # root
  local deb
  say "Unpacking"
  for deb in "$SUITES_DIR"/archives/*.deb; do
    # Left out: system libraries for link-time optimisation, position-independent code and sanitizers
    # (three quarters of them), tests, documentation.
    dpkg-deb --fsys-tarfile "$deb" | tar x -C "$1" --exclude='*/wasm32-emscripten/lto*' \
      --exclude='*/wasm32-emscripten/pic' --exclude='*/wasm32-emscripten/*asan*' \
      --exclude='*/wasm32-emscripten/*sanitizer*' --exclude='./usr/share/emscripten/test' \
      --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/include/llvm*' \
      --exclude='./usr/share/locale' --exclude='*/gconv'
  done
  if [ -d "$1/lib" ] && [ ! -L "$1/lib" ]; then
    cp -a "$1/lib/." "$1/usr/lib/"
    rm -rf "${1:?}/lib"
  fi
}

is_elf() { [ -f "$1" ] && [ ! -L "$1" ] && [ "$(head -c4 "$1" | tail -c3)" = ELF ]; }

# The tools are of another Debian release: give them its dynamic linker and C library, which are in the
# same tree, without a word in the environment that their child processes would inherit.
adopt_tools() { # root
  local libraries linker llvm file
  libraries=$(dirname "$(find "$1/usr/lib" -name 'libc.so.6' | head -n1)")
  linker=$(find "$1/usr" -name 'ld-linux-*.so.*' | head -n1)
  llvm=$(find "$1/usr/lib" -maxdepth 1 -name 'llvm-*' | sort -V | tail -n1)
  cp "$1/usr/bin/patchelf" "$1/patchelf"
  patch() { "$linker" --library-path "$libraries" "$1/patchelf" "${@:2}"; }
  for file in "$llvm"/bin/*; do
    [[ ${file##*/} =~ $LLVM_TOOLS ]] || rm -f "$file"
  done
  for file in "$1"/usr/bin/wasm-* "$llvm"/bin/*; do
    is_elf "$file" || continue
    # DT_RPATH and not RUNPATH: it serves the libraries' own dependencies too
    patch "$1" --force-rpath --set-interpreter "$linker" --set-rpath "$libraries:$llvm/lib" "$file"
  done
  for file in "$libraries"/*.so*; do # a library with its own RUNPATH would ignore the program's RPATH
    [ ! -L "$file" ] || continue
    [ -z "$(patch "$1" --print-rpath "$file" 2>/dev/null)" ] || patch "$1" --remove-rpath "$file"
  done
  rm "$1/patchelf"
}

configure_emscripten() { # root
  local emscripten=$1/usr/share/emscripten llvm
  llvm=$(find "$1/usr/lib" -maxdepth 1 -name 'llvm-*' | sort -V | tail -n1)
  # The optimizer imports acorn as an ES module, which Node.js looks for only here.
  mkdir -p "$emscripten/node_modules"
  cp -r "$1"/usr/share/nodejs/acorn* "$emscripten/node_modules/"
  rm -f "$emscripten/.emscripten"
  cat >"$emscripten/.emscripten" <<CONFIG
LLVM_ROOT = '$llvm/bin'
BINARYEN_ROOT = '$1/usr'
NODE_JS = '$(command -v node)'
CACHE = '$emscripten/cache'
FROZEN_CACHE = True
CONFIG
}

check_emscripten() { # prefix
  local check=$1/check emcc=$1/root/usr/share/emscripten/em++ flags said
  mkdir -p "$check"
  cat >"$check/check.cpp" <<'CPP'
#include <cstdio>
#include <thread>
int main() {
  int answer = 0;
#ifdef __EMSCRIPTEN_PTHREADS__
  std::thread([&] { answer = 42; }).join();
#else
  answer = 42;
#endif
  std::printf("%d\n", answer);
}
CPP
  for flags in '' '-pthread -sPTHREAD_POOL_SIZE=1 -sEXIT_RUNTIME'; do
    # shellcheck disable=SC2086 # flags are several words
    env -u EM_CONFIG "$emcc" -O2 -msimd128 $flags "$check/check.cpp" -o "$check/check.js" >"$check/log" 2>&1 ||
      { tail -n 20 "$check/log" >&2; no_emscripten "Debian's does not compile"; }
    said=$(node "$check/check.js" 2>&1) || true
    [ "$said" = 42 ] || no_emscripten "a program of Debian's said '${said:0:200}' instead of 42"
  done
  rm -rf "$check"
}

# The pinned libraries of cmake/dependencies.lock, unpacked into $CACHE/src/NAME-VERSION, from the Debian
# mirror of this system or else from upstream. Sourced by scripts/setup.
# shellcheck shell=bash

# Of a tree: SHA-256 of what sha256sum says of its C++ files. The same in cmake/dependencies.cmake.
files_sha256() { # folder
  (
    cd "$1" && shopt -s nullglob &&
      printf '%s\n' {,backends/}*.{cpp,h} | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1
  )
}

sha256_is() { [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

unpack() { # archive folder
  mkdir -p "$2"
  tar xf "$1" -C "$2" --strip-components=1 --exclude='*/test/*' --exclude='*/Xcode*' \
    --exclude='*/android-project*' --exclude='*/visualtest' --exclude='*/docs' --exclude='*/doc'
}

# The .orig tarball of a source package, as $work/debian; its version in $work/debian.version
debian_source() { # package/suite work
  need_debian_suites || return 1
  mkdir -p "$2/orig"
  (cd "$2/orig" && suites_apt apt-get source --download-only --tar-only "$1") >/dev/null 2>&1 || return 1
  local file
  file=$(find "$2/orig" -name '*.orig.tar.*' | head -n1)
  [ -n "$file" ] || return 1
  # from zlib_1.3.dfsg+really1.3.1.orig.tar.gz: 1.3.1
  basename "$file" | sed -E 's/^[^_]*_//; s/\.orig\.tar\..*//; s/.*really\.?//; s/\+(ds|dfsg).*//' >"$2/debian.version"
  mv "$file" "$2/debian"
}

fetch_source() { # name version package/suite sha256 url url-sha256
  local folder=$CACHE/src/$1-$2 work=$CACHE/.fetch from note=''
  if [ -f "$folder/.complete" ]; then
    note=$(cat "$folder/.complete")
    [ -z "$note" ] || warn "$note"
    return
  fi
  rm -rf "$work" "$folder"
  mkdir -p "$work"
  if debian_source "$3" "$work" && sha256_is "$work/debian" "$4"; then
    from="Debian's $3"
    unpack "$work/debian" "$work/tree"
  elif curl -fsSL --connect-timeout 5 --max-time 300 --retry 1 -o "$work/upstream" "$5" 2>"$work/log"; then
    from=$5
    unpack "$work/upstream" "$work/tree"
    case $6 in
      files:*) [ "files:$(files_sha256 "$work/tree")" = "$6" ] ;;
      *) sha256_is "$work/upstream" "$6" ;;
    esac || die "$5 does not have the SHA-256 of cmake/dependencies.lock"
  elif [ -f "$work/debian" ] && at_least "$(cat "$work/debian.version")" "$2"; then
    from="Debian's $3"
    note="$1 $2 is nowhere to be had: using $(cat "$work/debian.version") of Debian's $3 instead"
    warn "$note"
    unpack "$work/debian" "$work/tree"
  else
    die "$1 $2 is not in Debian's $3 and $5 cannot be reached: $(tail -n1 "$work/log")"
  fi
  printf '%s' "$note" >"$work/tree/.complete"
  mkdir -p "$CACHE/src"
  mv "$work/tree" "$folder"
  rm -rf "$work"
  say "$1 $2 from $from"
}

fetch_sources() {
  local row
  while read -r -a row; do
    fetch_source "${row[@]}"
  done < <(grep -vE '^(#|$)' "$ROOT/cmake/dependencies.lock")
}

locked_version() { awk -v name="$1" '$1 == name {print $2}' "$ROOT/cmake/dependencies.lock"; }

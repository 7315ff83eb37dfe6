# Is the page the same, byte for byte, when it is built from the same sources again? Sourced by
# scripts/test.
# shellcheck shell=bash

# Builds the variant simd in a copy of the sources, in a folder of another name and depth and without
# ccache, and compares its page with the one that is there.
check_reproducible() {
  local copy=$ROOT/build/again/in/another-folder
  rm -rf "$ROOT/build/again"
  mkdir -p "$copy"
  (cd "$ROOT" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy") ||
    return 1
  (
    export CCACHE_DISABLE=1
    cd "$copy" && cmake --preset web-simd >configure.log && cmake --build --preset web-simd
  ) || return 1
  compare_pages "$ROOT/build/page" "$copy/build/page" && rm -rf "$ROOT/build/again"
}

# compare_pages page again: what both have is the same in both, and the second has the variant simd
compare_pages() {
  python3 - "$@" <<'PY'
import json, pathlib, sys

def files(page):
    manifest = json.loads((pathlib.Path(page) / "manifest.json").read_text())
    return {it["path"]: it["sha256"] for it in manifest["files"]} | {"data": manifest["data"]}

page, again = files(sys.argv[1]), files(sys.argv[2])
others = [path for path in again if again[path] != page.get(path)]
missing = [path for path in page if path not in again and "-threads." not in path]
print(f"{len(again) - len(others)} of {len(again)} entries of the manifest are the same")
for path in others + missing:
    print(f"not the same: {path}", file=sys.stderr)
sys.exit(1 if others or missing or "hourglass-simd.wasm" not in again else 0)
PY
}

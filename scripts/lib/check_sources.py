#!/usr/bin/env python3
"""Runs clang-tidy on the sources of src, and compiles every header of src and tests by itself:

    check_sources.py tidy|headers BUILD CACHE [FILE...]

BUILD has a compile_commands.json (preset checks). What was clean is
remembered in CACHE by the content of the file, of all that it includes and of the settings, so only
what has changed is looked at again. Without FILEs: all of them.
"""
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.M)
KEPT_SECONDS = 30 * 86400
# What a header defines is for others to use.
HEADER_FLAGS = ["-Wno-pragma-once-outside-header", "-Wno-unused", "-Wno-unneeded-internal-declaration"]


@functools.cache
def included(path):
    """The file and everything of the project that it includes, generated headers apart."""
    found = {path}
    for name in INCLUDE.findall(path.read_text()):
        for base in (path.parent, ROOT / "src", ROOT / "tests", ROOT / "fuzz"):
            if (base / name).exists():
                found |= included((base / name).resolve())
                break
    return frozenset(found)


def key(path, command, settings):
    digest = hashlib.sha256("\0".join([command, *settings]).encode())
    for file in sorted(included(path)):
        digest.update(b"\0" + file.read_bytes())
    return digest.hexdigest()


def compile_commands(build):
    """File -> the words of its compile command, without the output."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        if words[0].endswith("ccache"):
            del words[0]
        at = words.index("-o")
        del words[at:at + 2]
        commands[pathlib.Path(entry["file"])] = [it for it in words if it not in ("-c", entry["file"])]
    return commands


def tidy_runs(commands, build):
    for path in sorted(commands):
        if path.is_relative_to(ROOT / "src") and not path.is_relative_to(build):
            yield path, ["clang-tidy", "--quiet", "-p", str(build), str(path)]


def flags_near(commands, folder):
    """The flags of a source beside, or below: of the one that uses most libraries."""
    beside = [words for path, words in commands.items() if path.parent == folder]
    below = [words for path, words in commands.items() if path.is_relative_to(folder)]
    tests = [words for path, words in commands.items() if path.is_relative_to(ROOT / "tests/training")]
    return max(beside or below or tests, key=len)


def header_runs(commands, _):
    for part in ("src", "tests"):
        for path in sorted((ROOT / part).rglob("*.h")):
            if "emscripten" in path.read_text():
                continue  # the page's alone, which Emscripten compiles
            near = flags_near(commands, path.parent)
            yield path, [*near, "-fsyntax-only", *HEADER_FLAGS, "-x", "c++", str(path)]


def run(path, command, mark):
    """True when the file is clean, now or as it was before."""
    if mark.exists():
        os.utime(mark)
        return True
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        mark.touch()
    else:
        print(f"{path.relative_to(ROOT)}:\n{done.stdout}{done.stderr}", flush=True)
    return done.returncode == 0


def main():
    kinds = {"tidy": tidy_runs, "headers": header_runs}
    if len(sys.argv) < 4 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    kind, build, cache = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
    wanted = {pathlib.Path(it).resolve() for it in sys.argv[4:]}
    cache.mkdir(parents=True, exist_ok=True)
    for mark in cache.iterdir():
        if mark.stat().st_mtime < time.time() - KEPT_SECONDS:
            mark.unlink()
    runs = [it for it in kinds[kind](compile_commands(build), build) if not wanted or it[0] in wanted]
    version = subprocess.run([runs[0][1][0], "--version"], capture_output=True, text=True, check=True)
    settings = [version.stdout, (ROOT / "cmake/dependencies.lock").read_text(),
                (ROOT / ".clang-tidy").read_text() if kind == "tidy" else ""]
    # relative, so that every checkout shares them
    place = lambda command: " ".join(command).replace(str(ROOT), ".")
    commands = compile_commands(build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(
            lambda it: run(it[0], it[1], cache / key(it[0], place([*commands.get(it[0], []), *it[1]]), settings)),
            runs))
    print(f"{results.count(True)} of {len(results)} files are clean")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()

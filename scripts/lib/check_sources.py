#!/usr/bin/env python3
"""Runs clang-tidy on the sources of src, and compiles every header of src and tests by itself:

    check_sources.py tidy|quick-tidy|headers BUILD CACHE [FILE...]

quick-tidy is without Clang's analyzer, half of the time.

BUILD has a compile_commands.json (preset checks). What was clean is remembered in CACHE by the content
of the files, of all that they include and of the settings, so only what has changed is looked at again.
Without FILEs: all of them.
"""
import bisect
import concurrent.futures
import dataclasses
import functools
import hashlib
import itertools
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.M)
UNITY = re.compile(r'^#include "([^"]+)"', re.M)
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


def key(run, settings):
    # relative, so that every checkout shares them
    digest = hashlib.sha256("\0".join([*run.command, *settings]).replace(str(ROOT), ".").encode())
    for file in sorted(frozenset().union(*map(included, run.sources))):
        digest.update(b"\0" + file.read_bytes())
    return digest.hexdigest()


@dataclasses.dataclass
class Run:
    """One command that looks at some sources"""
    sources: list
    command: list
    told: Callable = str  # what it has printed -> what to print


def units(build):
    """(sources, words of the compile command without input and output) of all that is compiled: of one
    source, or of the dozen that one of CMake's unity files includes."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words, file = shlex.split(entry["command"]), pathlib.Path(entry["file"])
        if words[0].endswith("ccache"):
            del words[0]
        at = words.index("-o")
        del words[at:at + 2]
        sources = UNITY.findall(file.read_text()) if file.parent.name == "Unity" else [file]
        yield [pathlib.Path(it) for it in sources], [it for it in words if it not in ("-c", entry["file"])]


def tidy_runs(build, without=()):
    """A dozen sources as one: they share the headers, in which most of the time goes."""
    for sources, words in units(build):
        if not sources[0].is_relative_to(ROOT / "src"):
            continue
        joined = build / "tidy" / f"{len(sources)}-from-{'-'.join(sources[0].relative_to(ROOT).parts)}"
        joined.parent.mkdir(exist_ok=True)
        joined.write_text("".join(it.read_text() for it in sources))
        # Of headers that two of the sources include it would say that they are included twice.
        out = [*without, *(["readability-duplicate-include"] if len(sources) > 1 else [])]
        checks = ["--checks=" + ",".join(f"-{it}" for it in out)] if out else []
        yield Run(sources, ["clang-tidy", "--quiet", str(joined), *checks, "--", *words[1:]],
                  functools.partial(placed, joined, sources))


def placed(joined, sources, text):
    """The text with places in the sources instead of in the file that joins them."""
    first = [0, *itertools.accumulate(it.read_text().count("\n") for it in sources)]

    def place(match):
        line = int(match[1])
        at = bisect.bisect_left(first, line) - 1
        return f"{sources[at]}:{line - first[at]}:"
    return re.sub(re.escape(str(joined)) + r":(\d+):", place, text)


def flags_near(flags, folder):
    """The flags of a source beside, or below: of the one that uses most libraries."""
    beside = [words for path, words in flags.items() if path.parent == folder]
    below = [words for path, words in flags.items() if path.is_relative_to(folder)]
    tests = [words for path, words in flags.items() if path.is_relative_to(ROOT / "tests/training")]
    return max(beside or below or tests, key=len)


def header_runs(build):
    flags = {source: words for sources, words in units(build) for source in sources}
    for part in ("src", "tests"):
        for path in sorted((ROOT / part).rglob("*.h")):
            if "emscripten" in path.read_text():
                continue  # the page's alone, which Emscripten compiles
            words = flags_near(flags, path.parent)
            yield Run([path], [*words, "-fsyntax-only", *HEADER_FLAGS, "-x", "c++", str(path)])


def is_clean(run, mark):
    """Now, or as it was before"""
    if mark.exists():
        os.utime(mark)
        return True
    done = subprocess.run(run.command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        mark.touch()
    else:
        names = ", ".join(str(it.relative_to(ROOT)) for it in run.sources)
        print(f"{names}:\n{run.told(done.stdout + done.stderr)}", flush=True)
    return done.returncode == 0


def main():
    kinds = {"tidy": tidy_runs, "quick-tidy": functools.partial(tidy_runs, without=["clang-analyzer-*"]),
             "headers": header_runs}
    if len(sys.argv) < 4 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    kind, build, cache = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3])
    wanted = {pathlib.Path(it).resolve() for it in sys.argv[4:]}
    cache.mkdir(parents=True, exist_ok=True)
    for mark in cache.iterdir():
        if mark.stat().st_mtime < time.time() - KEPT_SECONDS:
            mark.unlink()
    runs = [it for it in kinds[kind](build) if not wanted or wanted & set(it.sources)]
    version = subprocess.run([runs[0].command[0], "--version"], capture_output=True, text=True, check=True)
    settings = [version.stdout, (ROOT / "cmake/dependencies.lock").read_text(),
                "" if kind == "headers" else (ROOT / ".clang-tidy").read_text()]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        clean = sum(len(run.sources) for run, fine in
                    zip(runs, pool.map(lambda it: is_clean(it, cache / key(it, settings)), runs)) if fine)
    count = sum(len(run.sources) for run in runs)
    print(f"{clean} of {count} files are clean")
    sys.exit(0 if clean == count else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Checks that no function of src/engine, src/training and src/study has a static variable that is
computed when it is first needed, and prints each that has:

    check_statics.py ROOT

Two threads that need it at once wait for one another, and where one of them is the main thread of a
page, which may not wait, the program breaks down. A constant of the file is computed before there are
threads.
"""
import pathlib
import re
import sys

FOLDERS = ["engine", "training", "study"]
STATIC = re.compile(r"^[ \t]+(?:alignas\(\d+\) )?static (?!constexpr|constinit|thread_local)[^;(]*(?:=|\{)", re.M)


def main():
    root = pathlib.Path(sys.argv[1])
    sources = [it for folder in FOLDERS for it in sorted((root / "src" / folder).rglob("*.cpp"))]
    faults = [f"{path.relative_to(root)}:{text.count(chr(10), 0, found.start()) + 1}: {found[0].strip()}"
              for path in sources for text in [path.read_text()] for found in STATIC.finditer(text)]
    print("\n".join(faults), end="\n" if faults else "")
    sys.exit(f"{len(faults)} static variables of functions" if faults else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Checks that arrows between folders run as docs/contributing.md says, and prints every #include and
import that goes another way:

    check_arrows.py ROOT

C++: src by the table below; io/file.h alone, which knows nobody, is anyone's. Tests, bench and fuzz use
src, and nothing in src knows them; a test's folder knows its own and support/. JavaScript: the page's
modules (web/*.js) import one another, embed/ none of theirs, and no module of the page a tool (*.mjs),
a test, a package or Node.js.
"""
import pathlib
import re
import sys

BELOW = {
    "engine": set(),
    "data": {"engine"},
    "training": {"data", "engine"},
    "study": {"training", "data", "engine"},
    "io": {"training", "data", "engine"},
    "lab": {"study", "io", "training", "data", "engine"},
    "cli": {"study", "io", "training", "data", "engine"},
    "shell": {"lab", "study", "io", "training", "data", "engine"},
}
# What tests, fuzz and bench make their material with, whatever they are about.
MATERIAL = {"io", "training", "data", "engine", "support"}
# Beside that: the laboratory's tests open a window.
MORE = {"tests/lab": {"shell"}, "fuzz": {"lab"}}
FREE = {"io/file.h"}
GENERATED = {"embedded"}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
IMPORT = re.compile(r"^\s*import\s(?:[^'\"]*?\bfrom\s)?\s*'([^']+)'|\bimport\('([^']+)'\)", re.M)


def sources(folder, *endings):
    return [it for it in sorted(folder.rglob("*"))
            if it.suffix in endings and "node_modules" not in it.parts]


def includes(path):
    text = path.read_text()
    for found in INCLUDE.finditer(text):
        yield text.count("\n", 0, found.start(1)) + 1, found[1]


def known(root, path):
    """The folders whose headers a file may include as "folder/header.h"."""
    part, folder = path.relative_to(root).parts[:2]
    if part == "src":
        return BELOW[folder] | {folder} | GENERATED
    more = MORE.get(f"{part}/{folder}", MORE.get(part, set()))
    return BELOW.get(folder, set()) | {folder} | MATERIAL | GENERATED | more


def include_faults(root):
    for part in ["src", "tests", "fuzz", "bench"]:
        for path in sources(root / part, ".h", ".cpp"):
            if path.relative_to(root).parts[1] == "package":
                continue  # a project of its own, which uses the installed library
            for line, header in includes(path):
                folder, slash, _ = header.partition("/")
                if header in FREE or not slash and (path.parent / header).exists():
                    continue
                if folder not in known(root, path):
                    yield f"{path}:{line}: must not know \"{header}\""


def import_faults(root):
    web = root / "web"
    for path in sources(web, ".js"):
        part = path.relative_to(web).parts[0]
        if part in {"tests", "bench"}:
            continue
        text = path.read_text()
        for found in IMPORT.finditer(text):
            name = found[1] or found[2]
            target = (path.parent / name).resolve()
            is_own = name.startswith(("./", "../")) and name.endswith(".js")
            # the stand-ins of the single file lie beside the modules whose place they take
            homes = {web} if part == "single-file" else {path.parent}
            if not is_own or target.parent not in homes:
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path}:{line}: must not import '{name}'"


def main():
    if len(sys.argv) != 2:
        sys.exit("check_arrows: expected one argument, the root of the repository")
    root = pathlib.Path(sys.argv[1]).resolve()
    found = [*include_faults(root), *import_faults(root)]
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

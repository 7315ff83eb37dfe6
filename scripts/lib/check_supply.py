#!/usr/bin/env python3
"""Checks that whatever is fetched is pinned by a hash, and that the npm lock names no host:

    check_supply.py ROOT
"""
import json
import pathlib
import re
import sys

SHA256 = re.compile(r"(files:)?[0-9a-f]{64}")


def library_faults(lock):
    for line in lock.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, _, debian, _, upstream = line.split()
        if not SHA256.fullmatch(debian) or not SHA256.fullmatch(upstream):
            yield f"{lock}: {name} has no SHA-256 of both its tarballs"


def package_faults(folder):
    wanted = json.loads((folder / "package.json").read_text())["devDependencies"]
    for name, version in wanted.items():
        if not re.fullmatch(r"\d+\.\d+\.\d+", version):
            yield f"{folder}/package.json: {name} is not pinned: {version}"
    lock = folder / "package-lock.json"
    for name, package in json.loads(lock.read_text())["packages"].items():
        if name and not package.get("integrity", "").startswith("sha512-"):
            yield f"{lock}: {name} has no SHA-512"
        if "resolved" in package:
            yield f"{lock}: {name} names a host: \"resolved\" is to be left out (web/.npmrc)"


def main():
    if len(sys.argv) != 2:
        sys.exit("check_supply: expected one argument, the root of the repository")
    root = pathlib.Path(sys.argv[1])
    found = [*library_faults(root / "cmake/dependencies.lock"), *package_faults(root / "web")]
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

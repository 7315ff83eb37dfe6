#!/usr/bin/env python3
"""Inputs of a fuzz target in one file, as fuzz/replay_test.cpp reads it: each behind its length in four
bytes, the lowest first.

    fuzz_corpus.py pack FOLDER FILE
    fuzz_corpus.py unpack FILE FOLDER
"""
import pathlib
import struct
import sys


def pack(folder, file):
    inputs = sorted((entry.read_bytes() for entry in folder.iterdir()), key=lambda it: (len(it), it))
    file.write_bytes(b"".join(struct.pack("<I", len(it)) + it for it in inputs))


def unpack(file, folder):
    folder.mkdir(parents=True, exist_ok=True)
    packed, number = file.read_bytes(), 0
    while packed:
        (size,) = struct.unpack_from("<I", packed)
        (folder / str(number)).write_bytes(packed[4:4 + size])
        packed, number = packed[4 + size:], number + 1


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("pack", "unpack"):
        sys.exit(__doc__)
    {"pack": pack, "unpack": unpack}[sys.argv[1]](*map(pathlib.Path, sys.argv[2:]))
